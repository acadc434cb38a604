"""Trains the trunk on drawn pictures for a given time on an accelerator, and exports it.

Other processes draw; crops are made on the device. The learning rate is set by the clock: it warms up, falls along a cosine
and reaches zero when the time is over, so that every run ends fully decayed. Filters stay on a sphere, where the batch
normalisation leaves them anyway, and their rate is relative to its radius. --robust makes crops harder by one step up the
gradient of the loss before they are learned from, which smooths what the trunk does with small changes.
"""

import argparse
import csv
import math
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

import crops
import export
import network
import objective
import safetensors_file
from pool import Draughtsmen, Pool

_WARM_UP = 0.04  # of the time
_TELL_EVERY = 2.0  # seconds


class Clock:
    """What part of the time is over."""

    def __init__(self, seconds: float):
        self._begin, self._seconds = time.monotonic(), seconds

    def elapsed(self) -> float:
        return time.monotonic() - self._begin

    def part(self) -> float:
        return min(1.0, self.elapsed() / self._seconds)

    def rate(self) -> float:
        """Share of the full learning rate."""
        part = self.part()
        return min(1.0, (part + 1e-3) / _WARM_UP) * (1 + math.cos(math.pi * part)) / 2


class Training:
    """The state of a run: network, optimiser, pool."""

    def __init__(self, args: argparse.Namespace, pool: Pool, device: torch.device):
        self._args, self._pool = args, pool
        self._rng = np.random.default_rng(args.seed)
        trunk = network.TrainedTrunk(args.seed, network.Offsets(*args.offsets))
        if args.start is not None:
            trunk.begin_from(safetensors_file.read(args.start))
        self.reader = network.Reader(trunk, objective.ANSWERS, objective.dense_width).to(device)
        filters = [{"params": [w], "rate": args.rate * float(w.detach().square().mean().sqrt()), "weight_decay": 0.0}
                   for w in trunk.convolutions().values()]
        heads = [*self.reader.heads.parameters(), *self.reader.dense.parameters()]
        groups = [*filters, {"params": heads, "rate": args.head_rate, "weight_decay": 0.01}]
        self._optimiser = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98))

    def advance(self, clock: Clock) -> tuple[Tensor, int]:
        """One step; returns its losses, still on the device, and the number of crops."""
        side, count = self._size(clock.part())
        batch = crops.batch(self._pool.sample(self._rng, count // 2), side)
        wanted = objective.targets(batch)
        pixels = self._harder(batch, wanted) if self._args.robust > 0 else batch.pixels
        found = objective.losses(self.reader, pixels, batch, wanted)
        self._optimiser.zero_grad(set_to_none=True)
        found.sum().backward()
        for group in self._optimiser.param_groups:
            group["lr"] = group["rate"] * clock.rate()
        self._optimiser.step()
        self.reader.trunk.normalise()
        return found.detach(), count

    def _size(self, part: float) -> tuple[int, int]:
        """Side and number of crops: small ones first, then fewer larger ones of as many pixels."""
        small, large = self._args.sides
        side = small if part < self._args.small else large
        return side, 2 * max(8, int(self._args.batch / 2 * small**2 / side**2))

    def _harder(self, batch: crops.Batch, wanted: dict[str, Tensor]) -> Tensor:
        """The crops moved up the gradient by up to `robust` a pixel, root mean square; by how much differs among them."""
        filters = list(self.reader.trunk.convolutions().values())
        for weight in filters:
            weight.requires_grad_(False)
        length = self._args.robust * torch.rand(len(batch.pixels), 1, 1, 1, device=batch.pixels.device)
        pixels = (batch.pixels + torch.randn_like(batch.pixels) * length / 4).requires_grad_()
        gradient, = torch.autograd.grad(objective.losses(self.reader, pixels, batch, wanted).sum(), pixels)
        for weight in filters:
            weight.requires_grad_(True)
        root = gradient.square().mean((1, 2, 3), keepdim=True).sqrt()
        return (pixels.detach() + gradient * length / (root + 1e-20)).clamp(0, 1)


class Log:
    """Mean losses since the last line, on the console and as CSV."""

    def __init__(self, path: Path, device: torch.device):
        self._sums, self._steps, self._crops, self._lines = torch.zeros(len(objective.LOGGED), device=device), 0, 0, 0
        self._last = 0.0
        self._file = open(path, "w", newline="", buffering=1)
        self._writer = csv.writer(self._file)
        self._writer.writerow(["seconds", "step", "crops", "pictures", "total", *objective.LOGGED])
        self._step = self._all_crops = 0

    def add(self, found: Tensor, count: int) -> None:
        self._sums += found
        self._steps, self._crops = self._steps + 1, self._crops + count

    def tell(self, seconds: float, pictures: int) -> None:
        """Waits for the device; the losses of a run gone astray are not finite, and end it."""
        if self._steps == 0:
            return
        mean = (self._sums / self._steps).tolist()
        if not math.isfinite(sum(mean)):
            raise FloatingPointError(f"Losses are not finite after {seconds:.0f} s")
        self._step, self._all_crops = self._step + self._steps, self._all_crops + self._crops
        row = [round(seconds, 1), self._step, self._all_crops, pictures, round(sum(mean), 4)]
        self._writer.writerow([*row, *(round(v, 4) for v in mean)])
        if self._lines % 5 == 0:
            chosen = {n: round(v, 3) for n, v in zip(objective.LOGGED, mean) if n in _SHOWN}
            rate = self._crops / max(1e-3, seconds - self._last)
            print(f"{seconds:6.1f} s, step {self._step}, {self._all_crops} crops ({rate:.0f}/s), {pictures} pictures, "
                  f"loss {sum(mean):.3f} {chosen}", flush=True)
        self._sums.zero_()
        self._steps = self._crops = 0
        self._last, self._lines = seconds, self._lines + 1


_SHOWN = ("conv1_1/gram", "conv3_1/gram", "conv5_1/gram", "conv5_1/family", "conv2_1/flaw", "conv4_2/clean", "conv5_1/cells")


def train(args: argparse.Namespace, pool: Pool, device: torch.device) -> network.TrainedTrunk:
    """Trains until the time is over, or the losses are no numbers any more."""
    training, log = Training(args, pool, device), Log(args.out / "log.csv", device)
    pool.wait_for(args.first)
    clock, told = Clock(args.seconds), 0.0
    saved = 0.0
    while clock.part() < 1:
        log.add(*training.advance(clock))
        if clock.elapsed() - told > min(_TELL_EVERY, args.seconds / 5):
            log.tell(clock.elapsed(), pool.drawn)
            told = clock.elapsed()
        if clock.elapsed() - saved > args.save_every:
            save(training.reader.trunk, args)
            saved = clock.elapsed()
    log.tell(clock.elapsed(), pool.drawn)
    save(training.reader.trunk, args)
    return training.reader.trunk


def save(trunk: network.TrainedTrunk, args: argparse.Namespace) -> None:
    """What export.py needs, written beside the old file, then put in its place."""
    partial = args.out / "trunk.partial"
    torch.save({name: value.cpu() for name, value in trunk.state_dict().items()}, partial)
    partial.replace(args.out / "trunk.pt")


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for log.csv, trunk.pt and network.safetensors")
    parser.add_argument("--seconds", type=float, default=420, help="of training; drawing, starting and exporting come on top")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--start", type=Path, help="safetensors file of our own whose filters to start from, else random ones")
    parser.add_argument("--offsets", type=float, nargs=2, default=(0.5, 0.5), help="before the ReLU, at style layers and others")
    parser.add_argument("--robust", type=float, default=0.0, help="how far crops are made harder, e.g. 0.01")
    parser.add_argument("--sides", type=int, nargs=2, default=(96, 128), help="of small and large crops, multiples of 16")
    parser.add_argument("--small", type=float, default=0.6, help="part of the time for small crops")
    parser.add_argument("--batch", type=int, default=512, help="small crops in a step")
    parser.add_argument("--rate", type=float, default=0.01, help="of filters, relative to their elements")
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--workers", type=int, default=14, help="processes that draw")
    parser.add_argument("--size", type=int, default=320, help="of the pictures drawn")
    parser.add_argument("--pool", type=int, default=32768)
    parser.add_argument("--first", type=int, default=768, help="pictures to wait for")
    parser.add_argument("--measured", type=int, default=64, help="pictures that the export's levels are measured on")
    parser.add_argument("--save-every", type=float, default=60, help="seconds")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args(given)


def main() -> None:
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    men = Draughtsmen(args.seed, args.workers, args.size)
    device = torch.device(args.device)
    torch.backends.cudnn.benchmark = True
    torch.set_float32_matmul_precision("high")
    pool = Pool(men, args.pool, device)
    try:
        trunk = train(args, pool, device)
    finally:
        pool.stop()
    export.export(trunk, args.out / "network.safetensors", export.pictures(1000, args.measured).to(device))


if __name__ == "__main__":
    main()
