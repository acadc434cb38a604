"""Pictures drawn ahead by many processes into shared memory, and the rolling pool of them that training samples from."""

import multiprocessing
import threading
from dataclasses import dataclass
from multiprocessing.queues import Queue
from queue import Empty

import cv2
import numpy as np
import torch
from torch import Tensor

from pictures import catalogue
from pictures.picture import PARAMETERS

SIZE = 256
"""Side of the pictures that filters and channels' levels are measured on."""

_BLOCK = 4  # pictures a process hands over at once


def drawn(seed: int, number: int, size: int = SIZE) -> tuple[np.ndarray, int, np.ndarray]:
    """Picture `number` of a seed as 8-bit RGB, its family and its parameters; the same on every call."""
    family, picture = catalogue.draw(np.random.default_rng((seed, number)), size)
    return np.round(picture.pixels * 255).astype(np.uint8), family, picture.vector()


def _draw_ahead(memory: object, size: int, queues: tuple[Queue, Queue], seed: int, worker: int) -> None:
    """Fills free slots of the shared memory with blocks of pictures, for as long as the parent lives."""
    cv2.setNumThreads(1)
    rng = np.random.default_rng((seed, worker))
    slots = np.frombuffer(memory, np.uint8).reshape(-1, _BLOCK, 3, size, size)
    free, full = queues
    parent = multiprocessing.parent_process()
    while parent is not None and parent.is_alive():
        try:
            slot = free.get(timeout=5)
        except Empty:
            continue
        families, parameters = np.empty(_BLOCK, np.int64), np.empty((_BLOCK, len(PARAMETERS)), np.float32)
        for i in range(_BLOCK):
            families[i], picture = catalogue.draw(rng, size, catalogue.TRAINED)
            slots[slot, i] = np.round(picture.pixels * 255).transpose(2, 0, 1)
            parameters[i] = picture.vector()
        full.put((slot, families, parameters))


class Draughtsmen:
    """Processes that draw; they are spawned, so that they know nothing of the accelerator."""

    def __init__(self, seed: int, count: int, size: int):
        context = multiprocessing.get_context("spawn")
        self.size = size
        memory = context.RawArray("B", 3 * count * _BLOCK * 3 * size * size)
        self._slots = np.frombuffer(memory, np.uint8).reshape(-1, _BLOCK, 3, size, size)
        self._free, self._full = context.Queue(), context.Queue()
        for slot in range(len(self._slots)):
            self._free.put(slot)
        queues = self._free, self._full
        self._processes = [
            context.Process(target=_draw_ahead, args=(memory, size, queues, seed, worker), daemon=True) for worker in range(count)
        ]
        for process in self._processes:
            process.start()

    def take(self, timeout: float) -> tuple[Tensor, np.ndarray, np.ndarray]:
        """A copy of the next block that is ready: pixels, families, parameters."""
        slot, families, parameters = self._full.get(timeout=timeout)
        pixels = torch.from_numpy(self._slots[slot].copy())
        self._free.put(slot)
        return pixels, families, parameters

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
        for queue in (self._free, self._full):
            queue.cancel_join_thread()


@dataclass(frozen=True)
class Sample:
    """Pictures chosen for one step: pixels (n, 3, size, size) 8-bit, families (n,), parameters (n, k)."""

    pixels: Tensor
    families: Tensor
    parameters: Tensor


class Pool:
    """Up to `capacity` pictures on the device; a thread adds new ones as they come and then replaces the oldest."""

    def __init__(self, source: Draughtsmen, capacity: int, device: torch.device):
        self._source, self._capacity, self._device = source, capacity - capacity % _BLOCK, device
        self._pixels = torch.empty((self._capacity, 3, source.size, source.size), dtype=torch.uint8, device=device)
        self._families = np.empty(self._capacity, np.int64)
        self._parameters = np.empty((self._capacity, len(PARAMETERS)), np.float32)
        self.drawn = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._fill, daemon=True)
        self._thread.start()

    def _fill(self) -> None:
        stream = torch.cuda.Stream(self._device) if self._device.type == "cuda" else None
        while not self._ended.is_set():
            try:
                pixels, families, parameters = self._source.take(timeout=1)
            except Empty:
                continue
            at = self.drawn % self._capacity
            if stream is None:
                self._pixels[at : at + _BLOCK] = pixels
            else:  # on a stream of its own, so that it does not wait for the training steps queued
                with torch.cuda.stream(stream):
                    self._pixels[at : at + _BLOCK].copy_(pixels)
                stream.synchronize()
            self._families[at : at + _BLOCK], self._parameters[at : at + _BLOCK] = families, parameters
            self.drawn += _BLOCK

    def wait_for(self, count: int) -> None:
        while self.drawn < min(count, self._capacity):
            if not self._thread.is_alive():
                raise RuntimeError("No more pictures come")
            self._ended.wait(0.02)

    def sample(self, rng: np.random.Generator, count: int) -> Sample:
        """Pictures that will not be replaced soon: the device may look at them well after this call."""
        drawn, guard = self.drawn, self._capacity // 16
        if drawn + guard <= self._capacity:
            chosen = rng.integers(0, drawn, count)
        else:
            chosen = (drawn + guard + rng.integers(0, self._capacity - guard, count)) % self._capacity
            chosen = chosen if drawn >= self._capacity else chosen % drawn
        numbers = chosen, self._families[chosen], self._parameters[chosen]
        where, families, known = (torch.from_numpy(x).to(self._device, non_blocking=True) for x in numbers)
        return Sample(self._pixels[where], families, known)

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()
        self._source.stop()
