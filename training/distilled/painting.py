"""Pictures that the student paints during its training: what the optimiser will ask it about.

A student that saw only ordinary pictures meets, in a transfer, pictures that lower its own loss but not the teacher's.
Therefore half of each batch comes from such pictures, with the teacher's features as targets.
"""

import torch
from numpy.random import Generator
from torch import Tensor
from torch.nn import functional

from .crops import Crops
from .student import Student
from .vgg import gram

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
CONTENT_LAYER = "conv4_2"
CONTENT_WEIGHTS = (0.02, 0.05, 0.1, 0.2, 0.5)
EVALUATIONS = (6, 12, 24, 40)
SNAPSHOTS = (3, 6, 12, 24)
SIDES = (96, 128, 160)


class Pool:
    """The most recent painted pictures, as RGB from 0 to 1, shapes (3, H, W)."""

    def __init__(self, crops: Crops, rng: Generator, capacity: int = 320):
        self._crops, self._rng, self._capacity = crops, rng, capacity
        self._pictures: list[Tensor] = []

    def __len__(self) -> int:
        return len(self._pictures)

    def paint(self, student: Student) -> None:
        """Paints a content in a style with L-BFGS, and keeps the last picture and some on the way."""
        rng = self._rng
        side = int(rng.choice(SIDES))
        content, style = self._crops.batch(1, side), self._crops.batch(1, side)
        weight, evaluations = float(rng.choice(CONTENT_WEIGHTS)), int(rng.choice(EVALUATIONS))
        student.requires_grad_(False)
        kept = _painted(student, content, style, self._start(content), weight, evaluations)
        student.requires_grad_(True)
        self._pictures += [picture.clamp(0, 1)[0] for picture in kept if torch.isfinite(picture).all()]
        del self._pictures[: -self._capacity]

    def _start(self, content: Tensor) -> Tensor:
        """The content, noise, or an earlier picture enlarged, as a run from coarse to fine starts its next scale."""
        chance = self._rng.random()
        if chance < 0.15:
            return torch.rand_like(content)
        if chance < 0.4 and self._pictures:
            earlier = self._pictures[self._rng.integers(len(self._pictures))]
            return functional.interpolate(earlier[None], content.shape[2:], mode="bicubic", align_corners=False).clamp(0, 1)
        return content.clone()

    def batch(self, count: int, side: int) -> Tensor:
        """Returns windows of random pictures, mirrored and turned at random, shape (count, 3, side, side)."""
        rng, found = self._rng, []
        for _ in range(count):
            picture = self._pictures[rng.integers(len(self._pictures))]
            top, left = (int(rng.integers(length - side + 1)) for length in picture.shape[1:])
            window = picture[:, top : top + side, left : left + side]
            found.append(torch.rot90(window.flip(2) if rng.random() < 0.5 else window, int(rng.integers(4)), (1, 2)))
        return torch.stack(found)


def _painted(student: Student, content: Tensor, style: Tensor, start: Tensor, weight: float, evaluations: int) -> list[Tensor]:
    with torch.no_grad():
        wanted = {layer: gram(f) for layer, f in student(style, STYLE_LAYERS).items()}
        kept_content = student(content, (CONTENT_LAYER,))[CONTENT_LAYER]
    pixels, snapshots, count = start.requires_grad_(True), [], 0
    optimiser = torch.optim.LBFGS([pixels], max_iter=evaluations, history_size=20, tolerance_grad=0, tolerance_change=0)

    def evaluate() -> Tensor:
        nonlocal count
        optimiser.zero_grad()
        features = student(pixels, (*STYLE_LAYERS, CONTENT_LAYER))
        distances = [relative(gram(features[layer]), wanted[layer]) for layer in STYLE_LAYERS]
        loss = sum(distances) / len(distances) + weight * relative(features[CONTENT_LAYER], kept_content)
        loss.backward()
        count += 1
        if count in SNAPSHOTS:
            snapshots.append(pixels.detach().clone())
        return loss

    optimiser.step(evaluate)
    return [*snapshots, pixels.detach().clone()]


def relative(found: Tensor, wanted: Tensor) -> Tensor:
    """Returns the squared error, divided by the squared norm of what is wanted."""
    return (found - wanted).square().sum() / wanted.square().sum()
