"""Random crops of the training pictures: scaled, turned, mirrored, recoloured, sometimes with grain."""

import math

import cv2
import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

LARGEST_ZOOM = 5.0
"""Largest number of picture pixels per crop pixel, on each side."""


class Crops:
    """Draws crops from pictures (H, W, 3) of 8 bits, with a random generator of its own."""

    def __init__(self, pictures: list[np.ndarray], rng: Generator):
        self._pictures, self._rng = pictures, rng

    def batch(self, count: int, side: int) -> Tensor:
        """Returns crops as RGB from 0 to 1, shape (count, 3, side, side)."""
        return torch.from_numpy(np.stack([self.crop(side) for _ in range(count)]))

    def crop(self, side: int) -> np.ndarray:
        """Returns one crop as float32 RGB from 0 to 1, shape (3, side, side)."""
        return np.ascontiguousarray(self._recoloured(self._window(side)).transpose(2, 0, 1))

    def _window(self, side: int) -> np.ndarray:
        rng = self._rng
        picture = self._pictures[rng.integers(len(self._pictures))]
        height, width = picture.shape[:2]
        zoom = math.exp(rng.uniform(0, math.log(LARGEST_ZOOM)))
        source = min(round(side * zoom), height, width)
        top, left = rng.integers(height - source + 1), rng.integers(width - source + 1)
        window = picture[top : top + source, left : left + source]
        window = cv2.resize(window, (side, side), interpolation=cv2.INTER_AREA if source > side else cv2.INTER_CUBIC)
        if rng.random() < 0.5:
            window = window[:, ::-1]
        return np.rot90(window, rng.integers(4)) if rng.random() < 0.4 else window

    def _recoloured(self, window: np.ndarray) -> np.ndarray:
        """Changes colours by a random 3 x 3 matrix about their mean, permutes channels, adds grain: each only sometimes."""
        rng = self._rng
        image = window.astype(np.float32) / 255
        if rng.random() < 0.6:
            matrix = (np.eye(3) + rng.normal(0, 0.2, (3, 3))) * rng.uniform(0.6, 1.5)
            mean = image.mean((0, 1))
            image = (image - mean) @ matrix.T.astype(np.float32) + mean + rng.normal(0, 0.1, 3).astype(np.float32)
        if rng.random() < 0.2:
            image = image[..., rng.permutation(3)]
        if rng.random() < 0.25:
            image = image + rng.standard_normal(image.shape, np.float32) * rng.uniform(0, 0.15)
        return np.clip(image, 0, 1).astype(np.float32)
