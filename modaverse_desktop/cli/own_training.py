"""`train` on a user's own examples: every event is a line of JSON on standard output, for the window that reads it."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from modaverse_desktop.cli.output import Output


def train_own(arguments: Namespace, output: Output) -> int:
    """Run or resume it. The exit code is 130 if it was stopped."""
    from modaverse_desktop.engine.host import ENVIRONMENT

    os.environ.update(ENVIRONMENT)  # before torch
    from modaverse_desktop.training.config import load_config
    from modaverse_desktop.training.own.train import train_own as run

    def tell(event: Mapping[str, Any]) -> None:
        output.show(json.dumps(event))

    return 0 if run(load_config(arguments.config), arguments.resume, tell).finished else 130
