"""How each motion of motions.toml goes, a little different every time. All loop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray

from modaverse_desktop.engine.generators.moving_picture.motion import ROOM, Motion

FRAMES, NODES = 16, 17
MIDDLE, FOOT, TOP = (0.0, 0.0), (0.0, 0.9), (0.0, -0.9)
"""What stays where it is when a picture turns or stretches: x and y from its middle, in its half widths."""
_THINNEST = 0.1
_OUT = 0.95
"""Widths of the frame, from its middle, at which nothing of a picture is seen."""

Array = NDArray[np.float64]
TIME: Array = np.arange(FRAMES) / FRAMES
"""Of the frames, in loops."""


def _zeros() -> Array:
    return np.zeros(FRAMES)


def _ones() -> Array:
    return np.ones(FRAMES)


@dataclass
class Poses:
    """What becomes of a picture in each frame: (FRAMES,) each.

    `right` and `down` in widths of the frame, `turn` in degrees clockwise, `wide` and `tall` in its own (negative:
    mirrored), `veil` from 0 to 1. `ripple` is the height of a wave that runs through it, `ripples` how many there are
    in its width.
    """

    pivot: tuple[float, float] = MIDDLE
    right: Array = field(default_factory=_zeros)
    down: Array = field(default_factory=_zeros)
    turn: Array = field(default_factory=_zeros)
    wide: Array = field(default_factory=_ones)
    tall: Array = field(default_factory=_ones)
    veil: Array = field(default_factory=_zeros)
    ripple: float = 0.0
    ripples: float = 1.0

    def motion(self) -> Motion:
        """As numbers of the codec's units."""
        angle, wide = np.radians(self.turn), _thick(self.wide)
        cosine, sine = np.cos(angle), np.sin(angle)
        matrix = np.stack([wide * cosine, -self.tall * sine, wide * sine, self.tall * cosine], axis=1)
        x, y = self.pivot
        right = self.right * 2 / ROOM + x - matrix[:, 0] * x - matrix[:, 1] * y
        down = self.down * 2 / ROOM + y - matrix[:, 2] * x - matrix[:, 3] * y
        numbers = [matrix - [1, 0, 0, 1], right[:, None], down[:, None], self.veil[:, None]]
        bends = np.zeros((FRAMES, 2, NODES, NODES))
        place = np.linspace(0, self.ripples, NODES)
        bends[:, 1] = self.ripple * 2 / ROOM * np.sin(2 * np.pi * (place - TIME[:, None]))[:, None]
        return Motion(torch.from_numpy(np.concatenate(numbers, axis=1)).float(), torch.from_numpy(bends).float())


def _thick(size: Array) -> Array:
    """Edge on, a picture would be nowhere."""
    return np.where(np.abs(size) < _THINNEST, np.copysign(_THINNEST, size), size)


def wave(times: float = 1, lag: float = 0.0) -> Array:
    """A sine, so many times a loop, `lag` loops late."""
    return np.sin(2 * np.pi * (times * TIME - lag))


