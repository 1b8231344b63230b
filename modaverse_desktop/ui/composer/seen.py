"""What the model really saw of a medium: in words, and as frames on the picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen

from modaverse_desktop.core.excerpts import Excerpts, View
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.ui.artifacts.fitted_picture import FittedPicture
from modaverse_desktop.ui.composer.media_look import MediaLook
from modaverse_desktop.ui.theme import Theme
from modaverse_desktop.ui.words import duration, part_words

_NEARLY_ALL = 0.98


def _tr(text: str) -> str:
    return QCoreApplication.translate("seen", text)


def seen_words(look: MediaLook, excerpts: Excerpts | None) -> str:
    """Which part of the medium its encoder is given, in a sentence; empty where nobody knows."""
    if excerpts is None:
        return ""
    if look.media.modality is Modality.IMAGE:
        return _picture_words(excerpts.views(look.width, look.height)) if look.width and look.height else ""
    part = look.media.part
    spans = excerpts.spans(look.seconds, part)
    if not spans:
        return ""
    only = _tr("Only {part} is meant.").format(part=part_words(part)) + " " if part is not None else ""
    return only + _span_words(look, spans, excerpts.heard(look.seconds, part))


def _span_words(look: MediaLook, spans: Sequence[tuple[float, float]], heard: float) -> str:
    part = look.media.part
    sound, total = look.media.modality is Modality.AUDIO, part.end - part.start if part else look.seconds
    if heard >= _NEARLY_ALL * total:
        return _tr("The model hears all of it.") if sound else _tr("The model sees all of it.")
    words = (
        _tr("The model hears the {count} marked parts: {heard} of {all}.")
        if sound
        else _tr("The model sees the {count} marked parts: {heard} of {all}.")
    )
    return words.format(count=len(spans), heard=duration(heard), all=duration(total))


def no_model_words(modality: Modality) -> str:
    """Said on the card of a medium that the installed models cannot read."""
    return {
        Modality.AUDIO: _tr("No installed model understands sounds yet. It can wait here until you add one."),
        Modality.VIDEO: _tr("No installed model understands videos yet. It can wait here until you add one."),
    }.get(modality, _tr("No installed model understands this yet. It can wait here until you add one."))


def _picture_words(views: tuple[View, ...]) -> str:
    parts = [view for view in views if not view.whole]
    if not views:
        return ""
    if not parts:
        return _tr("The model sees all of it.")
    if len(parts) == len(views):
        return _tr("The model sees only the middle of it.")
    return _tr("The model sees all of it, and its middle once more.")


class SeenPicture(FittedPicture):
    """A picture with a frame round each part that the encoder looks at by itself."""

    def __init__(self, theme: Theme, image: QImage) -> None:
        super().__init__(theme, image)
        self._views: tuple[View, ...] = ()

    def show_views(self, views: tuple[View, ...]) -> None:
        """Mark these parts of the picture."""
        self._views = views
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, then the frames: light on dark, to be seen on any picture."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(0.75)
        for view in self._views:
            if not view.whole:
                self._paint_frame(painter, view)

    def _paint_frame(self, painter: QPainter, view: View) -> None:
        size = self._fitted(self.width())
        left = (self.width() - size.width()) / 2
        frame = QRectF(
            left + view.left * size.width(),
            view.top * size.height(),
            (view.right - view.left) * size.width(),
            (view.bottom - view.top) * size.height(),
        ).adjusted(1, 1, -1, -1)
        for colour, style in (
            (Qt.GlobalColor.black, Qt.PenStyle.SolidLine),
            (Qt.GlobalColor.white, Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colour, 1, style))
            painter.drawRoundedRect(frame, 4, 4)
