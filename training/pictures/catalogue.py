"""All families of pictures, the compositions made from them, and the finish (light, blur, grain) they share."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.random import Generator

from . import shapes, textures
from .fields import coordinates, log_uniform, noise, warp
from .picture import Picture

Family = Callable[[Generator, int], Picture]

PLAIN: tuple[Family, ...] = (
    shapes.ellipses, shapes.polygons, shapes.straight_strokes, shapes.curved_strokes, shapes.filaments, shapes.hatching,
    shapes.spots, shapes.scribbles, textures.cloud, textures.shading, textures.marble, textures.stripes, textures.plaid, textures.cells,
    textures.tissue, textures.facets, textures.tiles, textures.rings, textures.julia, textures.branches,
)  # fmt: skip


def _plain(rng: Generator, size: int) -> np.ndarray:
    return PLAIN[rng.integers(len(PLAIN))](rng, size).pixels.astype(np.float32, copy=False)


def collage(rng: Generator, size: int) -> Picture:
    """Regions of two or three other pictures, cut along cells or level lines."""
    image = _plain(rng, size)
    for _ in range(int(rng.integers(1, 3))):
        level = noise(rng, size, log_uniform(rng, 2, 8), int(rng.integers(1, 4)))
        mask = np.clip((level - rng.normal(0, 0.4)) * rng.uniform(4, 30) + 0.5, 0, 1)[..., None]
        image = image * (1 - mask) + _plain(rng, size) * mask
    return Picture(image)


def scene(rng: Generator, size: int) -> Picture:
    """A textured sky and a few textured ridges in front of one another, fading with distance."""
    sky = _plain(rng, size)
    image = cv2.GaussianBlur(sky, (0, 0), rng.uniform(1, 12))
    _, y = coordinates(size)
    haze, ridges = image.mean((0, 1)), int(rng.integers(2, 5))
    for ridge in range(ridges):
        height = noise(rng, size, log_uniform(rng, 2, 8), 4, 0.5)[0] * size * rng.uniform(0.03, 0.15)
        top = (ridge - ridges / 2) * size / (ridges + 1) + height
        mask = np.clip(y - top[None, :] + 0.5, 0, 1)[..., None]
        near = (ridge + 1) / ridges
        image = image * (1 - mask) + (_plain(rng, size) * near + haze * (1 - near)) * mask
    return Picture(image.astype(np.float32))


def relief(rng: Generator, size: int) -> Picture:
    """Another picture read as height and lit from one side, as thick paint is."""
    image = _plain(rng, size)
    height = cv2.GaussianBlur(image.mean(-1), (0, 0), rng.uniform(0.8, 3))
    theta = rng.uniform(0, 2 * np.pi)
    slope = cv2.Sobel(height, cv2.CV_32F, 1, 0) * np.cos(theta) + cv2.Sobel(height, cv2.CV_32F, 0, 1) * np.sin(theta)
    flat = image * rng.uniform(0, 1) + image.mean((0, 1)) * (1 - rng.uniform(0, 1))
    return Picture(np.clip(flat + slope[..., None] * rng.uniform(0.2, 1.0), 0, 1).astype(np.float32))


FAMILIES: tuple[Family, ...] = (*PLAIN, collage, scene, relief)
"""What filters are learned from and levels are measured on."""


def painted(rng: Generator, size: int) -> Picture:
    """Another picture painted anew with strokes: coarse ones, then finer ones, along its outlines or along a swirling flow."""
    image = FAMILIES[rng.integers(len(FAMILIES))](rng, size).pixels
    tones = cv2.GaussianBlur(image.astype(np.float32), (0, 0), log_uniform(rng, 1, 6))
    return shapes.repaint(rng, tones)


TRAINED: tuple[Family, ...] = (*FAMILIES, painted, painted, painted)
"""What the trunk is trained on end to end."""

NAMES = tuple(dict.fromkeys(family.__name__ for family in TRAINED))
"""Families the trunk is asked to tell apart; a family's number is its place here."""


def _finish(rng: Generator, image: np.ndarray) -> np.ndarray:
    """Light that falls unevenly, a little distortion, blur and grain, each only sometimes."""
    size = image.shape[0]
    if rng.random() < 0.4:
        image = image * (1 + noise(rng, size, 2, 2) * rng.uniform(0, 0.25))[..., None]
    if rng.random() < 0.15:
        image = warp(rng, image, rng.uniform(1, 6), rng.uniform(3, 8))
    if rng.random() < 0.45:
        image = cv2.GaussianBlur(image, (0, 0), log_uniform(rng, 0.4, 6))
    if rng.random() < 0.3:
        grain = rng.standard_normal((size, size, int(rng.choice([1, 3]))), np.float32)
        image = image + cv2.GaussianBlur(grain, (0, 0), rng.uniform(0.3, 1.2)).reshape(size, size, -1) * rng.uniform(0.02, 0.15)
    if rng.random() < 0.3:
        image = image.mean((0, 1)) + (image - image.mean((0, 1))) * rng.uniform(0.15, 0.8)
    return np.clip(image, 0, 1).astype(np.float32)


def draw(rng: Generator, size: int, families: tuple[Family, ...] = FAMILIES) -> tuple[int, Picture]:
    """A finished picture of a random one of the families, and its place in NAMES."""
    family = families[rng.integers(len(families))]
    picture = family(rng, size)
    return NAMES.index(family.__name__), Picture(_finish(rng, picture.pixels), picture.parameters)
