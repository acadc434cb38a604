"""Draws the learning curve of a log: the losses of each question, averaged over the heads."""

import argparse
import csv
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot  # noqa: E402


def draw(log: Path, out: Path) -> None:
    with open(log, newline="") as file:
        rows = list(csv.DictReader(file))
    steps = [int(row["step"]) for row in rows]
    questions = sorted({name.split("/")[1] for name in rows[0] if "/" in name})
    figure, axes = pyplot.subplots(figsize=(8, 5))
    for question in questions:
        columns = [name for name in rows[0] if name.endswith(f"/{question}")]
        axes.plot(steps, [sum(float(row[c]) for c in columns) / len(columns) for row in rows], label=question)
    axes.set(xlabel="step", ylabel="weighted loss, mean over heads", yscale="log")
    axes.legend()
    figure.tight_layout()
    figure.savefig(out, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    draw(args.log, args.out)


if __name__ == "__main__":
    main()
