"""Training examples: two crops of each picture with the same view but different light, colours and flaws."""

from dataclasses import dataclass

import cv2
import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

from pictures.picture import PARAMETERS
from pool import SIZE, Sample

FLAWS = ("none", "grain", "blur", "grid", "pixels", "specks")
"""What may be wrong with a crop: the trunk learns to see such flaws, so that a picture painted with it avoids them."""

_COS, _SIN, _SCALE = (PARAMETERS.index(name) for name in ("cos", "sin", "scale"))


@dataclass(frozen=True)
class Batch:
    """RGB crops (2n, 3, side, side) in 0..1, pair i at rows i and n + i, and what the heads are asked about them."""

    pixels: Tensor
    families: Tensor
    parameters: Tensor
    flaws: Tensor


def batch(rng: Generator, sample: Sample, side: int) -> Batch:
    """Cuts, turns, recolours and flaws two crops of each picture."""
    views = [_pair(rng, *one, side) for one in zip(sample.pixels, sample.parameters)]
    crops = np.stack([v[0] for v in views] + [v[1] for v in views])
    crops = _recolour(rng, crops)
    flaws = rng.choice(len(FLAWS), len(crops), p=(0.5, 0.1, 0.1, 0.1, 0.1, 0.1))
    flawed = np.stack([_flaw(rng, crop, FLAWS[kind]) for crop, kind in zip(crops, flaws)])
    parameters = np.stack([v[2] for v in views] * 2)
    pixels = torch.from_numpy(np.clip(flawed, 0, 1).astype(np.float32)).permute(0, 3, 1, 2)
    families = torch.from_numpy(np.concatenate([sample.families] * 2))
    return Batch(pixels, families, torch.from_numpy(parameters), torch.from_numpy(flaws))


def _pair(rng: Generator, picture: np.ndarray, parameters: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Two windows of one picture at one scale, turned alike, and the parameters as they are after that."""
    window = int(np.exp(rng.uniform(np.log(side * 0.75), np.log(min(side * 3.2, SIZE * 0.85)))))
    transposed, flips = rng.random() < 0.5, rng.random(2) < 0.5
    crops = []
    for _ in range(2):
        y, x = rng.integers(0, SIZE - window + 1, 2)
        crop = cv2.resize(picture[y : y + window, x : x + window], (side, side), interpolation=cv2.INTER_AREA)
        crop = crop.transpose(1, 0, 2) if transposed else crop
        crops.append(crop[:: -1 if flips[0] else 1, :: -1 if flips[1] else 1])
    known = parameters.copy()
    known[_SCALE] += np.log2(side / window)
    if transposed:  # the angle becomes a quarter turn minus itself
        known[_COS] *= -1
    if flips[0] != flips[1]:
        known[_SIN] *= -1
    return crops[0], crops[1], known


def _recolour(rng: Generator, crops: np.ndarray) -> np.ndarray:
    """Turns the hues about the grey axis, scales saturation and contrast, shifts the brightness and sometimes inverts."""
    count = len(crops)
    theta = rng.uniform(-np.pi, np.pi, count) * (rng.random(count) < 0.6)
    grey = np.full((3, 3), 1 / 3)
    cross = np.array([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / np.sqrt(3)
    cos, sin = (f(theta)[:, None, None] for f in (np.cos, np.sin))
    saturation = rng.uniform(0.2, 1.6, count)[:, None, None] * (rng.random(count) > 0.1)[:, None, None]
    matrix = grey + saturation * (cos * (np.eye(3) - grey) + sin * cross)
    contrast = rng.uniform(0.5, 1.4, count) * np.where(rng.random(count) < 0.15, -1, 1)
    flat = crops.reshape(count, -1, 3).astype(np.float32) / 255
    mean = flat.mean(1, keepdims=True)
    shift = np.clip(mean + rng.normal(0, 0.12, (count, 1, 1)), 0.05, 0.95)
    turned = (flat - mean) @ (matrix * contrast[:, None, None]).transpose(0, 2, 1).astype(np.float32)
    hue_mean = (mean - 0.5) @ matrix.transpose(0, 2, 1) + 0.5 + (shift - mean)
    return np.clip(turned + hue_mean, 0, 1).reshape(crops.shape).astype(np.float32)


def _flaw(rng: Generator, crop: np.ndarray, kind: str) -> np.ndarray:
    side = crop.shape[0]
    if kind == "grain":
        return crop + rng.standard_normal((side, side, int(rng.choice([1, 3]))), np.float32) * np.float32(rng.uniform(0.02, 0.15))
    if kind == "blur":
        return cv2.GaussianBlur(crop, (0, 0), rng.uniform(0.7, 2.5))
    if kind == "grid":
        return crop + _grid(rng, side)
    if kind == "pixels":
        block = int(rng.choice([2, 4]))
        small = cv2.resize(crop, (side // block, side // block), interpolation=cv2.INTER_AREA)
        return cv2.resize(small, (side, side), interpolation=cv2.INTER_NEAREST)
    if kind == "specks":
        hit = rng.random((side, side, 1)) < rng.uniform(0.005, 0.06)
        return np.where(hit, rng.random((side, side, 3)), crop).astype(np.float32)
    return crop


def _grid(rng: Generator, side: int) -> np.ndarray:
    """A faint pattern of period 2, 4 or 8: checks or crossed lines, as networks leave them when they paint."""
    period = int(rng.choice([2, 2, 4, 8]))
    tile = rng.standard_normal((period, period, int(rng.choice([1, 3]))))
    tile -= tile.mean((0, 1))
    tile *= rng.uniform(0.02, 0.12) / (tile.std() + 1e-6)
    return np.tile(tile, (side // period, side // period, 1)).astype(np.float32)
