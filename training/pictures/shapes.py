"""Pictures made by painting shapes over one another: leaves, strokes, lines, scribbles."""

import cv2
import numpy as np
from numpy.random import Generator

from .fields import colour, log_uniform, noise, palette
from .picture import Picture, angle

_SHIFT = 4  # cv2 draws at sub-pixel positions given as fixed-point numbers with this many fractional bits


def _fixed(points: np.ndarray) -> np.ndarray:
    return np.round(points * (1 << _SHIFT)).astype(np.int32)


def _colours(rng: Generator, count: int) -> list[tuple[float, ...]]:
    base = palette(rng, int(rng.integers(2, 9)))
    chosen = base[rng.integers(0, len(base), count)] + rng.normal(0, rng.uniform(0, 0.08), (count, 3))
    return [tuple(map(float, c)) for c in np.clip(chosen, 0, 1)]


def _ground(rng: Generator, size: int) -> np.ndarray:
    if rng.random() < 0.5:
        return np.tile(palette(rng, 1)[0], (size, size, 1))
    return np.ascontiguousarray(colour(rng, noise(rng, size, rng.uniform(2, 8), 3)))


def ellipses(rng: Generator, size: int) -> Picture:
    """Dead leaves: occluding ellipses of power-law sizes, turned about one direction or freely."""
    image = _ground(rng, size)
    radius, aspect, theta, spread = log_uniform(rng, 2, 24), log_uniform(rng, 1, 4), rng.uniform(0, np.pi), rng.uniform(0, 1.2)
    count = int(min(900, rng.uniform(0.4, 2.5) * size**2 / (4 * radius**2)))
    radii = np.minimum(radius * rng.pareto(3, count) + radius * 0.6, size / 2)
    centres, turns = _fixed(rng.uniform(0, size, (count, 2))), np.degrees(theta + rng.normal(0, spread, count))
    for centre, r, turn, c in zip(centres, radii, turns, _colours(rng, count)):
        axes = _fixed(np.array([r * np.sqrt(aspect), r / np.sqrt(aspect)]))
        cv2.ellipse(image, centre.tolist(), axes.tolist(), float(turn), 0, 360, c, -1, cv2.LINE_AA, _SHIFT)
    known = {"scale": np.log2(radius), "elongation": np.log2(aspect), "density": count * 4 * radius**2 / size**2}
    return Picture(image, known | (angle(theta) if aspect > 1.6 and spread < 0.5 else {}))


def polygons(rng: Generator, size: int) -> Picture:
    """Dead leaves of polygons with 3 to 7 corners, turned about one direction or freely."""
    image = _ground(rng, size)
    radius, corners, theta, spread = log_uniform(rng, 3, 30), int(rng.integers(3, 8)), rng.uniform(0, np.pi), rng.uniform(0, 1.0)
    aspect = log_uniform(rng, 1, 3)
    count = int(min(700, rng.uniform(0.5, 2.5) * size**2 / (4 * radius**2)))
    steps = np.arange(corners) * 2 * np.pi / corners
    for c in _colours(rng, count):
        turn, r = theta + rng.normal(0, spread), radius * (0.6 + rng.pareto(3))
        jitter = rng.normal(0, 0.15, corners)
        x, y = r * np.sqrt(aspect) * np.cos(steps + jitter), r / np.sqrt(aspect) * np.sin(steps + jitter)
        points = np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], 1)
        cv2.fillPoly(image, [_fixed(points + rng.uniform(0, size, 2))], c, cv2.LINE_AA, _SHIFT)
    known = {"scale": np.log2(radius), "elongation": np.log2(aspect), "density": count * 4 * radius**2 / size**2}
    return Picture(image, known | (angle(theta) if aspect > 1.6 and spread < 0.5 else {}))


def _path(flow: np.ndarray, start: np.ndarray, length: float, steps: int) -> np.ndarray:
    """Follows a field of directions from many starts at once; (starts, steps + 1, 2)."""
    size = flow.shape[0]
    points = [start]
    for _ in range(steps):
        x, y = np.clip(points[-1], 0, size - 1).astype(int).T
        theta = flow[y, x]
        points.append(points[-1] + np.stack([np.cos(theta), np.sin(theta)], 1) * length / steps)
    return np.stack(points, 1)


def _tones_at(rng: Generator, points: np.ndarray, tones: np.ndarray, jitter: float) -> list[tuple[float, ...]]:
    x, y = np.clip(points, 0, tones.shape[0] - 1).astype(int).T
    return [tuple(map(float, c)) for c in np.clip(tones[y, x] + rng.normal(0, jitter, (len(points), 3)), 0, 1)]


