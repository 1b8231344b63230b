"""How a pipeline tells its steps: it has a new callback, an old one, or none; raising from it ends the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn

from modaverse_desktop.engine.generators.ways import accepted


@contextmanager
def told(pipeline: Any, whole: Any, tell: Callable[[int, int | None], None]) -> Iterator[dict[str, Any]]:
    """The arguments that make `pipeline` call ``tell(step, steps)``; `whole` has the network.

    Where it has no callback at all, every run of the network counts as a step.
    """
    takes = accepted(pipeline)

    def steps() -> int | None:
        return int(getattr(pipeline, "num_timesteps", 0) or getattr(pipeline, "_num_timesteps", 0)) or None

    if "callback_on_step_end" in takes:

        def on_step_end(_: Any, index: int, time: Any, tensors: dict[str, Any]) -> dict[str, Any]:
            tell(index, steps())
            return tensors

        yield {"callback_on_step_end": on_step_end}
    elif "callback" in takes:
        arguments: dict[str, Any] = {"callback": lambda index, time, latents: tell(index, steps())}
        yield {**arguments, "callback_steps": 1} if "callback_steps" in takes else arguments
    else:
        with _every_run(whole, tell):
            yield {}


@contextmanager
def _every_run(pipeline: Any, tell: Callable[[int, int | None], None]) -> Iterator[None]:
    network = getattr(pipeline, "unet", None) or getattr(pipeline, "transformer", None)
    if not isinstance(network, nn.Module):
        yield
        return
    runs = iter(range(1 << 30))
    hook = network.register_forward_hook(lambda *_: tell(next(runs), None))
    try:
        yield
    finally:
        hook.remove()
