"""Smooth random fields, the coordinates they distort, and fields as colour."""

import cv2
import numpy as np
from numpy.random import Generator


def noise(rng: Generator, size: int, cells: float, octaves: int = 4, persistence: float = 0.5, aspect: float = 1.0) -> np.ndarray:
    """Value noise summed over octaves, standardised; `cells` lattice cells per side at the coarsest octave."""
    total = np.zeros((size, size), np.float32)
    for octave in range(octaves):
        across = max(2, min(size, round(cells * 2**octave)))
        down = max(2, min(size, round(across / aspect)))
        lattice = rng.standard_normal((down + 2, across + 2), np.float32)
        fine = cv2.resize(lattice, (size * (across + 2) // across, size * (down + 2) // down), interpolation=cv2.INTER_CUBIC)
        y, x = ((extent - size) // 2 for extent in fine.shape)
        total += persistence**octave * fine[y : y + size, x : x + size]
    return (total - total.mean()) / (total.std() + 1e-6)


def coordinates(size: int, radians: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Pixel coordinates along and across a direction, zero at the centre."""
    y, x = np.mgrid[:size, :size].astype(np.float32) - size / 2
    cos, sin = np.float32(np.cos(radians)), np.float32(np.sin(radians))
    return x * cos + y * sin, y * cos - x * sin


def rotate(image: np.ndarray, radians: float) -> np.ndarray:
    """Rotates about the centre, so that structure along x turns to the direction `radians`; edges are reflected."""
    size = image.shape[0]
    matrix = cv2.getRotationMatrix2D((size / 2, size / 2), -np.degrees(radians), 1)
    return cv2.warpAffine(image, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def warp(rng: Generator, image: np.ndarray, amount: float, cells: float = 3.0) -> np.ndarray:
    """Displaces the pixels by a smooth random field of `amount` pixels rms."""
    size = image.shape[0]
    y, x = np.mgrid[:size, :size].astype(np.float32)
    dx, dy = (noise(rng, size, cells, 2) * amount for _ in range(2))
    return cv2.remap(image, x + dx, y + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def palette(rng: Generator, count: int) -> np.ndarray:
    """`count` colours scattered about a random mean along random axes, luminance the longest; (count, 3) in 0..1."""
    mean = rng.uniform(0.25, 0.75, 3)
    luminance = np.ones(3) / np.sqrt(3)
    chroma = rng.standard_normal((2, 3)) * rng.uniform(0.02, 0.3, (2, 1))
    spread = rng.standard_normal((count, 1)) * luminance * rng.uniform(0.15, 0.6) + rng.standard_normal((count, 2)) @ chroma
    return np.clip(mean + spread, 0, 1).astype(np.float32)


def colour(rng: Generator, values: np.ndarray, colours: int = 0) -> np.ndarray:
    """Maps a field by its ranks in about -2..2 through a random piecewise-linear palette."""
    count = colours or int(rng.integers(2, 7))
    table = palette(rng, count)
    stops = np.linspace(0, 4095, count)
    lut = np.stack([np.interp(np.arange(4096), stops, table[:, c]) for c in range(3)], 1).astype(np.float32)
    index = np.clip((values + 2) * 1024, 0, 4095).astype(np.uint16)
    return lut[index]


def log_uniform(rng: Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))
