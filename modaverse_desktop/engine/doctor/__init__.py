"""The checkpoint doctor: whether a pack is whole, holds what it should, loads strictly, and gives a sane result."""

from __future__ import annotations

from modaverse_desktop.engine.doctor.examination import examine

__all__ = ["examine"]
