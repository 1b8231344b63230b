"""One process of trainings that several share, one after the other: `… scale_process WAY=CONFIG…`.

WAY is `plain` or `pieces`; with a `+` before it the training goes on.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from modaverse_desktop.training.train import train

if __name__ == "__main__":
    for asked in sys.argv[1:]:
        way, _, config = asked.partition("=")
        os.environ["ACCELERATE_USE_FSDP"] = str(way.lstrip("+") == "pieces").lower()
        os.environ["FSDP_VERSION"] = "2"
        train(Path(config), way.startswith("+"), lambda progress: None)
