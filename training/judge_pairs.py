"""Judges the built-in network by what the plugin paints with it, the Oxford network being the judge.

    python3 judge_pairs.py OUT --oxford FILE --content IMAGE... --style IMAGE... [--builtin FILE]

For each pair the plugin paints with the Oxford network, the built-in one and the random filters: same preset, same evaluations.
The content weight of the last two is adjusted until the content distance, as the Oxford network sees it, is within 10 % of the
Oxford run's; the closest try counts. Every run and verdict is kept in the folder OUT, so that a run of this script that
was broken off continues. Reported is (S_content - S) / (S_content - S_oxford), S being the mean style distance over
conv1_1 ... conv5_1 (each relative to the style's own Gram matrix), and the same over conv2_2, conv3_3, conv4_3. It needs nothing but Python.
"""

import argparse
import json
import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

STYLIZE = Path(__file__).resolve().parent.parent / "bin" / "stylize"
TOLERANCE = 0.1


@dataclass(frozen=True)
class Verdict:
    """What the Oxford network says of one picture."""

    style: float
    held_out: float
    content: float
    weight: float


@dataclass(frozen=True)
class Pair:
    """One content, one style, and how they are painted."""

    content: Path
    style: Path
    args: argparse.Namespace

    def name(self) -> str:
        return f"{self.content.stem}-{self.style.stem}-{self.args.size}-{self.args.iterations}"

    def painted(self, label: str, network: str, weight: float, *more: str) -> Verdict:
        """Paints and judges, unless that was done before."""
        picture = self.args.out / f"{self.name()}-{label}-{weight:.4g}.png"
        verdict = picture.with_suffix(".json")
        if not verdict.exists():
            common = [self.content, self.style, "-o", picture, "--size", self.args.size, "--preset", "balanced"]
            common += ["--network", network, "--content-weight", f"{weight:.4g}"]
            _stylize(common + list(more or self._steps()), picture.with_suffix(".log"))
            ruler = ["judge", self.content, self.style, picture, "--network", self.args.oxford, "--json", verdict]
            _stylize(ruler, picture.with_suffix(".judge.log"))
        found = json.loads(verdict.read_text())
        mean = {kind: _mean([d["gram"] for d in found[kind].values()]) for kind in ("fitted", "heldOut")}
        return Verdict(mean["fitted"], mean["heldOut"], found["content"], weight)

    def _steps(self) -> list[str]:
        return ["--iterations", str(self.args.iterations)]

    def untouched(self) -> Verdict:
        """The content at the size it is painted at: a run that nothing moves."""
        return self.painted("untouched", "random", 1, "--style-weight", "0", "--coarsest", "0", "--iterations", "1")

    def matched(self, label: str, network: str, wanted: float) -> Verdict:
        """The try whose content distance is nearest to the wanted one."""
        tries = [self.painted(label, network, self.args.start)]
        while len(tries) < self.args.tries and abs(_nearest(tries, wanted).content / wanted - 1) > TOLERANCE:
            weight = next_weight(tries, wanted)
            if any(abs(math.log(weight / t.weight)) < 0.02 for t in tries):
                break
            tries.append(self.painted(label, network, weight))
        return _nearest(tries, wanted)


def next_weight(tries: list[Verdict], wanted: float) -> float:
    """Where content distance would be as wanted, if it went like a power of the weight; bracketed once there are two sides."""
    over = [t for t in tries if t.content > wanted]  # too far from the content: more weight is needed
    under = [t for t in tries if t.content <= wanted]
    if over and under:
        low, high = max(over, key=lambda t: t.weight), min(under, key=lambda t: t.weight)
        part = math.log(low.content / wanted) / math.log(low.content / high.content)
        return low.weight * (high.weight / low.weight) ** min(max(part, 0.1), 0.9)
    nearest = _nearest(tries, wanted)
    return nearest.weight * min(max((nearest.content / wanted) ** 2.5, 0.02), 50)


def _nearest(tries: list[Verdict], wanted: float) -> Verdict:
    return min(tries, key=lambda t: abs(math.log(t.content / wanted)))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _stylize(arguments: list[object], log: Path) -> None:
    with open(log, "w") as file:
        subprocess.run([STYLIZE, *map(str, arguments)], check=True, stdout=file, stderr=file)


def judge(pair: Pair) -> None:
    """Prints one line of the table for each of the two networks."""
    untouched = pair.untouched()
    oxford = pair.painted("oxford", str(pair.args.oxford), pair.args.oxford_weight)
    for label, network in (("builtin", pair.args.builtin), ("random", "random")):
        found = pair.matched(label, network, oxford.content)
        share = (untouched.style - found.style) / (untouched.style - oxford.style)
        held = (untouched.held_out - found.held_out) / (untouched.held_out - oxford.held_out)
        print(
            f"| {pair.content.stem}, {pair.style.stem} | {label} | {share:.3f} | {held:.3f} | {found.style:.4f}"
            f" | {untouched.style:.4f} | {oxford.style:.4f} | {found.content / oxford.content:.2f} | {found.weight:.4g} |",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--oxford", type=Path, required=True)
    parser.add_argument("--content", nargs="+", type=Path, required=True)
    parser.add_argument("--style", nargs="+", type=Path, required=True)
    parser.add_argument("--builtin", default="builtin", help="network to judge, by default the one that comes with the plugin")
    parser.add_argument("--size", type=int, default=384)
    parser.add_argument("--iterations", type=int, default=100)
    parser.add_argument("--tries", type=int, default=4)
    parser.add_argument("--oxford-weight", type=float, default=0.2, help="content weight of the Oxford run")
    parser.add_argument("--start", type=float, default=1.0, help="content weight of the first try of the others")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    print("| pair | network | share | held out | S | S content | S Oxford | content distance / Oxford's | content weight |")
    print("|---|---|---|---|---|---|---|---|---|")
    for content in args.content:
        for style in args.style:
            judge(Pair(content, style, args))


if __name__ == "__main__":
    main()
