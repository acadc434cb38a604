"""Trains the student; an interrupted run continues from its checkpoint.

    python3 -m distilled.distil TEACHER.safetensors OUT --hours 3

OUT receives student.safetensors (for the plugin), checkpoint.pt and log.csv.
"""

import argparse
import csv
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from pictures import catalogue

from . import photographs
from . import student as students
from .basis import Basis, measure
from .crops import Crops
from .painting import Pool
from .student import Student
from .vgg import LAYERS, Vgg, gram

READ = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv4_2", "conv5_1", "conv1_2", "conv3_2", "conv4_3")
"""The layers that the presets balanced and strokes read; the other ones count less."""

OTHER_WEIGHT = 0.3
GRAM_WEIGHT = 0.3
BATCH = 16
SIDES = (48, 64, 64, 80, 96)
ORDINARY_STEPS = 300  # the first steps see ordinary crops only
PAINT_EVERY = 12
RATE = 1.5e-3
AVERAGING = 0.999
REPORT_EVERY = 100


def drawn(count: int, size: int, seed: int) -> list[np.ndarray]:
    """Returns pictures drawn by code, RGB of 8 bits, shape (size, size, 3)."""
    cv2.setNumThreads(1)
    families = catalogue.TRAINED
    pictures = (catalogue.draw(np.random.default_rng((seed, i)), size, families)[1].pixels for i in range(count))
    return [np.round(picture * 255).astype(np.uint8) for picture in pictures]


class Training:
    """The state of a training: the student, its average, the optimiser, and the number of steps."""

    def __init__(self, teacher: Vgg, crops: Crops, pool: Pool, bases: dict[str, Basis]):
        self._teacher, self._crops, self._pool, self.bases = teacher, crops, pool, bases
        self.student, self.average = Student(), Student()
        self.average.load_state_dict(self.student.state_dict())
        self._optimiser = torch.optim.Adam(self.student.parameters(), RATE, betas=(0.9, 0.99))
        self.steps, self.seconds = 0, 0.0

    def step(self, rate: float, rng: np.random.Generator) -> np.ndarray:
        """Trains on one batch; returns the relative squared errors: rows ordinary and painted, a column a layer."""
        side = int(rng.choice(SIDES))
        if self.steps >= ORDINARY_STEPS and self.steps % PAINT_EVERY == 0:
            self._pool.paint(self.student)
        half = BATCH // 2
        second = self._pool.batch(half, side) if len(self._pool) else self._crops.batch(half, side)
        rgb = torch.cat([self._crops.batch(half, side), second])
        with torch.no_grad():
            seen = self._teacher.features(rgb)
            wanted = {layer: self.bases[layer].targets(seen[layer]) for layer in LAYERS}
        found = self.student(rgb)
        errors = {layer: _relative(found[layer], wanted[layer]) for layer in LAYERS}
        loss = sum(_weight(layer) * (errors[layer].mean() + GRAM_WEIGHT * _gram_error(found[layer], wanted[layer])) for layer in LAYERS)
        for group in self._optimiser.param_groups:
            group["lr"] = rate
        self._optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), 5.0)
        self._optimiser.step()
        self.steps += 1
        self._follow()
        with torch.no_grad():
            return np.array([[float(part.mean()) for layer in LAYERS for part in [errors[layer][rows]]] for rows in (slice(half), slice(half, None))])

    @torch.no_grad()
    def _follow(self) -> None:
        decay = min(AVERAGING, (1 + self.steps) / (10 + self.steps))
        for mean, value in zip(self.average.parameters(), self.student.parameters()):
            mean.lerp_(value, 1 - decay)

    def save(self, folder: Path) -> None:
        """Writes the checkpoint and the file for the plugin, each beside its place first."""
        state = {
            "student": self.student.state_dict(), "average": self.average.state_dict(), "optimiser": self._optimiser.state_dict(),
            "bases": {layer: tuple(basis) for layer, basis in self.bases.items()}, "steps": self.steps, "seconds": self.seconds,
        }  # fmt: skip
        torch.save(state, folder / "checkpoint.part")
        (folder / "checkpoint.part").replace(folder / "checkpoint.pt")
        students.export(self.average, self.bases, folder / "student.part")
        (folder / "student.part").replace(folder / "student.safetensors")

    def load(self, state: dict) -> None:
        self.student.load_state_dict(state["student"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.steps, self.seconds = state["steps"], state["seconds"]


def _weight(layer: str) -> float:
    return 1.0 if layer in READ else OTHER_WEIGHT


def _relative(found: Tensor, wanted: Tensor) -> Tensor:
    """Relative squared error of each crop; the norm is the batch's, so that a flat crop does not count without limit."""
    return (found - wanted).square().mean((1, 2, 3)) / wanted.square().mean()


def _gram_error(found: Tensor, wanted: Tensor) -> Tensor:
    target = gram(wanted)
    return (gram(found) - target).square().sum((1, 2)).mean() / target.square().sum((1, 2)).mean()


def learning_rate(part: float, steps: int) -> float:
    """Rises over 100 steps, and falls to zero with the part of the time that has passed."""
    return RATE * min(1.0, (steps + 1) / 100) * max(1 - part, 1e-3) ** 0.7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hours", type=float, default=3)
    parser.add_argument("--end", type=float, help="Unix time at which the training ends, instead of --hours")
    parser.add_argument("--photographs", type=Path, nargs="*", default=[Path("/")], help="folders with installed or unpacked packages")
    parser.add_argument("--drawn", type=int, default=240, help="pictures drawn by code")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    train(args)


def train(args: argparse.Namespace) -> None:
    checkpoint = args.out / "checkpoint.pt"
    state = torch.load(checkpoint) if checkpoint.exists() else None
    rng = np.random.default_rng((args.seed, state["steps"] if state else 0))
    # A photograph counts as much as several drawn pictures: it has more detail.
    pictures = 6 * photographs.read(args.photographs) + drawn(args.drawn, 400, args.seed)
    print(f"{len(pictures)} pictures", flush=True)
    crops, teacher = Crops(pictures, rng), Vgg(args.teacher)
    bases = {k: Basis(*v) for k, v in state["bases"].items()} if state else measure(teacher, crops, students.WIDTHS)
    print("energy kept", {layer: round(basis.energy, 3) for layer, basis in bases.items()}, flush=True)
    training = Training(teacher, crops, Pool(crops, rng), bases)
    if state:
        training.load(state)
    _run(training, args, rng)


def _run(training: Training, args: argparse.Namespace, rng: np.random.Generator) -> None:
    before, begun = training.seconds, time.time()
    end = args.end or begun - before + args.hours * 3600
    recent: list[np.ndarray] = []
    with open(args.out / "log.csv", "a", newline="") as file:
        log = csv.writer(file)
        if file.tell() == 0:
            log.writerow(["step", "seconds", *(f"{kind}/{layer}" for kind in ("ordinary", "painted") for layer in LAYERS)])
        while time.time() < end:
            training.seconds = before + time.time() - begun
            part = training.seconds / (before + end - begun)
            recent.append(training.step(learning_rate(part, training.steps), rng))
            if training.steps % REPORT_EVERY == 0:
                errors = np.mean(recent, 0)
                log.writerow([training.steps, round(training.seconds), *np.round(errors, 5).ravel()])
                file.flush()
                print(training.steps, f"{training.seconds:.0f} s", np.round(errors[:, [LAYERS.index(k) for k in READ]], 3).tolist(), flush=True)
                recent = []
            if training.steps % (5 * REPORT_EVERY) == 0:
                training.save(args.out)
    training.save(args.out)


if __name__ == "__main__":
    main()
