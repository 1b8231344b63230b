"""Draws the sample pictures beside this file: an apple, a cup of coffee, a balloon.

Run it from anywhere; the same versions of numpy and Pillow give the same bytes. `python make_samples.py [name] ...`
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from marching import (
    FAR,
    SIDE,
    Array,
    View,
    capsule,
    clouds,
    ellipsoid,
    length,
    melt,
    mix,
    noise,
    render,
    step,
    torus,
    vector,
)
from PIL import Image


def wood(points: Array) -> Array:
    """Planks of light wood, grain along x."""
    plank = np.floor(points[:, 2] / 0.9)
    at = points * vector(0.5, 1, 7) + plank[:, None] * vector(5.3, 0, 2.1)
    grain = clouds(at, 3) * 0.7 + 0.3 * np.sin(18 * clouds(at * vector(0.6, 1, 0.3), 2))
    seam = step(0.0, 0.02, np.abs(points[:, 2] / 0.9 - np.round(points[:, 2] / 0.9)))
    return mix(
        vector(0.42, 0.25, 0.14)[None], mix(vector(0.62, 0.41, 0.25)[None], vector(0.78, 0.58, 0.38)[None], grain), seam
    )


TABLE = View((0.0, 1.9, 4.2), (0.05, 0.78, 0.0), 2.3, (0.84, 0.83, 0.8), (0.96, 0.97, 1.0))


def apple_scene(points: Array) -> list[Array]:
    """Table, fruit, stem, leaf."""
    body = points - vector(0, 0.78, 0)
    taper = 1.0 / (0.93 + 0.13 * np.clip(body[:, 1], -1, 1))
    lobes = 1 + 0.02 * np.cos(5 * np.arctan2(body[:, 2], body[:, 0])) * np.clip(-body[:, 1], 0, 1)
    fruit = (
        torus(body * 1.04 * np.stack([taper * lobes, np.full_like(taper, 0.8), taper * lobes], -1), 0.42, 0.62) * 0.8
    )
    bend = points - vector(0, 1.15, 0)
    bend = bend - np.stack([0.22 * np.clip(bend[:, 1], 0, 1) ** 2, 0 * bend[:, 1], 0 * bend[:, 1]], -1)
    stem = capsule(bend, vector(0, 0, 0), vector(0.03, 0.62, 0), 0.035) * 0.8
    turned = points - vector(0.44, 1.79, 0.05)
    tilt = np.array([[0.88, 0.42, 0.22], [-0.46, 0.86, 0.2], [-0.1, -0.28, 0.95]], dtype=np.float32)
    leaf = turned @ tilt.T
    leaf = leaf + np.stack([0 * leaf[:, 0], 0.5 * leaf[:, 0] ** 2 - 0.6 * np.abs(leaf[:, 2]), 0 * leaf[:, 0]], -1)
    blade = ellipsoid(leaf, vector(0, 0, 0), vector(0.38, 0.035, 0.17)) * 0.6
    return [points[:, 1], fruit, stem, blade]


def apple_paint(material: int, points: Array, normal: Array) -> tuple[Array, float, float]:
    """A `Paint` for `apple_scene`."""
    if material == 0:
        return wood(points), 0.08, 0.07
    if material == 2:
        return np.tile(vector(0.36, 0.24, 0.12), (len(points), 1)), 0.1, 0.0
    if material == 3:
        veins = 0.5 + 0.5 * np.cos(30 * (points[:, 0] + 0.5 * np.abs(points[:, 2])))
        return mix(vector(0.27, 0.5, 0.13)[None], vector(0.36, 0.6, 0.2)[None], veins), 0.2, 0.0
    angle = np.arctan2(points[:, 2], points[:, 0])
    streaks = clouds(np.stack([6 * np.cos(angle), points[:, 1] * 1.2, 6 * np.sin(angle)], -1), 4)
    yellow = step(
        0.55, 0.85, streaks + 0.35 * step(1.1, 1.42, points[:, 1]) * (np.hypot(points[:, 0], points[:, 2]) < 0.5)
    )
    red = mix(vector(0.42, 0.62, 0.08)[None], vector(0.62, 0.78, 0.2)[None], streaks)
    dots = step(0.8, 0.86, noise(points * 24))
    return (
        mix(mix(red, vector(0.8, 0.85, 0.4)[None], 0.75 * yellow), vector(0.95, 0.8, 0.55)[None], 0.12 * dots),
        0.8,
        0.1,
    )


def cup_scene(points: Array) -> list[Array]:
    """Table, cup and saucer, coffee."""
    radius = np.hypot(points[:, 0], points[:, 2])
    wall = 0.62 + 0.16 * step(0.1, 1.3, points[:, 1])
    outside = np.maximum(radius - wall, np.abs(points[:, 1] - 0.75) - 0.6) - 0.03
    hollow = np.maximum(radius - wall + 0.07, 0.25 - points[:, 1])
    ring = (points - vector(0.88, 0.8, 0)) * vector(1, 0.85, 1)
    handle = torus(ring[:, [0, 2, 1]], 0.3, 0.075)
    mug = np.maximum(melt(outside, handle, 0.08), -hollow) * 0.85
    coffee = np.maximum(radius - 0.73, np.abs(points[:, 1] - 1.14) - 0.012)
    dish = np.maximum(radius - 1.3, np.abs(points[:, 1] - 0.06 - 0.1 * step(0.7, 1.3, radius)) - 0.025) * 0.8 - 0.01
    return [points[:, 1], np.minimum(mug, dish), coffee]


def cup_paint(material: int, points: Array, normal: Array) -> tuple[Array, float, float]:
    """A `Paint` for `cup_scene`."""
    if material == 0:
        return wood(points), 0.08, 0.07
    if material == 1:
        return np.tile(vector(0.94, 0.93, 0.9), (len(points), 1)), 0.6, 0.08
    foam = step(0.45, 0.62, clouds(points * vector(3, 1, 3) + vector(2, 0, 1), 4))
    rim = step(0.5, 0.72, np.hypot(points[:, 0], points[:, 2]))
    return (
        mix(vector(0.24, 0.12, 0.05)[None], vector(0.74, 0.5, 0.27)[None], np.maximum(0.55 * foam, 0.9 * rim)),
        0.3,
        0.1,
    )


BALLOON = View((0.0, 0.6, 6.2), (0.0, 1.2, 0.0), 2.0, (0.78, 0.87, 0.95), (0.16, 0.42, 0.8), (-0.6, 0.6, 0.7))


def balloon_scene(points: Array) -> list[Array]:
    """Envelope, basket, ropes."""
    centred = points - vector(0, 1.85, 0)
    radius = np.hypot(centred[:, 0], centred[:, 2])
    gores = 0.025 * np.abs(np.cos(8 * np.arctan2(centred[:, 2], centred[:, 0])))
    ball = length(centred) - 1.35
    skirt = np.maximum(radius - (0.246 + 0.894 * (centred[:, 1] + 1.75)), np.abs(centred[:, 1] + 1.325) - 0.425) * 0.745
    # the cone touches the ball where it begins, so that there is no seam
    envelope = melt(ball, skirt, 0.06) - gores * np.clip(radius, 0, 1)
    box = np.abs(points - vector(0, -0.62, 0)) - vector(0.24, 0.2, 0.24)
    basket = length(np.maximum(box, 0)) + np.minimum(box.max(-1), 0) - 0.03
    ropes = np.full(len(points), 1e3, dtype=np.float32)
    for x, z in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        ropes = np.minimum(
            ropes, capsule(points, vector(0.22 * x, -0.42, 0.22 * z), vector(0.18 * x, 0.12, 0.18 * z), 0.016)
        )
    return [envelope * 0.9, basket, ropes]


def balloon_paint(material: int, points: Array, normal: Array) -> tuple[Array, float, float]:
    """A `Paint` for `balloon_scene`."""
    if material == 1:
        weave = 0.5 + 0.5 * np.sin(points[:, 1] * 90) * np.sin((points[:, 0] + points[:, 2]) * 60)
        return mix(vector(0.4, 0.24, 0.1)[None], vector(0.64, 0.42, 0.2)[None], weave), 0.0, 0.0
    if material == 2:
        return np.tile(vector(0.3, 0.25, 0.2), (len(points), 1)), 0.0, 0.0
    colours = np.stack(
        [vector(0.86, 0.13, 0.12), vector(0.98, 0.78, 0.14), vector(0.1, 0.35, 0.75), vector(0.97, 0.95, 0.9)]
    )
    gore = np.floor((np.arctan2(points[:, 2], points[:, 0]) / (2 * np.pi) + 0.5) * 16 + 0.5).astype(int) % 16
    band = (np.abs(points[:, 1] - 1.7) < 0.16)[:, None]
    return np.where(band, colours[3], colours[gore % 3]), 0.15, 0.0


def over_clouds(balloon: Image.Image, view: View) -> Image.Image:
    """White clouds behind: only where the picture shows nothing but sky."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    at = np.stack([columns * 3.2, rows * 6.5, np.full_like(rows, 4.0)], -1).reshape(-1, 3)
    cover = step(0.5, 0.8, clouds(at, 5)).reshape(SIDE, SIDE) * (0.35 + 0.65 * rows)
    bare = np.asarray(
        render(lambda points: [np.full(len(points), FAR, dtype=np.float32)], balloon_paint, view), dtype=np.float32
    )
    drawn = np.asarray(balloon, dtype=np.float32)
    is_sky = np.clip(1 - np.abs(drawn - bare).max(-1) / 6, 0, 1)
    return Image.fromarray(mix(drawn, np.full_like(drawn, 252), cover * is_sky * 0.9).astype(np.uint8))


def main(names: list[str]) -> None:
    """Draw the named samples, or all."""
    drawings = {
        "apple": lambda: render(apple_scene, apple_paint, TABLE),
        "cup": lambda: render(
            cup_scene, cup_paint, View((0.5, 2.9, 4.0), (0.1, 0.55, 0), 2.2, TABLE.horizon, TABLE.zenith)
        ),
        "balloon": lambda: over_clouds(render(balloon_scene, balloon_paint, BALLOON), BALLOON),
    }
    for name in names or drawings:
        drawings[name]().save(Path(__file__).with_name(f"{name}.jpg"), quality=90, optimize=True)


if __name__ == "__main__":
    main(sys.argv[1:])
