"""What a clip generator learns from: the motion that turns one picture into the frames of an animation, found by
trying; and what a `MotionCodec` knows of many motions."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from modaverse_desktop.engine.generators.moving_picture.motion import POSE, ROOM, Motion, MotionCodec, sources

GRIDS = (2, 5, 9, 17)
"""Nodes at a side, coarse to fine; bends have as many as the last."""
STEPS, RATE = 40, 0.02
SMOOTH = 0.02
"""How much the squared difference of neighbouring nodes counts beside that of colours, for a node of the coarsest
grid."""
POSE_SIZE = 1.2
"""Standard deviation of a pose's numbers as latents; bends have about 1."""


def find_motion(picture: Tensor, frames: Tensor) -> tuple[Motion, float]:
    """The motion without a veil that turns a picture (3, side, side) into frames (frames, 3, their side, their side),
    all from -1 to 1 on white, and the share of the squared difference that it explains.

    Poses first, then bends on finer and finer grids, by Adam.
    """
    count, size = len(frames), frames.shape[2:]
    poses = torch.zeros(count, POSE)
    bends = torch.zeros(count, 2, GRIDS[0], GRIDS[0])
    for nodes in GRIDS:
        bends = functional.interpolate(bends, (nodes, nodes), mode="bilinear", align_corners=True)
        poses, bends = poses.detach().requires_grad_(), bends.detach().requires_grad_()
        optimizer = torch.optim.Adam([poses] if nodes == GRIDS[0] else [poses, bends], lr=RATE)
        for _ in range(STEPS):
            difference = (_moved(picture, Motion(poses, bends), size) - frames).square().mean()
            rough = sum(bends.diff(dim=dim).square().mean() for dim in (2, 3)) + bends.square().mean() / nodes
            optimizer.zero_grad()
            (difference + SMOOTH * nodes * rough).backward()
            optimizer.step()
    poses, bends = poses.detach(), bends.detach()
    still = Motion(torch.zeros_like(poses), torch.zeros_like(bends))
    found = Motion(poses, bends)
    before, after = ((_moved(picture, each, size) - frames).square().mean() for each in (still, found))
    return found, float(1 - after / before.clamp(min=1e-9))


def _moved(picture: Tensor, motion: Motion, size: Sequence[int]) -> Tensor:
    places = sources(motion, size, ROOM)
    return functional.grid_sample((picture - 1).expand(len(places), -1, -1, -1), places, align_corners=False) + 1


def fit_codec(codec: MotionCodec, motions: Sequence[Motion]) -> float:
    """Set what the codec knows, from motions. Returns the share of the bends' variance that its components keep.

    The spread of a bend's latents falls with the fourth root of the component's variance (mean square 1), as in
    `patches.fit_patches`: what comes first stands out of the noise.
    """
    poses = torch.cat([each.poses for each in motions])
    bends = torch.cat([each.bends for each in motions]).flatten(1).double()
    bends = bends[bends.abs().amax(1) > 0]  # most pictures do not bend
    mean = bends.mean(0)
    values, vectors = torch.linalg.eigh((bends - mean).T @ (bends - mean) / len(bends))
    values, vectors = values.flip(0), vectors.flip(1)
    kept = float(values[: codec.components].sum() / values.sum())
    values, vectors = values[: codec.components].clamp(min=1e-9), vectors[:, : codec.components]
    spread = values**0.25
    scale = spread / spread.square().mean().sqrt() / values.sqrt()
    with torch.no_grad():
        codec.pose_mean.copy_(poses.mean(0))
        codec.pose_size.copy_((poses.std(0) / POSE_SIZE).clamp(min=1e-3))
        codec.kernel.copy_((vectors * scale).T.reshape(codec.kernel.shape))
        codec.inverse.copy_((vectors / scale).T.reshape(codec.inverse.shape))
    return kept
