"""`make screenshots`: the window's main states in light and dark, English and Vietnamese, drawn without a screen or an
engine: what the engine would say is fixed here. Each variant in a process of its own, because of the scale.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from modaverse_desktop.ui.application import Application

HERE = Path(__file__).resolve().parent
MADE = HERE.parent / "starter" / "pictures.png"
"""What the starter's generator made: 24 pictures of 128 pixels in 6 columns."""
NAMES = (
    "a red apple|a banana|strawberries|a cat|a cute dog face|an elephant|a penguin|a butterfly|a red car|a fire truck|"
    "a sailing boat|a space rocket|a happy face|an angry face|a doctor|a robot|a guitar|a grand piano|a hamburger|"
    "a cup of coffee|a house|a castle|a tree|a thunderstorm"
).split("|")
GENERATOR = "starter-image-generator"
SIZE = (1024, 640)
VARIANTS = [(language, shade, 1) for language in ("en", "vi") for shade in ("light", "dark")] + [("en", "light", 2)]
LONGEST = 60.0
"""Seconds until something must have come into the window."""
REST, ROUNDS = 0.4, 20
"""Seconds, and turns of the window, in which nothing is at work before it is drawn."""
MOMENT = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)


class Scene:
    """The window of one variant, and what happens in it."""

    def __init__(self, app: QApplication, parts: Application, folder: Path) -> None:
        self.app = app
        self.parts = parts
        self.folder = folder
        self.queue = parts.queue

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until something is so.

        Raises:
            TimeoutError: it takes too long.
        """
        end = time.monotonic() + LONGEST
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(condition.__code__)
            self.app.processEvents()
            time.sleep(0.005)

    def settle(self) -> None:
        """Wait for thumbnails and layouts, however busy the machine is: until nothing has been at work for a while.

        Raises:
            TimeoutError: something is at work for too long.
        """
        restful: list[float] = []  # when nothing was at work, of the last rounds in a row

        def has_come_to_rest() -> bool:
            if not self.is_at_rest():
                restful.clear()
                return False
            restful.append(time.monotonic())
            return len(restful) > ROUNDS and restful[-1] - restful[0] > REST

        self.until(has_come_to_rest)

    def is_at_rest(self) -> bool:
        """Whether no file is looked at and no picture is being made."""
        from PySide6.QtCore import QThreadPool

        workspace, history = self.parts.window.workspace, self.parts.window.workspace.history
        has_pictures = workspace.thumbnails.at_rest() and (history is None or history.pictures.at_rest())
        at_work = self.parts.intake.busy or any(each.activeThreadCount() for each in self.app.findChildren(QThreadPool))
        return has_pictures and not at_work

    def draw(self, name: str, widget: QWidget | None = None) -> None:
        """Write a picture of the window."""
        self.settle()
        (widget or self.parts.window).grab().save(str(self.folder / f"{name}.png"))


def scenes(scene: Scene, pictures: Path) -> Iterator[None]:
    """One state after the other; each `yield` is a moment that was drawn."""
    from modaverse_desktop.core import events
    from modaverse_desktop.core.invocation import Artifact, Invocation
    from modaverse_desktop.core.modality import Modality
    from modaverse_desktop.ui.pages import Page
    from modaverse_desktop.ui.resources import sample_pictures

    window, queue = scene.parts.window, scene.queue
    queue.receive(events.EngineReady("starter", "cpu", 4.1))
    window.status.connections.show_count(0)
    scene.draw("welcome")
    yield

    window.pages.show_page(Page.HISTORY)
    history = window.workspace.history
    scene.until(lambda: history is not None and history.browser.model.rowCount() == len(NAMES))
    scene.draw("history")
    window.pages.show_page(Page.NOW)
    yield

    _, balloon, cup = sample_pictures()
    window.doors.take_files([balloon])
    scene.until(lambda: len(window.composer.shelf.media()) == 1)
    answered = queue.submit("What is this?", window.composer.shelf.media())
    queue.receive(events.Started(answered))
    said = Invocation(Modality.TEXT, "This is a red balloon.")
    queue.receive(events.Proposed(answered, "Modality: [TEXT] This is a red balloon. ###", (said,), seconds=1.4))

    window.doors.take_files([cup])
    scene.until(lambda: len(window.composer.shelf.media()) == 2)
    asked = queue.submit("Make icons: a house, and a castle with red roofs", window.composer.shelf.media()[1:])
    queue.receive(events.Started(asked))
    wanted = tuple(
        Invocation(Modality.IMAGE, prompt, parameters={"num_inference_steps": 12, "seed": 7})
        for prompt in ("a house", "a castle with red roofs")
    )
    queue.receive(events.Proposed(asked, "Modality: [IMAGE] Prompt: a house ###", wanted, seconds=2.3))
    window.composer.instruction.setPlainText("")
    scene.until(lambda: window.feed.view(asked) is not None)
    scene.draw("proposal")
    yield

    queue.edit(asked, wanted)
    queue.approve(asked)
    for place, name in enumerate(("a house", "a castle")):
        queue.receive(events.GenerationStarted(asked, place))
        made = Artifact(
            Modality.IMAGE,
            place,
            path=pictures / f"{name}.png",
            seed=7,
            generator=GENERATOR,
            seconds=2.9,
        )
        queue.receive(events.ArtifactReady(asked, made))
    queue.receive(events.Finished(asked, 5.9))
    scene.draw("done")
    yield

    for page in (Page.MODELS, Page.TEACH):
        window.pages.show_page(page)
        scene.draw(page.name.lower())
        yield
    window.pages.show_page(Page.NOW)

    window.settings_wanted.emit()
    scene.draw("settings", scene.parts.panels.settings)
    yield


def fill_history(pictures: Path) -> None:
    """As if the starter's sheet had been made by hand, about one a day."""
    from modaverse_desktop.core.conversion import Conversion, State
    from modaverse_desktop.core.invocation import Artifact, Invocation
    from modaverse_desktop.core.modality import Modality
    from modaverse_desktop.core.paths import history_path
    from modaverse_desktop.library.history import History

    history_path().parent.mkdir(parents=True, exist_ok=True)
    history = History(history_path())
    for number, name in enumerate(NAMES):
        plan = (Invocation(Modality.IMAGE, name),)
        made = Artifact(Modality.IMAGE, 0, path=pictures / f"{name}.png", seed=number, generator=GENERATOR)
        one = Conversion(
            f"h{number}",
            f"Draw {name}",
            (),
            "starter",
            state=State.DONE,
            proposal=plan,
            invocations=plan,
            artifacts=(made,),
        )
        history.save(one, MOMENT - timedelta(hours=20 * number))
    history.close()


