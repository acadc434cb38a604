"""Trains the trunk on drawn pictures; can be stopped and resumed, and logs to a CSV file.

The learning rate warms up, stays, and decays linearly to zero over the last steps. Where the decay begins can be given
(--decay-at) or decided while it runs by creating the file `decay` in the output folder.

Each of --workers processes computes on one thread with its own pictures, and the gradients are averaged: on a busy
machine this is several times faster than one process with as many threads, which wait for each other at every layer.
"""

import argparse
import csv
import os
import time
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.distributed as distributed
import torch.multiprocessing as multiprocessing

import crops
import objective
from network import READ_AT, Reader
from pool import Pool

_LOGGED = [f"{layer}/{question}" for layer in READ_AT for question in objective.ANSWERS]


class Training:
    """The state of a run: the network, its optimiser, the pool of pictures and the step."""

    def __init__(self, args: argparse.Namespace, rank: int):
        self._args, self._rank = args, rank
        self.step = 0
        self._decay_at: int | None = args.decay_at
        self._reader = Reader(args.seed, objective.ANSWERS)
        trunk, heads = list(self._reader.trunk.parameters()), list(self._reader.heads.parameters())
        groups = [
            {"params": [p for p in trunk if p.ndim > 1], "weight_decay": args.weight_decay, "share": 1.0},
            {"params": [p for p in trunk if p.ndim <= 1], "weight_decay": 0.0, "share": 1.0},
            {"params": heads, "weight_decay": 0.01, "share": args.head_rate / args.rate},
        ]
        self._optimiser = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98))
        self._checkpoint = args.out / "checkpoint.pt"
        first = self._resume() if self._checkpoint.exists() else 0
        self._pool = Pool(args.seed + 100 * rank, args.pool, first)

    def _resume(self) -> int:
        state = torch.load(self._checkpoint)
        self._reader.load_state_dict(state["reader"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.step, self._decay_at = state["step"], state["decay_at"]
        return state["pictures"]

    def save(self) -> None:
        """Writes the checkpoint beside the old one, then puts it in its place."""
        partial = self._checkpoint.with_suffix(".partial")
        torch.save({"reader": self._reader.state_dict(), "optimiser": self._optimiser.state_dict(), "step": self.step,
                    "decay_at": self._decay_at, "pictures": self._pool.first}, partial)
        partial.replace(self._checkpoint)

    def done(self) -> bool:
        return self._decay_at is not None and self.step >= self._decay_at + self._args.decay_steps

    def _agree_on_decay(self) -> None:
        """The first worker looks for the file `decay`; all begin to decay at the same step."""
        seen = torch.tensor([int(self._decay_at is None and (self._args.out / "decay").exists())])
        distributed.broadcast(seen, 0)
        if seen.item():
            self._decay_at = self.step

    def _rate(self) -> float:
        left = 1.0
        if self._decay_at is not None and self.step > self._decay_at:
            left = max(0.0, 1 - (self.step - self._decay_at) / self._args.decay_steps)
        return self._args.rate * min(1.0, (self.step + 1) / self._args.warmup) * left

    def advance(self) -> dict[str, float]:
        """One step; returns its losses."""
        if self.step % self._args.log_every == 0:
            self._agree_on_decay()
        rng = np.random.default_rng((self._args.seed, 1 + self._rank, self.step))
        self._pool.replace(self._args.fresh)
        batch = crops.batch(rng, self._pool.sample(rng, self._args.batch // 2), self._side(rng))
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate() * group["share"]
        found = objective.losses(self._reader(batch.pixels), batch)
        self._optimiser.zero_grad()
        torch.stack(list(found.values())).sum().backward()
        self._average_gradients()
        torch.nn.utils.clip_grad_norm_(self._reader.parameters(), 5.0)
        self._optimiser.step()
        self.step += 1
        return {name: float(value) for name, value in found.items()}

    def _average_gradients(self) -> None:
        gradients = [p.grad for p in self._reader.parameters()]
        flat = torch.cat([g.flatten() for g in gradients])
        distributed.all_reduce(flat)
        flat /= self._args.workers
        for gradient, part in zip(gradients, flat.split([g.numel() for g in gradients])):
            gradient.copy_(part.view_as(gradient))

    def _side(self, rng: np.random.Generator) -> int:
        return int(rng.choice(self._args.sides))


def _log(path: Path, row: list[object]) -> None:
    fresh = not path.exists()
    with open(path, "a", newline="") as file:
        writer = csv.writer(file)
        if fresh:
            writer.writerow(["step", "seconds", "total", *_LOGGED])
        writer.writerow(row)


def run(rank: int, args: argparse.Namespace) -> None:
    """One worker's loop; the first one logs (its own losses) and saves."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    distributed.init_process_group("gloo", f"file://{args.out.resolve()}/meeting", rank=rank, world_size=args.workers,
                                   timeout=timedelta(hours=6))
    training = Training(args, rank)
    begin = saved = time.time()
    sums = np.zeros(len(_LOGGED))
    while not training.done():
        found = training.advance()
        if rank > 0:
            continue
        sums += [found[name] for name in _LOGGED]
        if training.step % args.log_every == 0:
            mean = sums / args.log_every
            _log(args.out / "log.csv", [training.step, round(time.time() - begin), round(mean.sum(), 4), *mean.round(4)])
            sums[:] = 0
        if time.time() - saved > args.save_every:
            training.save()
            saved = time.time()
    if rank == 0:
        training.save()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoint and log; resumes what is there")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--batch", type=int, default=32, help="crops per step and worker")
    parser.add_argument("--sides", type=int, nargs="+", default=[64], help="crop sides, one drawn for each step")
    parser.add_argument("--pool", type=int, default=700)
    parser.add_argument("--fresh", type=int, default=2, help="pictures replaced at each step")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--head-rate", type=float, default=1e-2)
    parser.add_argument("--weight-decay", type=float, default=0.05)
    parser.add_argument("--warmup", type=int, default=100)
    parser.add_argument("--decay-at", type=int)
    parser.add_argument("--decay-steps", type=int, default=1000)
    parser.add_argument("--log-every", type=int, default=20)
    parser.add_argument("--save-every", type=float, default=120, help="seconds")
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    os.nice(19 - os.nice(0))
    (args.out / "meeting").unlink(missing_ok=True)
    (args.out / "pid").write_text(str(os.getpid()))
    multiprocessing.spawn(run, (args,), args.workers)


if __name__ == "__main__":
    main()
