"""What the window's first picture need not wait for: collecting garbage, and the modules that come to use later.

The start makes some 100,000 objects that all stay. Python's collector would look through them again and again, for
40 to 100 ms in which no input is answered. So it rests until the window is seen and its modules are there, and never
looks at those objects afterwards.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
from collections.abc import Iterable

THE_FIRST_CARD = (
    "statistics",
    "modaverse_desktop.ui.artifacts.image_preview",
    "modaverse_desktop.ui.players.playback",
    "modaverse_desktop.ui.players.audio_player",
    "modaverse_desktop.ui.artifacts.artifact_view",
    "modaverse_desktop.ui.proposal.changes_label",
    "modaverse_desktop.ui.proposal.generator_chooser",
    "modaverse_desktop.ui.proposal.invocation_card",
    "modaverse_desktop.ui.proposal.card_list",
    "modaverse_desktop.ui.proposal.needs_line",
    "modaverse_desktop.ui.proposal.proposal_editor",
    "modaverse_desktop.ui.feed.conversion_view",
)
THE_OTHER_PAGES = (
    "modaverse_desktop.library.entry",
    "modaverse_desktop.ui.history.tile",
    "modaverse_desktop.ui.history.entry_view",
    "modaverse_desktop.ui.history.history_grid",
    "modaverse_desktop.ui.history.history_browser",
    "modaverse_desktop.ui.history.history_page",
    "modaverse_desktop.ui.settings.folder_rows",
    "modaverse_desktop.ui.settings_panel",
    "email.message",
    "importlib.metadata",
    "modaverse_desktop.service.licences",
    "modaverse_desktop.ui.about.about_panel",
)
"""What comes first is needed by what comes next, so that no step brings in many at once."""


def rest_collecting() -> None:
    """From here on nothing is collected, until there is a `Collecting`."""
    gc.disable()


async def bring_in(modules: Iterable[str]) -> None:
    """After the window is seen, import these, a few in each turn of the loop. On another thread they would come no
    sooner, and whoever needs one of them would wait for all.
    """
    for name in modules:
        importlib.import_module(name)
        await asyncio.sleep(0)
