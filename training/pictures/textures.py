"""Pictures computed at every pixel: noise, stripes, cells, tiles, rings, fractals."""

import cv2
import numpy as np
from numpy.random import Generator
from scipy.spatial import cKDTree
from scipy.special import expit

from .fields import colour, coordinates, log_uniform, noise, palette, rotate, warp
from .picture import Picture, angle


def cloud(rng: Generator, size: int) -> Picture:
    """Multi-octave noise as colour, isotropic or drawn out in one direction."""
    aspect, cells = (log_uniform(rng, 2, 8) if rng.random() < 0.5 else 1.0), log_uniform(rng, 2, 40)
    field, theta = noise(rng, size, cells, int(rng.integers(1, 6)), rng.uniform(0.35, 0.85), 1 / aspect), rng.uniform(0, np.pi)
    turned = rotate(field, theta + np.pi / 2)
    known = {"scale": np.log2(size / cells), "elongation": np.log2(aspect), "warp": 0.0}
    return Picture(colour(rng, turned), known | (angle(theta) if aspect > 1 else {}))


def shading(rng: Generator, size: int) -> Picture:
    """Smooth light: a ramp and very coarse noise, as in a sky or a wall, sometimes with one soft edge."""
    along, _ = coordinates(size, rng.uniform(0, np.pi))
    field = along / size * rng.uniform(0, 4) + noise(rng, size, rng.uniform(1, 3), 1) * rng.uniform(0, 0.8)
    if rng.random() < 0.5:
        field = field + np.tanh((along - rng.uniform(-80, 80)) / rng.uniform(1, 20)) * rng.uniform(0.3, 1.5)
    return Picture(colour(rng, field.astype(np.float32), 2), {"density": 0.0})


def marble(rng: Generator, size: int) -> Picture:
    """Domain-warped, ridged or banded noise."""
    cells, amount = log_uniform(rng, 2, 12), rng.uniform(3, 30)
    field = noise(rng, size, cells, 4, rng.uniform(0.4, 0.7))
    kind = rng.integers(3)
    if kind == 0:
        field = 2 - 3 * np.abs(field)
    elif kind == 1:
        field = 1.8 * np.sin(field * rng.uniform(2, 9))
    return Picture(colour(rng, warp(rng, field, amount, rng.uniform(2, 6))), {"scale": np.log2(size / cells), "warp": amount / 10})


def _wave(rng: Generator, phase: np.ndarray) -> np.ndarray:
    """A periodic profile of -1.8..1.8: sine, square with a duty cycle, or saw."""
    kind = rng.integers(3)
    if kind == 0:
        return 1.8 * np.sin(phase)
    if kind == 1:
        return 1.8 * np.tanh((np.sin(phase) - rng.uniform(-0.7, 0.7)) * rng.uniform(3, 12))
    return (phase / (2 * np.pi) % 1) * 3.6 - 1.8


def stripes(rng: Generator, size: int) -> Picture:
    """Gratings, straight or warped."""
    theta, period, bend = rng.uniform(0, np.pi), log_uniform(rng, 3, 48), rng.choice([0.0, rng.uniform(0, 1.2)])
    _, across = coordinates(size, theta)
    phase = across * 2 * np.pi / period + noise(rng, size, 3, 2) * bend * min(6.0, size / period / 3)
    known = {"scale": np.log2(period / 2), "warp": bend} | (angle(theta) if bend < 0.4 else {})
    return Picture(colour(rng, _wave(rng, phase)), known)


def plaid(rng: Generator, size: int) -> Picture:
    """Two gratings multiplied or added: checks, weaves and plaids."""
    theta, period = rng.uniform(0, np.pi / 2), log_uniform(rng, 4, 40)
    along, across = coordinates(size, theta)
    first, second = _wave(rng, across * 2 * np.pi / period), _wave(rng, along * 2 * np.pi / (period * log_uniform(rng, 0.6, 1.7)))
    field = first * second / 1.8 if rng.random() < 0.5 else (first + second) / 2
    if rng.random() < 0.4:
        field = warp(rng, field, rng.uniform(1, 8))
    return Picture(colour(rng, field), {"scale": np.log2(period / 2)})


