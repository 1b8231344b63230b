"""ImageBind at full size with random weights: ours against the plain way, same threads, same weights."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import torch
from torch import Tensor

from benchmarks.benchmark import Finding
from benchmarks.published_imagebind import PlainVision
from modaverse_desktop.engine.encoders.imagebind import ImageBind
from modaverse_desktop.engine.encoders.imagebind.encoder import fast_dtype
from modaverse_desktop.engine.encoders.imagebind.published import own_names
from modaverse_desktop.engine.encoders.imagebind.whole_numbers import in_precision

_CPU = torch.device("cpu")


class PictureEncoding:
    """One picture at a time, as the application embeds them; needs 3 to 6 GB of memory for a minute."""

    name = "encoder"

    def __init__(self, rounds: int = 5) -> None:
        self._rounds = rounds
        self._state: dict[str, Tensor] = {}

    def prepare(self) -> None:
        """Draw the weights of the vision tower."""
        with torch.device("meta"):
            network = PlainVision()
        torch.manual_seed(0)
        self._state = network.drawn()  # both networks share these tensors

    def run(self) -> list[Finding]:
        """Seconds per picture of both in float32, and of ours in what this machine is fast in."""
        with torch.device("meta"):
            plain, ours = PlainVision(), ImageBind(audio_num_blocks=1)
        plain.eval().take(self._state)
        weights = {name.removeprefix("vision."): each for name, each in own_names(self._state).items()}
        ours.eval().vision.load_state_dict(weights, assign=True)
        del weights
        picture = torch.randn(1, 3, 224, 224, generator=torch.Generator().manual_seed(1))

        def embed() -> Tensor:
            return ours.embed("image", picture)

        def embed_plainly() -> Tensor:
            return plain.embed(picture)

        theirs, exact = self._alternating(embed_plainly, embed)
        difference = float((plain.embed(picture) - embed()).abs().max())
        dtype = fast_dtype(_CPU, ours.vision.class_token.shape[-1])
        reference = embed()
        in_precision(ours, dtype)
        beside, chosen = self._alternating(embed_plainly, embed)
        likeness = float(torch.cosine_similarity(reference, embed()))
        threads = f"{torch.get_num_threads()} threads"
        return [
            Finding("plain ImageBind, a picture", theirs, "s", note=threads),
            Finding("ours in float32, a picture", exact, "s", note=f"{theirs / exact:.2f} times as fast"),
            Finding("largest difference", difference, "", 1e-4, note="float32"),
            Finding(f"ours in {str(dtype)[6:]}, a picture", chosen, "s", note=f"cosine to float32 {likeness:.5f}"),
            Finding("as fast as the plain way", beside / chosen, "times", 1.5, at_least=True),
        ]

    def clear(self) -> None:
        """Forget the weights."""
        self._state = {}

    def _alternating(self, first: Callable[[], Tensor], second: Callable[[], Tensor]) -> tuple[float, float]:
        """Medians; in turns, so that what else the machine does falls on both."""
        taken = [(_seconds(first), _seconds(second)) for _ in range(self._rounds + 1)][1:]
        return statistics.median(each[0] for each in taken), statistics.median(each[1] for each in taken)


def _seconds(work: Callable[[], Tensor]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
