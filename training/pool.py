"""A rolling pool of drawn pictures: a worker draws ahead, and every step replaces the oldest few."""

import multiprocessing
from dataclasses import dataclass
from queue import Full

import cv2
import numpy as np

from pictures import catalogue
from pictures.picture import PARAMETERS

SIZE = 256


def drawn(seed: int, number: int) -> tuple[np.ndarray, int, np.ndarray]:
    """Picture `number` of a seed as 8-bit RGB, its family and its parameters; the same on every call."""
    family, picture = catalogue.draw(np.random.default_rng((seed, number)), SIZE)
    return np.round(picture.pixels * 255).astype(np.uint8), family, picture.vector()


def _draw_ahead(queue: multiprocessing.Queue, seed: int, number: int) -> None:
    cv2.setNumThreads(1)
    parent = multiprocessing.parent_process()
    while parent is not None and parent.is_alive():
        picture = drawn(seed, number)
        number += 1
        while parent.is_alive():
            try:
                queue.put(picture, timeout=5)
                break
            except Full:
                continue


@dataclass(frozen=True)
class Sample:
    """Pictures chosen for one step: pixels (n, 256, 256, 3) 8-bit, families (n,), parameters (n, k)."""

    pixels: np.ndarray
    families: np.ndarray
    parameters: np.ndarray


class Pool:
    """Holds `capacity` pictures; what it holds at a step depends on the seed and the step only, not on timing."""

    def __init__(self, seed: int, capacity: int, first: int = 0):
        self._queue: multiprocessing.Queue = multiprocessing.Queue(64)
        self._worker = multiprocessing.Process(target=_draw_ahead, args=(self._queue, seed, first), daemon=True)
        self._worker.start()
        self._pixels = np.empty((capacity, SIZE, SIZE, 3), np.uint8)
        self._families = np.empty(capacity, np.int64)
        self._parameters = np.empty((capacity, len(PARAMETERS)), np.float32)
        self._next = 0
        self.first = first
        self.replace(capacity)

    def replace(self, count: int) -> None:
        """Replaces the `count` oldest pictures, waiting for the worker if it is behind."""
        for _ in range(count):
            self._pixels[self._next], self._families[self._next], self._parameters[self._next] = self._queue.get()
            self._next = (self._next + 1) % len(self._families)
            self.first += 1

    def sample(self, rng: np.random.Generator, count: int) -> Sample:
        chosen = rng.choice(len(self._families), count, replace=False)
        return Sample(self._pixels[chosen], self._families[chosen], self._parameters[chosen])
