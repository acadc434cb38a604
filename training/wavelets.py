"""How far the texture of a picture is from that of a style, measured without any network.

Both pictures are split into five octaves of horizontal, vertical and diagonal Haar differences, for brightness and two opponent
colours. For each of these bands the Wasserstein distance between the distributions of its coefficients is divided by their mean
size in the style.
"""

from pathlib import Path

import cv2
import numpy as np

OCTAVES = 5
QUANTILES = 512
OPPONENT = np.array([[1 / 3, 1 / 3, 1 / 3], [0.5, 0, -0.5], [-0.25, 0.5, -0.25]], np.float32)
"""Brightness, and two differences of colours, from BGR."""


def read(path: Path, pixels: int | None = None) -> np.ndarray:
    """Returns BGR from 0 to 1, shape (H, W, 3), scaled to about the number of pixels if one is given."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError(f"{path} is not a picture that OpenCV reads")
    if pixels is not None:
        factor = (pixels / (picture.shape[0] * picture.shape[1])) ** 0.5
        size = tuple(max(1, round(side * factor)) for side in picture.shape[1::-1])
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return picture.astype(np.float32) / 255


def bands(picture: np.ndarray) -> list[np.ndarray]:
    """Returns the coefficients of each band as a flat array: octaves, channels, then the three orientations."""
    level, found = picture @ OPPONENT.T, []
    for _ in range(OCTAVES):
        height, width = (side // 2 * 2 for side in level.shape[:2])
        a, b, c, d = (level[i:height:2, j:width:2] for i in (0, 1) for j in (0, 1))
        found += [part.ravel() for all_channels in (a - b + c - d, a + b - c - d, a - b - c + d) for part in np.moveaxis(all_channels / 4, 2, 0)]
        level = (a + b + c + d) / 4
    return found


def distance(picture: np.ndarray, style: np.ndarray) -> float:
    """Returns the mean over the bands of the relative Wasserstein distances."""
    at = (np.arange(QUANTILES) + 0.5) / QUANTILES
    parts = []
    for found, wanted in zip(bands(picture), bands(style)):
        target = np.quantile(wanted, at)
        size = np.abs(target).mean()
        if size > 0:
            parts.append(np.abs(np.quantile(found, at) - target).mean() / size)
    return float(np.mean(parts))


def measure(picture: Path, style: Path) -> float:
    """Returns the distance of a result from a style file at the scale at which it was painted."""
    found = read(picture)
    return distance(found, read(style, found.shape[0] * found.shape[1]))
