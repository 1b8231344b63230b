"""Solids given by distance functions, found by marching rays and lit by one sun: enough for a still life (numpy)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[np.float32]
Scene = Callable[[Array], list[Array]]
"""Points (n, 3) to one distance (n,) for each material of the scene."""
Paint = Callable[[int, Array, Array], tuple[Array, float, float]]
"""Material, points and normals (n, 3) to colours (n, 3) in 0..1, how glossy it is, and how much it mirrors."""

SIDE = 512
SAMPLES = 2
FAR = 14.0


@dataclass(frozen=True)
class View:
    """Where the camera stands, what it looks at, and the sky behind: colours at the horizon and above."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    zoom: float
    horizon: tuple[float, float, float]
    zenith: tuple[float, float, float]
    sun: tuple[float, float, float] = (-0.55, 0.75, 0.6)


def vector(*values: float) -> Array:
    """A point or a colour."""
    return np.array(values, dtype=np.float32)


def length(points: Array) -> Array:
    """(n, 3) -> (n,)."""
    return np.sqrt((points * points).sum(-1))


def unit(points: Array) -> Array:
    """The same directions, one long."""
    return points / np.maximum(length(points), 1e-9)[..., None]


def mix(one: Array, other: Array, amount: Array | float) -> Array:
    """From `one` at 0 to `other` at 1."""
    weight = np.asarray(amount, dtype=np.float32)
    weight = weight[..., None] if weight.ndim else weight
    return one * (1 - weight) + other * weight


