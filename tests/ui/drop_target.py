"""The window for the drop test: prints what it takes, what it asks and what it refuses, one a line."""

from __future__ import annotations

import hashlib
import sys

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.ui import running
from modaverse_desktop.ui.composer.batch_panel import Stage
from modaverse_desktop.ui.composer.media_look import MediaLook
from tests.service import fake_engine


class Watched(running.Application):
    """Says what came of the drop."""

    def begin(self) -> None:
        self.window.setGeometry(200, 20, 900, 700)
        self.intake.looked.connect(self.tell)
        self.window.composer.batch_panel.settled.connect(self.tell_batch)
        show_error = self.window.composer.error.show_error

        def told(error: AppError) -> None:
            show_error(error)
            print(error.title, flush=True)

        self.window.composer.error.show_error = told
        super().begin()
        print("shown", flush=True)

    def tell(self, look: MediaLook) -> None:
        content = hashlib.sha256(look.media.path.read_bytes()).hexdigest()[:8]
        print(look.media.path.name, content, flush=True)

    def tell_batch(self) -> None:
        panel = self.window.composer.batch_panel
        if panel.stage is Stage.ASKING:
            print("asks about", len(panel.batch.media()), "and", len(panel.batch.refused), flush=True)


if __name__ == "__main__":
    running.Application = Watched
    sys.exit(running.run([], fake_engine.run))
