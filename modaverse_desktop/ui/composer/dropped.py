"""What a drop or the clipboard holds, as far as the window can use it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QImage

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality

_PICTURES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/avif": ".avif",
    "image/gif": ".gif",
    "image/tiff": ".tiff",
    "image/bmp": ".bmp",
}
"""Kept byte by byte: nothing is decoded on the GUI thread, and nothing in the file is lost."""
_MOST_BYTES = 256 << 20


@dataclass(frozen=True)
class Dropped:
    """Files or folders; or a picture, as the bytes of a file or as pixels; or text."""

    paths: tuple[Path, ...] = ()
    picture: bytes = b""
    suffix: str = ""
    """Of `picture`, with its dot."""
    image: QImage | None = None
    text: str = ""


def can_take(data: QMimeData) -> bool:
    """Whether `read_dropped` would find something or has a sentence about it."""
    return data.hasUrls() or data.hasText() or _has_image(data)


def has_media(data: QMimeData) -> bool:
    """Whether there is more than text."""
    return _has_image(data) or any(url.isLocalFile() or _written_out(url) for url in data.urls())


def read_dropped(data: QMimeData) -> Dropped:
    """The files, the picture or the text in `data`, the first of these that there is.

    Raises:
        AppError: there are only links to other places, or nothing.
    """
    urls = data.urls()
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if paths:
        return Dropped(paths)
    if picture := _picture(data):
        return picture
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Dropped(image=image)
    if urls:
        raise _elsewhere(urls[0])
    if text := data.text().strip():
        return Dropped(text=text)
    raise AppError("Nothing here can be used", hint="Save it as a file first, then drop that.", kind=ErrorKind.INPUT)


def unreadable(media: Media) -> AppError:
    """The sentence about a medium that is to be sent and that no installed model has an encoder for."""
    kind = {
        Modality.TEXT: "text files",
        Modality.IMAGE: "pictures",
        Modality.AUDIO: "sounds",
        Modality.VIDEO: "videos",
    }[media.modality]
    return AppError(
        f"No installed model can understand {kind} yet",
        f"“{media.path.name}” cannot be sent.",
        "Remove it here and send the rest, or add a model that can.",
        ErrorKind.INPUT,
    )


def _has_image(data: QMimeData) -> bool:
    return data.hasImage() or any(data.hasFormat(kind) for kind in _PICTURES)


def _picture(data: QMimeData) -> Dropped | None:
    """A picture as the bytes that a browser gives, or written into a ``data:`` address."""
    for kind, suffix in _PICTURES.items():
        if data.hasFormat(kind) and (content := data.data(kind).data()):
            return Dropped(picture=bytes(content), suffix=suffix)
    return next((found for url in data.urls() if (found := _written_out(url))), None)


def _written_out(url: QUrl) -> Dropped | None:
    """``data:image/png;base64,…``: a picture that is its own address."""
    if url.scheme() != "data":
        return None
    head, _, body = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).removeprefix("data:").partition(",")
    kind, *rest = head.split(";")
    if kind not in _PICTURES or "base64" not in rest or len(body) > _MOST_BYTES:
        return None
    plain = QByteArray.fromPercentEncoding(QByteArray(body.encode("ascii", "replace")))
    content = QByteArray.fromBase64(plain).data()
    return Dropped(picture=bytes(content), suffix=_PICTURES[kind]) if content else None


def _elsewhere(url: QUrl) -> AppError:
    if url.scheme() in ("http", "https", "ftp"):
        return AppError(
            "A link is not a file",
            f"It leads to {url.host() or 'the net'}, and this program never goes online.",
            "Save the picture, the sound or the video first, then drop the file. Or copy the picture itself.",
            ErrorKind.INPUT,
        )
    return AppError(
        "Only files on this computer can be used",
        f"This one lies at {url.scheme()}:",
        "Copy it into a folder of yours first, then drop the copy.",
        ErrorKind.INPUT,
    )