def _sites(rng: Generator, size: int, spacing: float, regularity: float) -> np.ndarray:
    """Jittered lattice points over the picture and a margin."""
    ticks = np.arange(-2 * spacing, size + 2 * spacing, spacing)
    grid = np.stack(np.meshgrid(ticks, ticks), -1).reshape(-1, 2)
    return grid + rng.normal(0, (1 - regularity) * spacing * 0.5, grid.shape)


def _nearest(points: np.ndarray, size: int, aspect: float, theta: float) -> tuple[np.ndarray, np.ndarray]:
    """Distances to the two nearest points and the index of the nearest, at every pixel of a stretched, turned plane."""
    along, across = coordinates(size, theta)
    places = np.stack([along.ravel() / aspect, across.ravel()], 1) + size / 2
    distance, index = cKDTree(points).query(places, k=2)
    return distance.reshape(size, size, 2).astype(np.float32), index[:, 0].reshape(size, size)


def cells(rng: Generator, size: int) -> Picture:
    """A Voronoi mosaic with borders of a second colour."""
    spacing, regularity, aspect, theta = log_uniform(rng, 7, 48), rng.uniform(0, 1), log_uniform(rng, 1, 3), rng.uniform(0, np.pi)
    points = _sites(rng, size, spacing, regularity)
    distance, index = _nearest(points, size, aspect, theta)
    base = palette(rng, int(rng.integers(2, 7)))
    image = np.clip(base[rng.integers(0, len(base), len(points))] + rng.normal(0, 0.05, (len(points), 3)), 0, 1).astype(np.float32)[index]
    edge = np.clip((rng.uniform(0, spacing * 0.2) - (distance[..., 1] - distance[..., 0])) / 1.5 + 0.5, 0, 1)[..., None]
    known = {"scale": np.log2(spacing), "elongation": np.log2(aspect), "warp": 1 - regularity}
    return Picture(image * (1 - edge) + palette(rng, 1)[0] * edge, known | (angle(theta) if aspect > 1.5 else {}))


def tissue(rng: Generator, size: int) -> Picture:
    """Cells with soft bodies and nuclei, as in a stained section."""
    spacing, aspect, theta = log_uniform(rng, 10, 48), log_uniform(rng, 1, 2.5), rng.uniform(0, np.pi)
    points = _sites(rng, size, spacing, rng.uniform(0, 0.8))
    distance, index = _nearest(points, size, aspect, theta)
    near = distance[..., 0] / spacing
    ground, body, nucleus = palette(rng, 3)
    nuclei = rng.uniform(0.12, 0.32, len(points))[index]
    softness = rng.uniform(0.02, 0.2)
    inside = expit((0.55 - near + 0.1 * noise(rng, size, 20, 2)) / softness)
    core = expit((nuclei - near) / rng.uniform(0.02, 0.08))
    image = ground + (body - ground) * inside[..., None]
    image = image + (nucleus - image) * core[..., None] + noise(rng, size, 30, 2)[..., None] * rng.uniform(0, 0.06)
    return Picture(np.clip(image, 0, 1).astype(np.float32), {"scale": np.log2(spacing), "elongation": np.log2(aspect)})


def facets(rng: Generator, size: int) -> Picture:
    """A low-polygon mosaic: each Voronoi cell carries its own linear shade."""
    spacing = log_uniform(rng, 12, 60)
    points = _sites(rng, size, spacing, rng.uniform(0, 0.6))
    _, index = _nearest(points, size, 1.0, 0.0)
    slopes, offsets = rng.normal(0, 1.2, (len(points), 2)), rng.normal(0, 1, len(points))
    y, x = np.mgrid[:size, :size].astype(np.float32)
    local = np.stack([x, y], -1) - points[index].astype(np.float32)
    field = offsets[index] + (slopes[index] * local).sum(-1) / spacing
    return Picture(colour(rng, field.astype(np.float32)), {"scale": np.log2(spacing)})


