"""What an order means to a generator: options, the file it changes, the mask on that; checked before loading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from modaverse_desktop.cli.arguments import usage
from modaverse_desktop.cli.job import Order
from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.invocation import MASK, Invocation, Parameter
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality


def invocation_of(wanted: Order, media: Sequence[Media], generator: Manifest) -> Invocation:
    """The invocation of `generator`, which is given the first of `media`.

    Raises:
        AppError: USAGE, an option is unknown or cannot have its value; INPUT, it does not take such a file or a mask,
            needs a file, or the mask does not fit.
    """
    parameters = _options(wanted, generator)
    _check_inputs(media, generator)
    if wanted.mask is not None:
        parameters[MASK] = _mask(wanted.mask, media, generator)
    inputs = (0,) if media else ()
    return Invocation(wanted.task, wanted.prompt, inputs, parameters, wanted.generator)


def _options(wanted: Order, generator: Manifest) -> dict[str, Parameter]:
    options = {option.name: option for option in generator.options}
    parameters: dict[str, Parameter] = {}
    for name in (*wanted.typed, *wanted.parameters):
        if name not in options:
            raise usage(f"There is no option “{name}”", f"There are: {', '.join(sorted(options)) or 'none'}.")
    for name, text in wanted.typed.items():
        parameters[name] = options[name].read(text)
    for name, value in wanted.parameters.items():
        if not isinstance(value, bool | int | float | str):
            raise usage(f"The option {name} cannot have this value")
        if problem := options[name].problem_with(value):
            raise usage(f"The option {name} cannot have this value: {problem}")
        parameters[name] = value
    return parameters


def _check_inputs(media: Sequence[Media], generator: Manifest) -> None:
    for each in media:
        if each.modality not in generator.modalities:
            kinds = ", ".join(modality.value for modality in generator.modalities)
            raise _unusable(
                f"{generator.name} cannot use “{each.path.name}”",
                f"It is of the kind {each.modality.value}; "
                + (f"besides a prompt the model takes: {kinds}." if kinds else "the model takes a prompt alone."),
                "Leave it out, or choose another one with --generator.",
            )
    if not media and generator.config.get("needs_input"):
        raise _unusable(
            f"{generator.name} changes what it is given, and nothing was given", "", "Name a file with --input."
        )


def _mask(mask: Path, media: Sequence[Media], generator: Manifest) -> str:
    if MASK not in {option.name for option in generator.options}:
        raise _unusable(
            f"{generator.name} cannot change only a part of a picture",
            "It takes no mask.",
            "Leave --mask out, or choose another one with --generator.",
        )
    if not media or media[0].modality is not Modality.IMAGE:
        raise _unusable("There is no picture that the mask lies on", "", "Name the picture with --input.")
    from modaverse_desktop.media.mask import read_mask

    read_mask(mask, media[0].path)
    return str(mask.absolute())


def _unusable(title: str, detail: str, hint: str) -> AppError:
    return AppError(title, detail, hint, ErrorKind.INPUT)
