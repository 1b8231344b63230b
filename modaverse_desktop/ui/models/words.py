"""What the Models page calls kinds and states of packs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.checkup import Health
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.offers.offer import UNKNOWN_LICENCE
from modaverse_desktop.service.pack_rows import PackRow, PackState
from modaverse_desktop.ui.words import file_size, task_word


def _tr(text: str) -> str:
    return QCoreApplication.translate("models", text)


def kind_word(kind: str) -> str:
    """What a pack is for."""
    return {
        "stack": _tr("Set of models"),
        "backbone": _tr("Language model"),
        "adapter": _tr("Adapter"),
        "encoder": _tr("Encoder"),
        "projector": _tr("Projector"),
        "generator": _tr("Generator"),
    }.get(kind, "")


def state_word(state: PackState) -> str:
    """A state in a word or three."""
    return {
        PackState.READY: _tr("Ready"),
        PackState.LICENCE: _tr("Licence to be read"),
        PackState.DAMAGED: _tr("Not whole"),
        PackState.AWAY: _tr("Not there now"),
        PackState.UNFINISHED: _tr("Half copied"),
        PackState.FOUND: _tr("Found on this computer"),
        PackState.PROBLEM: _tr("Problem"),
    }[state]


def state_colour(state: PackState) -> str:
    """Its colour in the theme."""
    if state in (PackState.READY, PackState.FOUND):
        return "good" if state is PackState.READY else "muted"
    return "danger" if state in (PackState.DAMAGED, PackState.PROBLEM) else "warning"


def health_word(health: Health) -> str:
    """What the doctor says of one thing."""
    return {Health.GOOD: _tr("Good"), Health.BAD: _tr("Bad"), Health.SKIPPED: _tr("Not tried")}[health]


def licence_words(licence: str) -> str:
    """The licence's name, or that nobody knows it."""
    return _tr("licence not named in its files") if licence == UNKNOWN_LICENCE else licence


def facts(row: PackRow) -> str:
    """Kind, task, licence and size in one line."""
    task = task_word(Modality(row.task)) if row.task else ""
    size = file_size(row.size) if row.size else ""
    return " · ".join(part for part in (kind_word(row.kind), task, licence_words(row.licence), size) if part)
