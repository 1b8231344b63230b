"""What becomes of a pipeline's output: one module a task, which checks it and writes the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import Parameter
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.modality import Modality

FORM = "format"
"""Option of a pack: the kind of file, for example ``gif``. The pipeline does not get it."""
FPS = "fps"
"""Option, constant or entry in `config` of a pack: frames a second. The pipeline gets it if it takes it."""
SAVING = (FORM, FPS)


@dataclass(frozen=True)
class Made:
    """What a pipeline gave for one invocation, and what is needed to make a file of it."""

    output: Any
    pipeline: Any
    manifest: Manifest
    options: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    """The pack's options and constants as they were chosen, also those that are not for the pipeline."""

    def wish(self, name: str, otherwise: Parameter) -> Parameter:
        """What was chosen, else what the pack's `config` says, else `otherwise`."""
        value = self.options.get(name, self.manifest.config.get(name, otherwise))
        return value if isinstance(value, int | float | str) else otherwise

    def mistake(self, what: str) -> AppError:
        """The error for a pack whose pack.toml does not go with its pipeline."""
        title = f"The pack {self.manifest.id} does not fit its pipeline"
        return AppError(title, what, "Correct the pack's pack.toml.", ErrorKind.MODEL)


def save_made(made: Made, folder: Path, stem: str) -> Path:
    """Write the artifact into `folder` under a free name that begins with `stem`; returns its path.

    Raises:
        AppError: MODEL, the output is none: black, silent, not made of numbers; RESOURCES, there is no room for it.
    """
    if made.manifest.task is Modality.VIDEO:
        from modaverse_desktop.engine.generators.saving.clips import save
    elif made.manifest.task is Modality.AUDIO:
        from modaverse_desktop.engine.generators.saving.sounds import save
    else:
        from modaverse_desktop.engine.generators.saving.pictures import save
    return save(made, folder, stem)