def cut_pictures(folder: Path) -> None:
    """The starter's sheet, one file a picture."""
    from PIL import Image

    with Image.open(MADE) as sheet:
        for number, name in enumerate(NAMES):
            left, top = 16 + 160 * (number % 6), 16 + 182 * (number // 6)
            sheet.crop((left, top, left + 128, top + 128)).save(folder / f"{name}.png")


def draw_variant(language: str, shade: str, folder: Path) -> None:
    """All states of one variant, as PNG files in `folder`."""
    import qasync
    from PySide6.QtWidgets import QApplication

    from modaverse_desktop.core.settings import Settings, Theme, save_settings, settings_path
    from modaverse_desktop.service.catalogue import installed
    from modaverse_desktop.ui.application import Application

    home = folder / "home"
    os.environ["MODAVERSE_HOME"] = str(home)
    pictures = home / "pictures"
    pictures.mkdir(parents=True)
    cut_pictures(pictures)
    fill_history(pictures)
    output = Path("/home/you/Pictures/ModaVerse")
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    save_settings(Settings(output=output, theme=Theme(shade), language=language), settings_path())
    app = QApplication(["modaverse"])
    app.setStyle("Fusion")
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    parts = Application(app, loop, no_engine)
    packs, catalogue = installed(parts.store.settings)
    parts.panels.know(packs)
    parts.window.show_catalogue(catalogue)
    parts.window.resize(*SIZE)
    parts.window.show()
    for _ in scenes(Scene(app, parts, folder), pictures):
        pass
    parts.window.close()
    parts.leave()
    os._exit(0)  # the engine's thread was never started


def no_engine(connection: object) -> None:
    """Never started: what it would say is said by `scenes`."""
    raise AssertionError(connection)


def pack(drawn: Path, target: Path) -> None:
    """A palette of 256 colours is a quarter of the size and looks the same."""
    from PIL import Image

    with Image.open(drawn) as image:
        image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            target, optimize=True
        )


def main() -> int:
    """Draw all variants."""
    for language, shade, scale in VARIANTS:
        suffix = f"{language}-{shade}" + (f"@{scale}x" if scale > 1 else "")
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale), "LANG": "C.UTF-8"}
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, language, shade, folder]
            subprocess.run(command, env=environment, check=True)
            for drawn in sorted(Path(folder).glob("*.png")):
                if scale == 1 or drawn.stem == "proposal":
                    pack(drawn, HERE / f"{drawn.stem}-{suffix}.png")
    total = sum(file.stat().st_size for file in HERE.glob("*.png"))
    print(f"{len(list(HERE.glob('*.png')))} pictures, {total / 1e6:.1f} MB, in {HERE}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) == 4:
        draw_variant(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
    sys.exit(main())
