"""Judges a network by what the plugin paints with it, the Oxford network being the judge.

    python3 judge_pairs.py OUT --oxford FILE --content IMAGE... --style IMAGE... [--network FILE] [--label NAME]

For each pair the plugin paints with the Oxford network and with the one that is judged: preset balanced, the same evaluations. The
content weight of the judged network is adjusted until the content distance, as the Oxford network sees it, is within 10 % of that of
the Oxford run; the closest try counts. OUT keeps every run and verdict by the name of the network, so that a run of this
script that was broken off continues, and the Oxford runs serve every network judged after them. `--label` names the judged network:
give each file its own.

A share is (S_content - S) / (S_content - S_network), S being the mean relative distance from the style: of Gram matrices over conv1_1 ...
conv5_1, of Gram matrices over conv2_2, conv3_3, conv4_3 (held out), or, without any network, of wavelet statistics (`wavelets.py`).
Structural similarity is that of the result to the content.
"""

import argparse
import json
import math
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import wavelets

STYLIZE = Path(__file__).resolve().parent.parent / "bin" / "stylize"
TOLERANCE = 0.1


@dataclass(frozen=True)
class Verdict:
    """What the Oxford network, and for two measures no network at all, say of one picture."""

    style: float
    held_out: float
    content: float
    weight: float
    wavelets: float = 0
    structure: float = 0


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    pair: str
    shares: tuple[float, float, float]
    oxford: Verdict
    found: Verdict

    def __str__(self) -> str:
        shares = " | ".join(f"{share:.3f}" for share in self.shares)
        structures = f"{self.found.structure:.2f} / {self.oxford.structure:.2f}"
        return f"| {self.pair} | {shares} | {structures} | {self.found.content / self.oxford.content:.2f} | {self.found.weight:.3g} |"


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
            common += ["--network", network, "--content-weight", f"{weight:.4g}", "--precision", "mixed"]
            self._stylize(common + list(more or ["--iterations", self.args.iterations]), picture.with_suffix(".log"))
            part = verdict.with_suffix(".part.json")
            ruler = ["judge", self.content, self.style, picture, "--network", self.args.oxford, "--json", part]
            self._stylize(ruler, picture.with_suffix(".judge.log"))
            os.replace(part, verdict)
        found = json.loads(verdict.read_text())
        mean = {kind: _mean([d["gram"] for d in found[kind].values()]) for kind in ("fitted", "heldOut")}
        away = wavelets.measure(picture, self.style)
        return Verdict(mean["fitted"], mean["heldOut"], found["content"], weight, away, found["structure"])

    def untouched(self) -> Verdict:
        """The content at the size at which it is painted: a run in which nothing pulls the pixels away."""
        return self.painted("untouched", self.args.oxford, 1, "--style-weight", "0", "--iterations", "1")

    def oxford(self) -> Verdict:
        return self.painted("oxford", self.args.oxford, self.args.oxford_weight)

    def matched(self, wanted: float) -> Verdict:
        """The try whose content distance is nearest to the wanted one."""
        tries = [self.painted(self.args.label, self.args.network, self.args.start)]
        while len(tries) < self.args.tries and abs(_nearest(tries, wanted).content / wanted - 1) > TOLERANCE:
            weight = next_weight(tries, wanted)
            if any(abs(math.log(weight / t.weight)) < 0.02 for t in tries):
                break
            tries.append(self.painted(self.args.label, self.args.network, weight))
        return _nearest(tries, wanted)

    def judged(self) -> Row:
        """The shares of the network on this pair."""
        untouched, oxford = self.untouched(), self.oxford()
        found = self.matched(oxford.content)
        shares = tuple(
            (getattr(untouched, kind) - getattr(found, kind)) / (getattr(untouched, kind) - getattr(oxford, kind))
            for kind in ("style", "held_out", "wavelets")
        )
        return Row(f"{self.content.stem}, {self.style.stem}", shares, oxford, found)

    def _stylize(self, arguments: list[object], log: Path) -> None:
        with open(log, "w") as file:
            subprocess.run([self.args.stylize, *map(str, arguments)], check=True, stdout=file, stderr=file)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--oxford", type=Path, required=True)
    parser.add_argument("--content", nargs="+", type=Path, required=True)
    parser.add_argument("--style", nargs="+", type=Path, required=True)
    parser.add_argument("--network", default="builtin", help="network to judge, by default the one that comes with the plugin")
    parser.add_argument("--label", default="builtin", help="name of that network in OUT")
    parser.add_argument("--oxford-only", action="store_true", help="only paint with the Oxford network, for later")
    parser.add_argument("--size", type=int, default=384)
    parser.add_argument("--iterations", type=int, default=25)
    parser.add_argument("--tries", type=int, default=3)
    parser.add_argument("--oxford-weight", type=float, default=0.2, help="content weight of the Oxford run")
    parser.add_argument("--start", type=float, default=0.2, help="content weight of the first try of the judged network")
    parser.add_argument("--stylize", type=Path, default=STYLIZE, help="the plugin's command line")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pairs = [Pair(content, style, args) for content in args.content for style in args.style]
    if args.oxford_only:
        for pair in pairs:
            pair.untouched(), pair.oxford()
        return
    print("| pair | share | held out | wavelets | structural similarity / Oxford's | content distance / Oxford's | content weight |")
    print("|---|---|---|---|---|---|---|")
    rows = []
    for pair in pairs:
        rows.append(pair.judged())
        print(rows[-1], flush=True)
    medians = " | ".join(f"**{median(row.shares[kind] for row in rows):.3f}**" for kind in range(3))
    leasts = " | ".join(f"{min(row.shares[kind] for row in rows):.3f}" for kind in range(3))
    print(f"| median | {medians} | | | |\n| least | {leasts} | | | |")


if __name__ == "__main__":
    main()
