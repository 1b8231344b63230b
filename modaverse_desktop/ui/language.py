"""The language that the window speaks. Widgets say their words once, with `tr`, when they are made: in another language
the window is made anew (`MainWindow.furnish_anew`), so none needs a second way to say them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.ui.resources import translation_file

SOURCE = "en"
"""What the source text is written in."""
LANGUAGES = {SOURCE: "English", "vi": "Tiếng Việt"}
"""Codes, and what each language calls itself."""
HEARD = "heard"
"""The context of sentences that come from where there is no Qt: the engine's process, media, core."""


def language_of(chosen: str) -> str:
    """The language to speak: the chosen one, else the first of the system's that there is, else the source's."""
    wanted = [chosen] if chosen else [name.replace("_", "-").split("-")[0] for name in QLocale.system().uiLanguages()]
    return next((code for code in wanted if code in LANGUAGES), SOURCE)


def speak(app: QCoreApplication, chosen: str) -> bool:
    """Say and write everything in this language from now on, dates and numbers too; whether it is another one."""
    code = language_of(chosen)
    current = app.findChild(QTranslator, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if (current.objectName() if current else SOURCE) == code:
        QLocale.setDefault(_locale(code))
        return False
    if current is not None:
        app.removeTranslator(current)
        current.setParent(None)
        current.deleteLater()
    QLocale.setDefault(_locale(code))
    if code != SOURCE:
        translator = QTranslator(app)
        translator.setObjectName(code)
        translator.load(str(translation_file(f"modaverse_{code}.qm")))
        app.installTranslator(translator)
    heard.cache_clear()
    return True


def _locale(code: str) -> QLocale:
    """The system's own where it fits: it knows the country."""
    system = QLocale.system()
    return system if system.language() is QLocale(code).language() else QLocale(code)


@cache
def heard(sentence: str) -> str:
    """An English sentence of another process in the user's language, with what was filled in; else as it is."""
    said = QCoreApplication.translate(HEARD, sentence)
    if said != sentence or QLocale().language() is QLocale.Language.English:
        return said
    for template, pattern in _templates(translation_file("heard.json")):
        if found := pattern.fullmatch(sentence):
            return QCoreApplication.translate(HEARD, template).format(*map(heard, found.groups()))
    return sentence


def heard_error(error: AppError) -> AppError:
    """The same error in the user's language."""
    return AppError(heard(error.title), heard(error.detail), heard(error.hint), error.kind)


@cache
def _templates(file: Path) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """``The model {0} is not installed``, and what such a sentence looks like; those that say most come first."""
    templates = sorted(json.loads(file.read_text(encoding="utf-8")), key=len, reverse=True)
    return tuple((template, _pattern(template)) for template in templates)


def _pattern(template: str) -> re.Pattern[str]:
    literals = re.split(r"\{\d+\}", template)
    return re.compile("(.*?)".join(map(re.escape, literals)), re.DOTALL)
