"""One process of a training that several share: `python -m tests.training.scale_process CONFIG`."""

from __future__ import annotations

import sys
from pathlib import Path

from modaverse_desktop.training.train import train

if __name__ == "__main__":
    train(Path(sys.argv[1]), False, lambda progress: None)