def swell(times: float = 1) -> Array:
    """From 0 to 1 and back, smoothly."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * times * TIME)


def hop(times: int) -> Array:
    """Like the height of a ball that bounces, from 0 to 1."""
    place = TIME * times % 1
    return 4 * place * (1 - place)


def passing() -> Array:
    """Out at one side, in at the other: 0, then up to 1, then from -1 back to 0."""
    return np.where(TIME < 0.5, 2 * TIME, 2 * TIME - 2)


class Dice:
    """What differs from one time to the next."""

    def __init__(self, seed: int) -> None:
        self._dice = np.random.default_rng(seed)

    def about(self, size: float) -> float:
        """A size, a fifth more or less."""
        return size * float(self._dice.uniform(0.8, 1.2))

    def side(self) -> float:
        """1 or -1."""
        return float(self._dice.choice((-1, 1)))

    def times(self, *counts: int) -> int:
        """One of the counts."""
        return int(self._dice.choice(counts))


def _jump(dice: Dice) -> Poses:
    high = hop(dice.times(1, 2, 2))
    tall = 0.84 + 0.22 * np.sqrt(high)
    return Poses(FOOT, down=0.08 - dice.about(0.16) * high, tall=tall, wide=tall**-0.6)


def _run(dice: Dice) -> Poses:
    return Poses(FOOT, right=-_OUT * passing(), down=-dice.about(0.05) * hop(4), turn=dice.about(4) * wave(4))


def _walk(dice: Dice) -> Poses:
    side, far = dice.about(8), dice.about(0.13)
    return Poses(FOOT, right=-far * wave(), turn=side * wave(2), down=-0.03 * hop(4))


def _fly(dice: Dice) -> Poses:
    right, down = -dice.about(0.14) * wave(), dice.about(0.11) * wave(2, 0.25) + 0.03
    return Poses(right=right, down=down, turn=dice.about(7) * wave(), tall=1 + 0.06 * wave(4))


def _rise(dice: Dice) -> Poses:
    return Poses(down=-_OUT * passing(), right=dice.about(0.015) * wave(4))


def _fall(dice: Dice) -> Poses:
    side = dice.side()
    return Poses(down=_OUT * passing(), turn=side * dice.about(14) * wave(2), right=side * 0.05 * wave(2))


def _spin(dice: Dice) -> Poses:
    return Poses(wide=np.cos(2 * np.pi * dice.times(1, 1, 2) * TIME))


def _roll(dice: Dice) -> Poses:
    return Poses(turn=-360 * TIME, right=-dice.about(0.1) * wave())


def _sway(dice: Dice) -> Poses:
    return Poses(FOOT, turn=dice.side() * dice.about(13) * wave())


def _swing(dice: Dice) -> Poses:
    return Poses(TOP, turn=dice.side() * dice.about(22) * wave())


def _dance(dice: Dice) -> Poses:
    tall = 1 + dice.about(0.1) * wave(4, 0.125)
    side = dice.side()
    return Poses(FOOT, right=side * 0.05 * wave(), turn=side * dice.about(13) * wave(), down=-0.07 * hop(4), tall=tall)


def _shake(dice: Dice) -> Poses:
    return Poses(right=dice.about(0.025) * wave(4), turn=dice.side() * dice.about(8) * wave(4))


def _beat(dice: Dice) -> Poses:
    size = 0.94 + dice.about(0.24) * swell(dice.times(2, 2, 1))
    return Poses(wide=size, tall=size)


def _grow(dice: Dice) -> Poses:
    size = np.interp(TIME, [0, 0.7, 0.82, 1], [dice.about(0.25), 1.15, 1.05, 0.25])
    return Poses(FOOT, wide=size, tall=size)


def _shrink(dice: Dice) -> Poses:
    size = np.interp(TIME, [0, 0.1, 0.7, 1], [1.0, 1.0, dice.about(0.25), 1.0])
    return Poses(FOOT, wide=np.sqrt(size), tall=size)


def _approach(dice: Dice) -> Poses:
    size = 0.7 + dice.about(0.8) * swell()
    return Poses(wide=size, tall=size, right=0.015 * wave(3))


def _swim(dice: Dice) -> Poses:
    down = dice.about(0.03) * wave(1, 0.25)
    return Poses(right=-dice.about(0.12) * wave(), down=down, ripple=dice.about(0.05), ripples=1.2)


def _flap(dice: Dice) -> Poses:
    times = dice.times(2, 3, 4)
    return Poses(wide=1 - dice.about(0.4) * swell(times), down=dice.about(0.04) * wave(times))


def _wave(dice: Dice) -> Poses:
    return Poses(FOOT, turn=dice.about(15) * wave(2), ripple=dice.about(0.02), ripples=1.0)


def _blink(dice: Dice) -> Poses:
    times = dice.times(2, 2, 4)
    size = 1 + dice.about(0.08) * swell(times)
    return Poses(veil=dice.about(0.7) * swell(times), wide=size, tall=size)


def _vanish(dice: Dice) -> Poses:
    return Poses(veil=np.clip(1.15 * swell(), 0, 1), down=-dice.about(0.02) * swell())


def _explode(dice: Dice) -> Poses:
    size = np.interp(TIME, [0, 0.25, 0.55, 0.75, 1], [1.0, 0.85, 1.7, 1.0, 1.0])
    veil = np.interp(TIME, [0, 0.3, 0.55, 0.75, 1], [0, 0, 1, 1, 0])
    return Poses(wide=size, tall=size, veil=veil, turn=dice.about(5) * wave(4) * (TIME < 0.3))


def _float(dice: Dice) -> Poses:
    side = dice.side()
    return Poses(down=dice.about(0.07) * wave(1, 0.1), right=side * 0.05 * wave(), turn=side * dice.about(6) * wave())


def _rest(dice: Dice) -> Poses:
    breath = wave(dice.times(1, 1, 2))
    return Poses(FOOT, tall=1 + dice.about(0.05) * breath, wide=1 - 0.025 * breath)


def _chatter(dice: Dice) -> Poses:
    open_ = swell(dice.times(3, 4))
    return Poses(FOOT, tall=1 - dice.about(0.1) * open_, wide=1 + 0.03 * open_, turn=dice.side() * 4 * wave())


MOTIONS: dict[str, Callable[[Dice], Poses]] = {
    "jump": _jump,
    "run": _run,
    "walk": _walk,
    "fly": _fly,
    "rise": _rise,
    "fall": _fall,
    "spin": _spin,
    "roll": _roll,
    "sway": _sway,
    "swing": _swing,
    "dance": _dance,
    "shake": _shake,
    "beat": _beat,
    "grow": _grow,
    "shrink": _shrink,
    "approach": _approach,
    "swim": _swim,
    "flap": _flap,
    "wave": _wave,
    "blink": _blink,
    "vanish": _vanish,
    "explode": _explode,
    "float": _float,
    "rest": _rest,
    "chatter": _chatter,
}
"""By the names in motions.toml."""


def computed(name: str, seed: int) -> Motion:
    """A motion of FRAMES frames, the same for the same seed."""
    return MOTIONS[name](Dice(seed)).motion()


def with_own(motion: Motion, own: Motion) -> Motion:
    """What moves by itself, moved: `own` first."""
    outer, inner = (each.poses[:, :4].view(-1, 2, 2) + torch.eye(2) for each in (motion, own))
    shift = (outer @ own.poses[:, 4:6, None])[:, :, 0] + motion.poses[:, 4:6]
    matrix = (outer @ inner - torch.eye(2)).flatten(1)
    return Motion(torch.cat([matrix, shift, motion.poses[:, 6:]], dim=1), own.bends + motion.bends)


def mirrored(motion: Motion) -> Motion:
    """What the mirror image of a picture does."""
    poses = motion.poses * torch.tensor([1.0, -1, -1, 1, -1, 1, 1])
    return Motion(poses, motion.bends.flip(-1) * torch.tensor([-1.0, 1])[:, None, None])
