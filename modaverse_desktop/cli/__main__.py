"""`python -m modaverse_desktop.cli`."""

import sys

from modaverse_desktop.cli.entry import main

if __name__ == "__main__":
    sys.exit(main())
