"""The general entry: one configuration file, one training."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.training.checkpoint import PREFIX, latest_checkpoint
from modaverse_desktop.training.config import Kind, TrainingConfig, load_config
from modaverse_desktop.training.loop import Outcome, Report, Task, run
from modaverse_desktop.training.records import record_run
from modaverse_desktop.training.scale.trained import counted, said


def train(config_path: Path, resume: bool, report: Report, say: Callable[[str], None] = lambda words: None) -> Outcome:
    """Run or resume the training that a TOML file describes; see `training/starter/*.toml` for examples.

    `say` hears what is trained. Raises AppError for a wrong configuration, missing data, a loss that is not a number,
    or a training that was begun in the folder and is not to be resumed.
    """
    config = load_config(config_path)
    if not resume:
        _refuse_begun(config.output)
    task, data = make_task(config)
    say(said(counted(task.model)))
    return run(task, config.loop, config.output, record_run(config.loop.seed, data), resume, report)


def _refuse_begun(folder: Path) -> None:
    """A forgotten --resume must not cost what was learned."""
    if found := latest_checkpoint(folder / "checkpoints"):
        detail = f"It has come to step {int(found.name.removeprefix(PREFIX)):,}"
        hint = "Add --resume to go on with it, or choose another `output`."
        raise AppError(f"{folder} holds a training already", detail, hint, ErrorKind.USAGE)


def make_task(config: TrainingConfig) -> tuple[Task, list[Path]]:
    """The task of a configuration and the data files to be named in its record."""
    seed = config.loop.seed
    if config.kind is Kind.AUTOENCODER:
        from modaverse_desktop.training.autoencoder import AutoencoderTask

        stage_one = AutoencoderTask.from_config(config.options, seed)
        return stage_one, [stage_one.options.pictures, stage_one.options.patches]
    if config.kind is Kind.DENOISER:
        from modaverse_desktop.training.denoiser import DenoiserTask

        stage_two = DenoiserTask.from_config(config.options, seed)
        return stage_two, [stage_two.options.latents, stage_two.options.captions]
    if config.kind is Kind.PREPARED:
        from modaverse_desktop.training.scale.task import PreparedTask

        prepared = PreparedTask.from_config(config.options, seed)
        return prepared, prepared.data_files()
    if config.kind is Kind.MOTION:
        from modaverse_desktop.training.motion import MotionTask

        stage_three = MotionTask.from_config(config.options, seed)
        return stage_three, [stage_three.options.clips, stage_three.options.captions]
    if config.kind is Kind.SOUND:
        from modaverse_desktop.training.sound_denoiser import SoundTask

        sound = SoundTask.from_config(config.options, seed)
        return sound, [sound.options.latents, sound.options.captions]
    from modaverse_desktop.training.alignment import AlignmentTask

    alignment = AlignmentTask.from_config(config.options, seed)
    return alignment, alignment.data_files()
