"""The published ModaVerse-7b files, checked tensor by tensor and converted into packs, offline."""

from modaverse_desktop.engine.release.adding import add_release

__all__ = ["add_release"]
