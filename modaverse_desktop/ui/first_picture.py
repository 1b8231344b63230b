"""What the window's first picture need not wait for: collecting garbage, and the modules that come to use later.

The start makes some 100,000 objects that all stay. Python's collector would look through them again and again, for
40 to 100 ms in which no input is answered. So it rests until the window is seen and its modules are there, and never
looks at those objects afterwards.
"""

from __future__ import annotations

import gc


def rest_collecting() -> None:
    """From here on nothing is collected, until `resume_collecting`."""
    gc.disable()


def resume_collecting() -> None:
    """Collect again, but nothing that is there now: it stays as long as the window."""
    gc.freeze()
    gc.enable()


def import_the_rest() -> None:
    """On another thread, after the window is seen: the modules that the first conversion and the other pages need."""
    import modaverse_desktop.ui.about.about_panel
    import modaverse_desktop.ui.feed.conversion_view
    import modaverse_desktop.ui.history.history_page
    import modaverse_desktop.ui.settings_panel  # noqa: F401
