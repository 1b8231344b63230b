"""Why an artifact that was made again may differ: what the two files say about their making, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from modaverse_desktop.core.errors import AppError
from modaverse_desktop.core.provenance import Provenance
from modaverse_desktop.media.provenance import read
from modaverse_desktop.ui.language import heard


def what_changed(old: Path, new: Path) -> str:
    """Some sentences; blocks while the files are read."""
    try:
        before, now = read(old), read(new)
    except AppError as error:
        return f"{heard(error.title)}. {heard(error.detail)}"
    if before is None or now is None:
        return _tr("Why is not known: one of the files does not say how it was made.")
    found = list(_changes(before, now))
    if not found:
        return _tr("Device, versions and settings are the same: this generator does not repeat itself exactly here.")
    return " ".join(found)


def _changes(before: Provenance, now: Provenance) -> Iterator[str]:
    for words, old, new in (
        (_tr("Device: {new}, was {old}."), heard(before.device), heard(now.device)),
        (_tr("Precision: {new}, was {old}."), before.dtype, now.dtype),
        (_tr("Version of torch: {new}, was {old}."), before.torch, now.torch),
        (_tr("Version of this application: {new}, was {old}."), before.application, now.application),
        (_tr("Generator: {new}, was {old}."), before.generator, now.generator),
        (_tr("Prompt: “{new}”, was “{old}”."), before.prompt, now.prompt),
        (_tr("Seed: {new}, was {old}."), before.seed, now.seed),
    ):
        if old != new:
            yield words.format(old=_shown(old), new=_shown(new))
    if before.inputs != now.inputs:
        yield _tr("The inputs have another content.")
    yield from _changed_packs(before, now)
    for name in sorted({*before.parameters, *now.parameters}):
        old, new = before.parameters.get(name), now.parameters.get(name)
        if old != new:
            yield _tr("{name}: {new}, was {old}.").format(name=name, old=_shown(old), new=_shown(new))


def _changed_packs(before: Provenance, now: Provenance) -> Iterator[str]:
    """Of the packs that took part both times; one more or less shows in the generator or matters little."""
    earlier = {pack.id: pack for pack in before.packs}
    for pack in now.packs:
        old = earlier.get(pack.id, pack)
        if old.version != pack.version:
            words = _tr("Version of “{pack}”: {new}, was {old}.")
            yield words.format(pack=pack.id, old=_shown(old.version), new=_shown(pack.version))
        elif old.sha256 != pack.sha256 and old.sha256 and pack.sha256:
            yield _tr("The files of “{pack}” are not the same as before.").format(pack=pack.id)


def _shown(value: object) -> str:
    return _tr("unknown") if value in (None, "") else str(value)


def _tr(text: str) -> str:
    return QCoreApplication.translate("what_changed", text)