def step(low: float, high: float, value: Array) -> Array:
    """0 below `low`, 1 above `high`, smooth between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def melt(one: Array, other: Array, width: float) -> Array:
    """The union of two solids with a soft seam."""
    h = np.clip(0.5 + 0.5 * (other - one) / width, 0, 1)
    return other * (1 - h) + one * h - width * h * (1 - h)


def noise(points: Array) -> Array:
    """Smooth noise in 0..1 from lattice values (n, 3) -> (n,)."""
    cell = np.floor(points)
    local = points - cell
    local = local * local * (3 - 2 * local)
    total = np.zeros(len(points), dtype=np.float32)
    for corner in np.ndindex(2, 2, 2):
        lattice = (cell + np.array(corner)).astype(np.int64)
        seed = (lattice * [73856093, 19349663, 83492791]).sum(-1) & 0x7FFFFFFF
        seed = (seed ^ (seed >> 13)) * 1274126177 & 0x7FFFFFFF
        value = ((seed ^ (seed >> 16)) & 0xFFFF) / 65535.0
        weight = np.where(corner, local, 1 - local).prod(-1)
        total += (weight * value).astype(np.float32)
    return total


def clouds(points: Array, octaves: int = 4) -> Array:
    """Noise on several scales, 0..1."""
    return sum(noise(points * 2.0**i + 17.0 * i) / 2.0 ** (i + 1) for i in range(octaves)) / (1 - 0.5**octaves)


def ellipsoid(points: Array, centre: Array, radii: Array) -> Array:
    """Distances, (n, 3) -> (n,); nearly exact close to the surface."""
    scaled = (points - centre) / radii
    k0, k1 = length(scaled), length(scaled / radii)
    return k0 * (k0 - 1.0) / np.maximum(k1, 1e-6)


def capsule(points: Array, start: Array, end: Array, radius: float) -> Array:
    """Distances to a rod with round ends."""
    along, axis = points - start, end - start
    t = np.clip(along @ axis / (axis @ axis), 0, 1)
    return length(along - t[:, None] * axis) - radius


def torus(points: Array, major: float, minor: float) -> Array:
    """Distances to a lying ring; with `minor` above `major`, to an apple."""
    ring = np.sqrt(points[:, 0] ** 2 + points[:, 2] ** 2) - major
    return np.sqrt(ring**2 + points[:, 1] ** 2) - minor


def march(scene: Scene, origin: Array, direction: Array, far: float = FAR, steps: int = 200) -> tuple[Array, Array]:
    """How far each ray goes, and whether it hits."""
    travelled = np.zeros(len(direction), dtype=np.float32)
    gap = np.full(len(direction), 1.0, dtype=np.float32)
    active = np.arange(len(direction))
    for _ in range(steps):
        points = origin[active] + direction[active] * travelled[active, None]
        gap[active] = np.min(scene(points), axis=0)
        travelled[active] += gap[active] * 0.8
        active = active[(gap[active] > 8e-4) & (travelled[active] < far)]
        if not len(active):
            break
    return travelled, (travelled < far) & (gap < 5e-3)


def normals(scene: Scene, points: Array) -> Array:
    """Which way the surface looks at each point."""
    gradient = np.empty_like(points)
    for axis in range(3):
        offset = np.zeros(3, dtype=np.float32)
        offset[axis] = 1.5e-3
        gradient[:, axis] = np.min(scene(points + offset), axis=0) - np.min(scene(points - offset), axis=0)
    return unit(gradient)


def shadow(scene: Scene, points: Array, light: Array) -> Array:
    """1 in the light, 0 in the shade, soft at the edge."""
    bright = np.ones(len(points), dtype=np.float32)
    travelled = np.full(len(points), 0.03, dtype=np.float32)
    for _ in range(45):
        gap = np.min(scene(points + light * travelled[:, None]), axis=0)
        bright = np.minimum(bright, np.clip(0.5 + 5 * gap / travelled, 0, 1))
        travelled += np.clip(gap, 0.02, 0.25)
    return step(0.0, 1.0, bright)


def nearness(scene: Scene, points: Array, normal: Array) -> Array:
    """How open the surroundings are: 1 in the open, less in corners."""
    hidden = sum((0.12 * i - np.min(scene(points + normal * 0.12 * i), axis=0)) / 1.7**i for i in range(1, 5))
    return np.clip(1 - 1.3 * hidden, 0.25, 1).astype(np.float32)


def sky(view: View, direction: Array) -> Array:
    """The colours behind everything, in linear light."""
    height = np.clip(direction[:, 1] * 1.6 + 0.1, 0, 1)
    return mix(vector(*view.horizon)[None], vector(*view.zenith)[None], height)


def light_up(scene: Scene, paint: Paint, view: View, origin: Array, direction: Array, bounce: bool = True) -> Array:
    """Colours (n, 3) in linear light of what the rays see."""
    travelled, hit = march(scene, origin, direction)
    colours = sky(view, direction)
    if not hit.any():
        return colours
    ray = direction[hit]
    points = origin[hit] + ray * travelled[hit, None]
    normal = normals(scene, points)
    material = np.argmin(scene(points), axis=0)
    sun = unit(vector(*view.sun))
    day = np.clip(normal @ sun, 0, 1) * shadow(scene, points + normal * 4e-3, sun)
    ambient = (0.45 + 0.25 * normal[:, 1]) * nearness(scene, points, normal)
    half = np.clip((normal * unit(sun - ray)).sum(-1), 0, 1)
    rim = (1 - np.clip(-(normal * ray).sum(-1), 0, 1)) ** 4
    seen = np.zeros_like(points)
    for index in np.unique(material):
        part = material == index
        colour, gloss, mirror = paint(int(index), points[part], normal[part])
        shade = colour**2.2 * (ambient[part, None] * vector(0.93, 0.97, 1.08) + 1.15 * day[part, None])
        shade += gloss * (half[part, None] ** 60 * day[part, None] + 0.25 * rim[part, None])
        if mirror and bounce:
            mirrored = ray[part] - 2 * (ray[part] * normal[part]).sum(-1)[:, None] * normal[part]
            image = light_up(scene, paint, view, points[part] + normal[part] * 0.01, mirrored, bounce=False)
            shade = mix(shade, image, mirror * (0.3 + 0.7 * rim[part]))
        seen[part] = shade
    haze = np.clip(travelled[hit] / FAR, 0, 1) ** 3
    colours[hit] = mix(seen, colours[hit], haze)
    return colours


def render(scene: Scene, paint: Paint, view: View) -> Image.Image:
    """A square picture of `scene`, `SIDE` pixels wide."""
    count = SIDE * SAMPLES
    across = (np.arange(count, dtype=np.float32) + 0.5) / count * 2 - 1
    x, y = np.meshgrid(across, -across)
    eye = vector(*view.eye)
    ahead = unit(vector(*view.target) - eye)
    right = unit(np.cross(ahead, vector(0, 1, 0)))
    up = np.cross(right, ahead)
    rays = unit(x[..., None] * right + y[..., None] * up + view.zoom * ahead).reshape(-1, 3).astype(np.float32)
    rows = [light_up(scene, paint, view, np.tile(eye, (len(part), 1)), part) for part in np.array_split(rays, 32)]
    linear = np.concatenate(rows).reshape(SIDE, SAMPLES, SIDE, SAMPLES, 3)
    shown = (np.clip(linear, 0, 1) ** (1 / 2.2)).mean((1, 3))
    return Image.fromarray(np.clip(shown * 255 + 0.5, 0, 255).astype(np.uint8))