def _strokes(
    rng: Generator, image: np.ndarray, flow: np.ndarray, brush: tuple[float, float, int], of: tuple[np.ndarray, float] | None = None
) -> None:
    """Paints strokes of (width, length, count) along the flow, each a few bristles of slightly differing colour.

    Colours are random, or with `of` those of a picture amid the stroke, with a deviation.
    """
    width, length, count = brush
    size = image.shape[0]
    paths = _path(flow, rng.uniform(-0.05, 1.0, (count, 2)) * size, length, 5)
    bristles = int(np.clip(width / 2, 1, 4)) if rng.random() < 0.6 else 1
    thickness = max(1, round(width / bristles))
    shades = rng.normal(0, rng.uniform(0.02, 0.12), (count, bristles))
    colours = _colours(rng, count) if of is None else _tones_at(rng, paths[:, 2], *of)
    for path, c, shade in zip(paths, colours, shades):
        across = np.array([-(path[-1] - path[0])[1], (path[-1] - path[0])[0]]) / (length + 1e-6)
        for b in range(bristles):
            offset = across * (b - (bristles - 1) / 2) * thickness
            tone = tuple(float(np.clip(v + shade[b], 0, 1)) for v in c)
            cv2.polylines(image, [_fixed(path + offset)], False, tone, thickness, cv2.LINE_AA, _SHIFT)


def repaint(rng: Generator, tones: np.ndarray) -> Picture:
    """The colours of `tones` as two or three layers of strokes, each finer than the one before."""
    size = tones.shape[0]
    grey = cv2.GaussianBlur(tones.mean(-1), (0, 0), rng.uniform(2, 8))
    slopes = [cv2.GaussianBlur(s, (0, 0), rng.uniform(3, 10)) for s in _tensor(grey)]
    along = np.arctan2(2 * slopes[1], slopes[0] - slopes[2]) / 2 + np.pi / 2
    swirl = rng.uniform(0, np.pi) + noise(rng, size, rng.uniform(2, 5), 2) * rng.uniform(0.2, 2)
    flow = along if rng.random() < 0.5 else swirl
    width, aspect, jitter = log_uniform(rng, 3, 16), log_uniform(rng, 2, 9), rng.uniform(0, 0.1)
    image, layers, density = tones.copy(), int(rng.integers(2, 4)), rng.uniform(0.6, 2)
    for _ in range(layers):
        brush = width, width * aspect, int(min(700, density * size**2 / (width**2 * aspect)))
        _strokes(rng, image, flow, brush, (tones, jitter))
        width *= 0.6
    return Picture(image, {"scale": np.log2(width / 0.6), "elongation": np.log2(aspect), "density": density})


