"""A file that is written again from the start after an interruption: what lies there already is only read."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.files import write_error

_BEGUN = ".begun"


class ContinuedFile(io.RawIOBase):
    """The beginnings of `path`, under another name beside it; `finish` gives it its own.

    Whatever is written is compared with what an earlier run has left there, so that the disk reads where it would have
    to write, and a broken tail is written anew.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._begun = _beginnings(path)
        self._same = True
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._begun.open("r+b" if self._begun.exists() else "w+b")
        except OSError as error:
            raise _write_error(path, error) from error

    @staticmethod
    def begun(path: Path) -> int:
        """Bytes that an earlier run has left."""
        with contextlib.suppress(OSError):
            return _beginnings(path).stat().st_size
        return 0

    def writable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where the next byte goes."""
        return self._file.tell()

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write, or find that it was written.

        Raises:
            AppError: RESOURCES.
        """
        try:
            if self._same:
                place = self._file.tell()
                if self._file.read(len(data)) == data:
                    return len(data)
                self._same = False
                self._file.seek(place)
                self._file.truncate()
            return self._file.write(data)
        except OSError as error:
            raise _write_error(self._path, error) from error

    def sync(self) -> None:
        """End the file here, on the disk. Raises AppError(RESOURCES)."""
        try:
            self._file.truncate()
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _write_error(self._path, error) from error

    def close(self) -> None:
        """Leave what was written for the next run."""
        with contextlib.suppress(OSError):
            self._file.close()
        super().close()


def finish(file: ContinuedFile, path: Path) -> None:
    """It is whole: let it appear. Raises AppError(RESOURCES)."""
    file.sync()
    file.close()
    try:
        _beginnings(path).replace(path)
    except OSError as error:
        raise _write_error(path, error) from error


def _beginnings(path: Path) -> Path:
    short = hashlib.sha256(path.name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return path.with_name(f".{path.stem[:60]}.{short}{_BEGUN}")


def _write_error(path: Path, error: OSError) -> AppError:
    if error.errno == errno.EFBIG:
        return AppError(
            "This disk cannot hold a file of that size", str(path), "Split it into parts of 4 GB.", ErrorKind.RESOURCES
        )
    if error.errno in (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.EROFS):
        return AppError(
            "The disk was taken away, or cannot be written to",
            f"{path}: {error.strerror or error}",
            "Connect it and do the same again: what was written stays and is used.",
            ErrorKind.RESOURCES,
        )
    return write_error(path, error)
