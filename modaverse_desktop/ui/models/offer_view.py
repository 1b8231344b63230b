"""What adding a file would bring: names, licences, size, and whether there is room; then yes or no."""

from __future__ import annotations

from PySide6.QtCore import Signal

from modaverse_desktop.core.travel.adding import Offer
from modaverse_desktop.ui.language import heard
from modaverse_desktop.ui.models.reading_view import ReadingView
from modaverse_desktop.ui.models.words import kind_word
from modaverse_desktop.ui.parts.elided_label import ElidedLabel
from modaverse_desktop.ui.parts.widgets import push_button
from modaverse_desktop.ui.words import file_size


class OfferView(ReadingView):
    """Emits `accepted` with the offer, or `closed`."""

    accepted = Signal(object)

    def __init__(self) -> None:
        super().__init__(self.tr("What is added, and its licences"), self.tr("Not now"))
        self.offer: Offer | None = None
        self.where = ElidedLabel("", "small")
        self.add_button = push_button(self.tr("Accept and add"), "primary")
        self.lay_out(self.add_button, self.close_button, above=self.where)
        self.add_button.clicked.connect(self._add)

    def show_offer(self, offer: Offer) -> None:
        """Ask about it."""
        self.offer = offer
        packs = offer.packs
        name = (packs or offer.source.cargo.packs)[-1].name
        if packs:
            size = file_size(offer.cargo.size)
            self.title.setText(self.tr("Add {name}? ({size})").format(name=name, size=size))
        else:
            self.title.setText(self.tr("{name} is installed already.").format(name=name))
        self.where.show_text(str(offer.path))
        self.text.setPlainText(self._words(offer))
        has_licence = any(pack.licence for pack in packs)
        words = self.tr("Accept and add") if has_licence else self.tr("Add")
        self.add_button.setText(words)
        self.add_button.setAccessibleName(words)
        self.add_button.setVisible(bool(packs))
        (self.add_button if packs else self.close_button).setFocus()

    def _words(self, offer: Offer) -> str:
        lines: list[str] = []
        for pack in reversed(offer.packs):
            licence = pack.licence or self.tr("no licence is named")
            lines.append(f"{pack.name} ({pack.id})")
            size = file_size(pack.size) if pack.size else ""
            lines.append("    " + " · ".join(part for part in (kind_word(pack.kind.value), size) if part))
            lines.append("    " + self.tr("Licence: {licence}").format(licence=licence))
            if pack.summary:
                lines.append(f"    {heard(pack.summary)}")
        if offer.there:
            lines.append(self.tr("There already, the same: {names}").format(names=", ".join(offer.there)))
        return "\n".join((*lines, *map(heard, offer.cargo.notes)))

    def _add(self) -> None:
        if self.offer is not None:
            self.accepted.emit(self.offer)