def _tensor(grey: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Products of the slopes at every pixel: xx, xy, yy."""
    x, y = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    return x * x, x * y, y * y


def _brush(rng: Generator, size: int) -> tuple[float, float, int]:
    width, aspect = log_uniform(rng, 1.5, 14), log_uniform(rng, 2.5, 9)
    count = int(min(1200, rng.uniform(0.7, 2.5) * size**2 / (width**2 * aspect)))
    return width, width * aspect, count


def _stroke_facts(brush: tuple[float, float, int], size: int) -> dict[str, float]:
    width, length, count = brush
    return {"scale": np.log2(width), "elongation": np.log2(length / width), "density": count * width * length / size**2}


def straight_strokes(rng: Generator, size: int) -> Picture:
    """Brush strokes in one direction."""
    image, theta, brush = _ground(rng, size), rng.uniform(0, np.pi), _brush(rng, size)
    flow = theta + noise(rng, size, 6, 2) * rng.uniform(0, 0.25)
    _strokes(rng, image, flow, brush)
    return Picture(image, _stroke_facts(brush, size) | angle(theta))


def curved_strokes(rng: Generator, size: int) -> Picture:
    """Brush strokes along a swirling flow."""
    image, brush, swirl = _ground(rng, size), _brush(rng, size), rng.uniform(0.5, 2.5)
    flow = rng.uniform(0, np.pi) + noise(rng, size, rng.uniform(2, 5), 2) * swirl
    _strokes(rng, image, flow, brush)
    return Picture(image, _stroke_facts(brush, size) | {"warp": swirl})


def filaments(rng: Generator, size: int) -> Picture:
    """Long thin curves that cross: a line network with junctions."""
    image, width, swirl = _ground(rng, size), int(rng.integers(1, 5)), rng.uniform(0.1, 2.0)
    count = int(rng.uniform(10, 90))
    theta, spread = rng.uniform(0, np.pi), rng.uniform(0, 1.5)
    starts = rng.uniform(-0.3, 1, (count, 2)) * size
    flow = noise(rng, size, rng.uniform(2, 6), 2) * swirl
    turns = theta + rng.normal(0, spread, count)
    for start, turn, c in zip(starts, turns, _colours(rng, count)):
        path = _path(flow + turn, start[None], rng.uniform(0.3, 1.2) * size, 24)[0]
        cv2.polylines(image, [_fixed(path)], False, c, width, cv2.LINE_AA, _SHIFT)
    known = {"scale": np.log2(width), "warp": swirl, "density": count / 50}
    return Picture(image, known | (angle(theta) if spread < 0.4 and swirl < 0.5 else {}))


def hatching(rng: Generator, size: int) -> Picture:
    """Parallel pen strokes, once or crossed, over tone that sets how dense they lie."""
    image, theta, spacing = _ground(rng, size), rng.uniform(0, np.pi), log_uniform(rng, 3, 16)
    ink, wobble = _colours(rng, 1)[0], rng.uniform(0, 0.06)
    turns = (theta,) if rng.random() < 0.5 else (theta, theta + rng.uniform(0.5, 1.6))
    tone = noise(rng, size, 3, 2)
    for turn in turns:
        along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
        for offset in np.arange(-0.75 * size, 0.75 * size, spacing):
            for begin in np.arange(-0.75 * size, 0.75 * size, size / 4):
                p = size / 2 + across * (offset + rng.normal(0, spacing * 0.15)) + along * begin
                x, y = np.clip(p, 0, size - 1).astype(int)
                if tone[y, x] < rng.normal(0.6, 0.6):
                    bend = along + rng.normal(0, wobble, 2)
                    cv2.line(image, _fixed(p).tolist(), _fixed(p + bend * size * rng.uniform(0.1, 0.28)).tolist(), ink,
                             max(1, round(spacing / 4)), cv2.LINE_AA, _SHIFT)
    known = {"scale": np.log2(spacing), "density": float(len(turns)), "warp": wobble * 20}
    return Picture(image, known | (angle(theta) if len(turns) == 1 else {}))


def spots(rng: Generator, size: int) -> Picture:
    """Points and discs scattered on a ground, some with rims."""
    image, radius = _ground(rng, size), log_uniform(rng, 1.2, 14)
    density = rng.uniform(0.05, 0.6)
    count = int(min(1500, density * size**2 / (3 * radius**2)))
    rim = rng.random() < 0.35
    radii = radius * np.exp(rng.normal(0, rng.uniform(0, 0.5), count))
    for centre, r, c in zip(_fixed(rng.uniform(0, size, (count, 2))), radii, _colours(rng, count)):
        thickness = max(1, round(radius / 4)) if rim else -1
        cv2.circle(image, centre.tolist(), int(r * (1 << _SHIFT)), c, thickness, cv2.LINE_AA, _SHIFT)
    return Picture(image, {"scale": np.log2(radius), "density": density * 4, "elongation": 0.0})


def scribbles(rng: Generator, size: int) -> Picture:
    """Writing-like rows of small looping curves."""
    image, height = _ground(rng, size), log_uniform(rng, 6, 28)
    ink, theta = _colours(rng, 1)[0], rng.uniform(0, np.pi)
    along, across = np.array([np.cos(theta), np.sin(theta)]), np.array([-np.sin(theta), np.cos(theta)])
    steps = np.arange(0, 1.5 * size, height / 6)
    for row in np.arange(-0.75 * size, 0.75 * size, height * 1.5):
        wave = np.cumsum(rng.normal(0, 1, (2, len(steps))), 1)
        wave -= np.stack([np.convolve(w, np.ones(9) / 9, "same") for w in wave])
        path = size / 2 + np.outer(steps - 0.75 * size + wave[0] * height / 5, along) + np.outer(row + wave[1] * height / 4, across)
        for part in np.array_split(path, max(1, len(path) // int(rng.integers(8, 30)))):
            cv2.polylines(image, [_fixed(part)], False, ink, max(1, round(height / 9)), cv2.LINE_AA, _SHIFT)
    return Picture(image, {"scale": np.log2(height)} | angle(theta))