def tiles(rng: Generator, size: int) -> Picture:
    """Bricks or shingles with mortar, each of its own colour."""
    width, aspect, theta = log_uniform(rng, 8, 50), log_uniform(rng, 1, 3), rng.uniform(0, np.pi)
    along, across = coordinates(size, theta)
    row = np.floor(across * aspect / width)
    shifted = along / width + row * np.float32(rng.choice([0.0, 0.5]))
    column = np.floor(shifted)
    base = np.clip(palette(rng, 2)[0] + rng.normal(0, rng.uniform(0.02, 0.25), (256, 3)), 0, 1).astype(np.float32)
    image = base[((row * 73 + column * 151) % 256).astype(int)]
    gap = np.minimum(np.abs(shifted - column - 0.5), 10) * width, np.abs(across * aspect / width - row - 0.5) * width / aspect
    mortar = rng.uniform(0.5, 0.1 * width + 0.6)
    edge = np.clip(np.maximum(gap[0] - width / 2, gap[1] - width / aspect / 2) + mortar, 0, 1)[..., None]
    image = image * (1 - edge) + palette(rng, 1)[0] * edge
    known = {"scale": np.log2(width), "elongation": np.log2(aspect)} | (angle(theta) if aspect > 1.5 else {})
    return Picture(warp(rng, image, rng.uniform(0, 4)) if rng.random() < 0.5 else image, known)


def rings(rng: Generator, size: int) -> Picture:
    """Rings and spirals about a few centres."""
    period, turns = log_uniform(rng, 5, 40), int(rng.integers(-4, 5))
    y, x = np.mgrid[:size, :size].astype(np.float32)
    points = rng.uniform(0, size, (int(rng.integers(1, 9)), 2))
    _, index = cKDTree(points).query(np.stack([x.ravel(), y.ravel()], 1))
    dx, dy = (np.stack([x, y], -1) - points[index.reshape(size, size)].astype(np.float32)).transpose(2, 0, 1)
    phase = np.hypot(dx, dy) * 2 * np.pi / period + turns * np.arctan2(dy, dx) + noise(rng, size, 4, 2) * rng.uniform(0, 1.5)
    return Picture(colour(rng, _wave(rng, phase)), {"scale": np.log2(period / 2), "warp": abs(turns) / 2})


def julia(rng: Generator, size: int) -> Picture:
    """Escape times of a quadratic map."""
    c = 0.7885 * np.exp(2j * np.pi * rng.random()) * rng.uniform(0.85, 1.05)
    along, across = coordinates(size, rng.uniform(0, np.pi))
    z = ((along + 1j * across) / size * rng.uniform(0.4, 3) + rng.normal(0, 0.3) + 1j * rng.normal(0, 0.3)).astype(np.complex64)
    smooth = np.zeros((size, size), np.float32)
    for _ in range(24):
        magnitude = np.abs(z)
        smooth += np.exp(-magnitude)
        z = np.where(magnitude < 8, z * z + np.complex64(c), z)
    return Picture(colour(rng, (smooth - smooth.mean()) / (smooth.std() + 1e-6)))


def branches(rng: Generator, size: int) -> Picture:
    """Recursive trees: lines that fork and thin out."""
    image = np.ascontiguousarray(colour(rng, noise(rng, size, 3, 3)))
    spread, shrink = rng.uniform(0.25, 0.9), rng.uniform(0.68, 0.82)
    for root in range(int(rng.integers(2, 7))):
        tips = [(rng.uniform(0, size, 2), rng.uniform(0, 2 * np.pi), size * rng.uniform(0.12, 0.25), rng.uniform(3, 8))]
        ink = tuple(map(float, palette(rng, 1)[0]))
        for _ in range(6):
            grown = []
            for at, turn, length, width in tips:
                end = at + length * np.array([np.cos(turn), np.sin(turn)])
                cv2.line(image, at.astype(int).tolist(), end.astype(int).tolist(), ink, max(1, round(width)), cv2.LINE_AA)
                grown += [(end, turn + s * spread + rng.normal(0, 0.15), length * shrink, width * 0.72) for s in (-1, 1)]
            tips = grown
    return Picture(image, {"elongation": 3.0, "warp": spread})
