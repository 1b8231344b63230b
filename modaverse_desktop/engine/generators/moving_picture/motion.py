"""How a picture moves, frame by frame, and the same as a few numbers.

A frame's pose says where the picture goes as a whole: turned, stretched, shifted, and how much of it the ground veils.
Its bend says which part of the picture each part of it takes its colours from. Pictures that are warped stay as sharp
as they were, at every size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import torch
from diffusers import ConfigMixin, ModelMixin
from diffusers.configuration_utils import register_to_config
from torch import Tensor, nn
from torch.nn import functional

POSE = 7
"""Numbers of a pose: the matrix from the picture to the frame without the one that changes nothing (xx, xy, yx, yy),
the shift (x, y) and the veil, from 0 to 1."""
ROOM = 0.8
"""The share of a frame's width that a picture on a plain ground takes."""
_NEARER, _CALMER, _MOST = 1.12, 0.3, 0.12
"""For pictures without a plain ground: how much larger than the frame they are, how much less they move, and the most
that a number of their pose may be: more would show what is not there."""
_PLAIN = 0.08
"""Mean difference, from -1 to 1, up to which the rim of a picture counts as one colour."""
_THIN = 0.08
"""The share of its area below which a picture that turns edge on fades."""


@dataclass(frozen=True)
class Motion:
    """`poses` (frames, POSE) and `bends` (frames, 2, nodes, nodes), x before y: for nodes of a grid over the picture,
    how far from them their colours lie. Lengths are half widths of the picture, whose middle is at 0."""

    poses: Tensor
    bends: Tensor


class _Settings(Protocol):
    """`MotionCodec`'s arguments that are looked at after it was made."""

    components: int
    nodes: int


class MotionCodec(ModelMixin, ConfigMixin):
    """Motion to latents (frames, channels) and back: a pose's numbers at mean 0 and alike in size, and principal
    `components` of bends. What it knows comes from `training.motion_fitting`."""

    @register_to_config
    def __init__(self, components: int = 57, nodes: int = 17) -> None:
        super().__init__()
        self.pose_mean = nn.Parameter(torch.zeros(POSE), requires_grad=False)
        self.pose_size = nn.Parameter(torch.ones(POSE), requires_grad=False)
        self.kernel = nn.Parameter(torch.zeros(components, 2, nodes, nodes), requires_grad=False)
        self.inverse = nn.Parameter(torch.zeros(components, 2, nodes, nodes), requires_grad=False)
        self.mean = nn.Parameter(torch.zeros(2, nodes, nodes), requires_grad=False)

    @property
    def components(self) -> int:
        """Numbers for the bend of a frame."""
        return cast(_Settings, self.config).components

    @property
    def channels(self) -> int:
        """Numbers for a frame."""
        return POSE + self.components

    def encode(self, motion: Motion) -> Tensor:
        """Latents (frames, channels)."""
        poses = (motion.poses - self.pose_mean) / self.pose_size
        bends = torch.einsum("fcij,kcij->fk", motion.bends - self.mean, self.kernel)
        return torch.cat([poses, bends], dim=1)

    def decode(self, latents: Tensor) -> Motion:
        """The inverse of `encode`, as near as the components come."""
        latents = latents.float()
        poses = latents[:, :POSE] * self.pose_size.float() + self.pose_mean.float()
        bends = torch.einsum("fk,kcij->fcij", latents[:, POSE:], self.inverse.float()) + self.mean.float()
        return Motion(poses, bends)


def plain_ground(picture: Tensor) -> Tensor | None:
    """The colour (3, 1, 1) of a picture's (3, height, width) rim, from -1 to 1, if it has only one."""
    rim = torch.cat([picture[:, 0], picture[:, -1], picture[:, :, 0], picture[:, :, -1]], dim=1)
    ground = rim.median(dim=1).values
    return ground[:, None, None] if (rim - ground[:, None]).abs().mean() < _PLAIN else None


def warped(picture: Tensor, motion: Motion, ground: Tensor | None) -> Tensor:
    """The frames (frames, 3, height, width) of a picture (3, its height, its width), from -1 to 1.

    A picture on a plain `ground` (3, 1, 1) lies in the middle of a larger frame of this colour, `ROOM` of its width, so
    that it can move. Any other fills frames as large as it is and moves as a whole, so less and seen from a little
    nearer; beyond its rim is its mirror image.
    """
    is_plain, room, size = ground is not None, ROOM, [round(side / ROOM / 2) * 2 for side in picture.shape[1:]]
    if ground is None:
        ground, room, size = picture.mean(dim=(1, 2), keepdim=True), _NEARER, list(picture.shape[1:])
        calm = _MOST * torch.tanh(motion.poses[:, :6] * _CALMER / _MOST)
        motion = Motion(torch.cat([calm, motion.poses[:, 6:]], dim=1), motion.bends * _CALMER)
    frames = functional.grid_sample(
        (picture - ground).expand(len(motion.poses), -1, -1, -1),
        sources(motion, size, room),
        mode="bilinear",
        padding_mode="zeros" if is_plain else "reflection",
        align_corners=False,
    )
    veil = torch.maximum(motion.poses[:, 6].clamp(0, 1), 1 - _area(_matrix(motion)).abs() / _THIN)
    return frames * (1 - veil.clamp(min=0)[:, None, None, None]) + ground


def sources(motion: Motion, size: Sequence[int], room: float) -> Tensor:
    """Where in the picture the colour of each pixel of frames of a size (height, width) lies: (frames, height, width,
    2), x before y, in half widths of the picture, which takes the share `room` of a frame's width."""
    still = functional.affine_grid(torch.eye(2, 3)[None], [1, 1, *size], align_corners=False).to(motion.poses) / room
    inside = (still - motion.poses[:, None, None, 4:6]) @ _inverse(_matrix(motion))[:, None].mT
    bends = functional.grid_sample(motion.bends, inside, padding_mode="border", align_corners=True)
    return inside + bends.permute(0, 2, 3, 1)


def _matrix(motion: Motion) -> Tensor:
    """From the picture to the frame: (frames, 2, 2)."""
    return motion.poses[:, :4].view(-1, 2, 2) + torch.eye(2).to(motion.poses)


def _area(matrix: Tensor) -> Tensor:
    """Of the picture in the frame, negative if it is mirrored: (frames,)."""
    return matrix[:, 0, 0] * matrix[:, 1, 1] - matrix[:, 0, 1] * matrix[:, 1, 0]


def _inverse(matrix: Tensor) -> Tensor:
    """Of matrices (frames, 2, 2); finite also for one that flattens the picture, which is not seen then."""
    (a, b), (c, d) = matrix[:, 0].unbind(1), matrix[:, 1].unbind(1)
    area = _area(matrix)
    area = torch.where(area < 0, area.clamp(max=-_THIN / 4), area.clamp(min=_THIN / 4))
    return torch.stack([torch.stack([d, -b], dim=1), torch.stack([-c, a], dim=1)], dim=1) / area[:, None, None]
