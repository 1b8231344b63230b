"""The media of a conversion as small pictures in a row, as they are ready."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.composer.thumbnails import Thumbnails
from modaverse_desktop.ui.parts.thumbnail_label import ThumbnailLabel
from modaverse_desktop.ui.parts.widgets import label
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import part_words

_SIDE = 44
_MOST = 4
SEEN = (Modality.IMAGE, Modality.VIDEO)


class MediaThumbs(QWidget):
    """Hidden where there are no media."""

    def __init__(self, theme: Theme, media: Sequence[Media], thumbnails: Thumbnails | None) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._labels: dict[Path, ThumbnailLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for medium in media[:_MOST]:
            thumb = ThumbnailLabel(theme, medium.modality, None, _SIDE)
            part = f" {part_words(medium.part)}" if medium.part is not None else ""
            thumb.setToolTip(f"{medium.path.name}{part}")
            row.addWidget(thumb, 0, Qt.AlignmentFlag.AlignTop)
            if medium.modality in SEEN:
                self._labels[medium.path] = thumb
        if len(media) > _MOST:
            row.addWidget(label(f"+{len(media) - _MOST}", "muted"))
        if thumbnails is not None:
            thumbnails.ready.connect(self._show)
            for path in self._labels:
                self._show(path)
        self.setVisible(bool(media))

    @Slot(object)
    def _show(self, path: Path) -> None:
        thumb = self._labels.get(path)
        picture = self._thumbnails.get(path) if thumb is not None and self._thumbnails is not None else None
        if thumb is not None and picture is not None:
            thumb.show_picture(picture)
