"""What goes down to the engine. Each request holds everything that its work needs; nothing is looked up later."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media


@dataclass(frozen=True)
class Sampling:
    """How the meta-response is drawn. `temperature` 0 is greedy, as the paper's release is in effect (top-p 0.01)."""

    seed: int = 0
    temperature: float = 0.0
    top_p: float = 1.0
    max_tokens: int = 160


@dataclass(frozen=True)
class Warm:
    """Load what `stack` needs for a proposal, and keep it."""

    stack: str


@dataclass(frozen=True)
class Configure:
    """Work on another `device`, or with another limit of memory, see `core.settings`; load again what was loaded."""

    device: str = "auto"
    memory_mb: int = 0


@dataclass(frozen=True)
class Interpret:
    """Ask the model of `stack` for a meta-response to `instruction` and `media`."""

    conversion: str
    instruction: str
    media: tuple[Media, ...]
    stack: str
    sampling: Sampling = Sampling()


@dataclass(frozen=True)
class Origin:
    """What led to the invocations, for the record in the artifacts: nothing of it changes what is made."""

    instruction: str = ""
    meta_response: str = ""
    edited: bool = False
    """Whether the user changed the model's proposal."""


@dataclass(frozen=True)
class Generate:
    """Run approved `invocations` in order and write their artifacts into `folder`, each named by `stem`, a template
    as `core.naming` has them, with date and time in it already.

    `start` is the first invocation that is still to be made, and `made` how many of its artifacts there are already,
    so that a stopped conversion can go on.
    """

    conversion: str
    invocations: tuple[Invocation, ...]
    media: tuple[Media, ...]
    stack: str
    folder: Path
    stem: str
    start: int = 0
    made: int = 0
    origin: Origin | None = None
    """For the record of their making that the artifacts carry; with None they carry none."""
    earlier: tuple[Media, ...] = ()
    """Files that the conversion has made before; inputs count on in them after the media."""

    @property
    def files(self) -> tuple[Media, ...]:
        """What the positions in `Invocation.inputs` mean."""
        return (*self.media, *self.earlier)


@dataclass(frozen=True)
class Cancel:
    """Stop the work of one conversion, whatever it is doing; what it has made stays."""

    conversion: str


@dataclass(frozen=True)
class Shutdown:
    """Leave the loop and end the process."""


Request = Warm | Configure | Interpret | Generate | Cancel | Shutdown
