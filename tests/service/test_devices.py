"""The driver's words about its devices."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.service.devices import cuda_devices


def test_devices_are_listed_by_the_names_of_their_driver(tmp_path: Path) -> None:
    for place, words in (("0000:81:00.0", "IRQ: 1\n"), ("0000:41:00.0", "Model: \t\t NVIDIA H200\nIRQ: 7\n")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "information").write_text(words)
    assert cuda_devices(tmp_path) == ("NVIDIA H200", "NVIDIA")
    assert cuda_devices(tmp_path / "none") == ()
