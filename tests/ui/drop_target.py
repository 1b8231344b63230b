"""The window for the drop test: prints what it takes, one path a line."""

from __future__ import annotations

import sys
from pathlib import Path

from modaverse_desktop.ui import application
from tests.service import fake_engine


class Watched(application.Application):
    """Says what came onto the shelf."""

    def begin(self) -> None:
        self.window.setGeometry(200, 20, 900, 700)
        self.intake.looked.connect(self.tell)
        super().begin()
        print("shown", flush=True)

    def tell(self, look: object) -> None:
        print(Path(look.media.path).name, flush=True)


if __name__ == "__main__":
    application.Application = Watched
    sys.exit(application.run([], fake_engine.run))
