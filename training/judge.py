"""Judges a network by what it paints, with the Oxford VGG19 as the judge that training never saw.

For each pair of a photograph and a painting the same optimisation is run with the Oxford network, with random filters
and with the trained trunk. The content weight of the last two is adjusted until the content distance, as the Oxford
network sees it, is within 10 % of the Oxford run's. Reported is (S_content - S) / (S_content - S_oxford), S being the
style distance by the Oxford network: 1 is as good as painting with the judge itself, 0 is the untouched photograph.
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

import vgg

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
HELD_OUT_LAYERS = ("conv2_2", "conv3_3", "conv4_3")
CONTENT_LAYER = "conv4_2"
_LOSS_SCALE = 1e5  # keeps gradients by pixels of 0..255 above L-BFGS's absolute curvature threshold


def gram(features: Tensor) -> Tensor:
    """Gram matrix F F^T / (H W) of (1, C, H, W)."""
    rows = features.flatten(2)[0]
    return rows @ rows.T / rows.shape[1]


def relative(x: Tensor, target: Tensor) -> Tensor:
    """Squared distance over the squared norm of the target."""
    return (x - target).square().sum() / target.square().sum()


class Distances:
    """Style and content distance of a picture, by one network, to one painting and one photograph."""

    def __init__(self, network: vgg.PlainVgg, content: Tensor, style: Tensor, style_layers: tuple[str, ...]):
        self._network, self._layers = network, style_layers
        with torch.no_grad():
            self._content = network.activations(content, [CONTENT_LAYER])[CONTENT_LAYER]
            self._grams = {n: gram(f) for n, f in network.activations(style, style_layers).items()}

    def of(self, picture: Tensor) -> tuple[list[Tensor], Tensor]:
        """The style distance at each layer, and the content distance."""
        found = self._network.activations(picture, (*self._layers, CONTENT_LAYER))
        styles = [relative(gram(found[n]), target) for n, target in self._grams.items()]
        return styles, relative(found[CONTENT_LAYER], self._content)


def stylise(distances: Distances, start: Tensor, content_weight: float, evaluations: int) -> Tensor:
    """Minimises mean style distance + content weight * content distance with L-BFGS from the photograph."""
    pixels = vgg.preprocess(start).requires_grad_()
    mean = torch.tensor(vgg.MEAN_BGR).view(1, 3, 1, 1)
    optimiser = torch.optim.LBFGS([pixels], max_iter=evaluations, max_eval=evaluations, history_size=50,
                                  tolerance_grad=0, tolerance_change=0, line_search_fn="strong_wolfe")

    def rgb() -> Tensor:
        return (pixels + mean).flip(1) / 255

    def loss() -> Tensor:
        optimiser.zero_grad()
        styles, content = distances.of(rgb())
        value = _LOSS_SCALE * (sum(styles) / len(styles) + content_weight * content)
        value.backward()
        return value

    optimiser.step(loss)
    return rgb().detach().clamp(0, 1)


@dataclass(frozen=True)
class Verdict:
    """What the judge says of one picture."""

    style: float
    content: float
    held_out: float
    layers: list[float]
    content_weight: float


class Judge:
    """The Oxford network looking at one pair."""

    def __init__(self, oxford: vgg.PlainVgg, content: Tensor, style: Tensor):
        self._seen = Distances(oxford, content, style, STYLE_LAYERS)
        self._held_out = Distances(oxford, content, style, HELD_OUT_LAYERS)

    @torch.no_grad()
    def verdict(self, picture: Tensor, content_weight: float) -> Verdict:
        styles, content = self._seen.of(picture)
        held, _ = self._held_out.of(picture)
        return Verdict(float(sum(styles)) / len(styles), float(content), float(sum(held)) / len(held),
                       [round(float(s), 4) for s in styles], content_weight)


@dataclass(frozen=True)
class Task:
    """One pair and how hard to work on it."""

    content: Tensor
    style: Tensor
    evaluations: int
    tries: int


def match_content(judge: Judge, network: vgg.PlainVgg, task: Task, wanted: float, weight: float) -> tuple[Tensor, Verdict]:
    """Adjusts the content weight until the judged content distance is within 10 % of the wanted one; keeps the closest."""
    distances = Distances(network, task.content, task.style, STYLE_LAYERS)
    seen: list[tuple[float, float]] = []
    best: tuple[Tensor, Verdict] | None = None
    for _ in range(task.tries):
        picture = stylise(distances, task.content, weight, task.evaluations)
        verdict = judge.verdict(picture, weight)
        print(f"    weight {weight:.4g}: style {verdict.style:.4f} content {verdict.content:.3f} {verdict.layers}", flush=True)
        if best is None or abs(np.log(verdict.content / wanted)) < abs(np.log(best[1].content / wanted)):
            best = picture, verdict
        if abs(best[1].content / wanted - 1) <= 0.05:
            break
        seen.append((np.log(weight), np.log(verdict.content)))
        weight = float(np.exp(_next_log_weight(seen, float(np.log(wanted)))))
    assert best is not None
    return best


def _next_log_weight(seen: list[tuple[float, float]], wanted: float) -> float:
    """Secant step in log-log; the first step assumes content distance ~ weight^-0.4."""
    slope = -0.4
    if len(seen) > 1 and abs(seen[-1][0] - seen[-2][0]) > 1e-6:
        slope = min((seen[-1][1] - seen[-2][1]) / (seen[-1][0] - seen[-2][0]), -0.1)
    return seen[-1][0] + float(np.clip((wanted - seen[-1][1]) / slope, -3, 3))


def load(path: Path, long_side: int) -> Tensor:
    """An RGB picture in 0..1 as (1, 3, H, W), scaled to the long side."""
    image = Image.open(path).convert("RGB")
    scale = long_side / max(image.size)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    return torch.from_numpy(np.asarray(image).transpose(2, 0, 1).copy()).float().div(255)[None]


def save(picture: Tensor, path: Path) -> None:
    array = (picture[0].permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)
    Image.fromarray(array).save(path)


def _networks(args: argparse.Namespace) -> dict[str, vgg.PlainVgg]:
    networks = {} if args.no_random else {"random": vgg.PlainVgg(vgg.random_weights(args.seed))}
    return networks | {path.stem: vgg.PlainVgg.load(path) for path in args.weights}


def _oxford_run(args: argparse.Namespace, judge: Judge, oxford: vgg.PlainVgg, task: Task, key: str) -> Verdict:
    """The Oxford run of a pair, remembered in the output folder."""
    memory = args.out / f"{key}-oxford.json"
    if memory.exists():
        return Verdict(**json.loads(memory.read_text()))
    distances = Distances(oxford, task.content, task.style, STYLE_LAYERS)
    picture = stylise(distances, task.content, args.content_weight, task.evaluations)
    verdict = judge.verdict(picture, args.content_weight)
    save(picture, args.out / f"{key}-oxford.png")
    memory.write_text(json.dumps(asdict(verdict)))
    return verdict


def judge_pair(args: argparse.Namespace, oxford: vgg.PlainVgg, content: Path, style: Path) -> None:
    """Judges all networks on one pair, prints a line for each and appends it to the results."""
    key = f"{content.stem}-{style.stem}-{args.size}-{args.evaluations}"
    task = Task(load(content, args.size), load(style, args.size), args.evaluations, args.tries)
    judge = Judge(oxford, task.content, task.style)
    untouched = judge.verdict(task.content, 0)
    best = _oxford_run(args, judge, oxford, task, key)
    print(f"{key}: content {untouched.style:.4f} {untouched.layers}; oxford {best.style:.4f} content {best.content:.3f} {best.layers}", flush=True)
    for name, network in _networks(args).items():
        begin = time.time()
        picture, verdict = match_content(judge, network, task, best.content, args.start_weight)
        save(picture, args.out / f"{key}-{name}.png")
        share = (untouched.style - verdict.style) / (untouched.style - best.style)
        held = (untouched.held_out - verdict.held_out) / (untouched.held_out - best.held_out)
        print(f"  {name}: share {share:.3f} held-out {held:.3f} content {verdict.content / best.content:.3f} of oxford's, {time.time() - begin:.0f} s", flush=True)
        record = {"pair": key, "network": name, "share": share, "held_out_share": held, "untouched": untouched.style, "oxford": asdict(best)} | asdict(verdict)
        with open(args.out / "judged.jsonl", "a") as file:
            file.write(json.dumps(record) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", nargs="*", type=Path, help="safetensors files to judge")
    parser.add_argument("--oxford", type=Path, required=True)
    parser.add_argument("--content", nargs="+", type=Path, required=True)
    parser.add_argument("--style", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=384)
    parser.add_argument("--evaluations", type=int, default=100)
    parser.add_argument("--tries", type=int, default=4)
    parser.add_argument("--content-weight", type=float, default=0.05, help="of the Oxford run")
    parser.add_argument("--start-weight", type=float, default=0.05, help="first try of the other networks")
    parser.add_argument("--no-random", action="store_true")
    parser.add_argument("--seed", type=int, default=1, help="of the random filters")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    oxford = vgg.PlainVgg.load(args.oxford)
    for content in args.content:
        for style in args.style:
            judge_pair(args, oxford, content, style)


if __name__ == "__main__":
    main()
