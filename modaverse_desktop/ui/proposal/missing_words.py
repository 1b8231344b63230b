"""What to say when the model of an invocation is not there: on which disk it is, or which pack it takes, and how to get
it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.paths import models_folder
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.words import task_word


def missing_words(invocation: Invocation, catalogue: Catalogue) -> str:
    """Empty if the invocation can be made."""
    if catalogue.can_make(invocation):
        return ""
    manifest = catalogue.generator(invocation.task, invocation.generator)
    if name := catalogue.away.get(manifest.id if manifest else invocation.generator or ""):
        words = _tr("The files of “{name}” are in a folder that is not there now. Connect its disk, or choose another.")
        return words.format(name=name)
    if invocation.generator is not None:
        first = _tr("The model “{name}” is not installed. Choose another one, or add its pack.")
        return f"{first.format(name=invocation.generator)} {_where()}"
    first = _tr("No installed model makes this: it takes a pack of the kind “generator” with the task “{task}”.")
    sentences = [first.format(task=task_word(invocation.task).lower())]
    if wanted := catalogue.wanted.get(invocation.task):
        sentences.append(_tr("The language model asks for the one called “{name}”.").format(name=wanted))
    return " ".join([*sentences, _where()])


def _where() -> str:
    try:
        folder = str(models_folder())
    except AppError:  # there is no home folder
        return _tr("Name the folder of the pack in the settings.")
    words = _tr("Add it on the page Models, or put its folder into {folder}.")
    return words.format(folder=folder)


def _tr(text: str) -> str:
    return QCoreApplication.translate("missing_words", text)
