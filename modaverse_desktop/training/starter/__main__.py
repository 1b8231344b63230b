"""`python -m modaverse_desktop.training.starter [STEP ...]`: train the starter pictures, or some steps."""

from __future__ import annotations

import argparse
import sys

from modaverse_desktop.core.errors import AppError


def main() -> int:
    """Run the steps in order. Returns the exit code of the error that stopped them, or 0."""
    from modaverse_desktop.training.starter.recipe import STEPS, Places

    parser = argparse.ArgumentParser(description="Train the starter stack from public packages.")
    parser.add_argument("steps", nargs="*", choices=[[], *STEPS], help=f"of {', '.join(STEPS)}; all if none is named")
    wanted = parser.parse_args().steps or list(STEPS)
    try:
        for name in (step for step in STEPS if step in wanted):
            sys.stdout.write(f"== {name}\n")
            STEPS[name](Places())
    except AppError as error:
        sys.stderr.write(f"{error}\n{error.hint}\n")
        return error.kind.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
