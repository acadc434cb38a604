"""Judges networks by what they paint, with the Oxford VGG19 as the judge that training never saw.

Pictures are painted as the plugin's preset balanced paints them: coarse to fine, the same loss, L-BFGS without line search.
For each pair of a photograph and a painting that is done with the Oxford network, with random filters and with the
networks to be judged. The content weight of the latter is adjusted until the content distance, as the Oxford network
sees it, is within a few percent of the Oxford run's. Reported is (S_content - S) / (S_content - S_oxford), S being the
style distance by the Oxford network: 1 is as good as painting with the judge itself, 0 is the untouched photograph.

Pairs are judged side by side in processes of their own. The last word has judge_pairs.py, where the plugin itself paints.
"""

import argparse
import json
import math
import multiprocessing
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional

import judge_pairs
import safetensors_file
import vgg
from judge_pairs import Verdict

STYLE_LAYERS = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
HELD_OUT_LAYERS = ("conv2_2", "conv3_3", "conv4_3")
CONTENT_LAYER = "conv4_2"
_FIRST_STEP, _LONGEST_STEP = 0.1 / 30, 0.1  # root mean square over pixels of 0..1
_MIN_CURVATURE = 1e-10


def gram(features: Tensor) -> Tensor:
    """Gram matrix F F^T / (H W) of (1, C, H, W)."""
    rows = features.flatten(2)[0]
    return rows @ rows.T / rows.shape[1]


def relative(x: Tensor, target: Tensor) -> Tensor:
    """Squared distance over the squared norm of the target."""
    return (x - target).square().sum() / target.square().sum()


class Distances:
    """Style and content distance of a picture, by one network, to one painting and one photograph."""

    def __init__(self, network: vgg.PlainVgg, content: Tensor, style: Tensor, layers: tuple[str, ...], replicate: bool):
        self._network, self._layers, self._replicate = network, layers, replicate
        with torch.no_grad():
            self._content = network.activations(content, [CONTENT_LAYER], replicate)[CONTENT_LAYER]
            self._grams = {n: gram(f) for n, f in network.activations(style, layers, replicate).items()}

    def of(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """The mean style distance, and the content distance."""
        found = self._network.activations(picture, (*self._layers, CONTENT_LAYER), self._replicate)
        styles = [relative(gram(found[n]), target) for n, target in self._grams.items()]
        return torch.stack(styles).mean(), relative(found[CONTENT_LAYER], self._content)


class Lbfgs:
    """Limited-memory BFGS without line search and with steps of bounded length, as the plugin's."""

    def __init__(self, history: int = 30):
        self._history = history
        self._pairs: list[tuple[Tensor, Tensor, Tensor]] = []
        self._step: Tensor | None = None
        self._gradient: Tensor | None = None

    def step(self, gradient: Tensor) -> Tensor:
        """The next step from a place with this gradient."""
        if self._step is None:
            step = -gradient * (_FIRST_STEP / _root_mean_square(gradient))
        else:
            self._learn(gradient)
            step = self._direction(gradient)
            step = step * (_LONGEST_STEP / _root_mean_square(step)).clamp(max=1)
        self._step, self._gradient = step, gradient
        return step

    def _learn(self, gradient: Tensor) -> None:
        change = gradient - self._gradient
        curvature = change @ self._step
        if curvature > _MIN_CURVATURE * self._step.norm() * self._gradient.norm():
            self._pairs = [*self._pairs[-self._history + 1 :], (self._step, change, 1 / curvature)]

    def _direction(self, gradient: Tensor) -> Tensor:
        step, weights = -gradient, []
        for moved, change, inverse in reversed(self._pairs):
            weights.append(inverse * (moved @ step))
            step = step - weights[-1] * change
        if self._pairs:
            _, change, inverse = self._pairs[-1]
            step = step / (inverse * (change @ change))
        for (moved, change, inverse), weight in zip(self._pairs, reversed(weights)):
            step = step + (weight - inverse * (change @ step)) * moved
        return step


def _root_mean_square(x: Tensor) -> Tensor:
    return x.square().mean().sqrt().clamp(min=1e-30)


def _resized(picture: Tensor, size: tuple[int, int]) -> Tensor:
    if tuple(picture.shape[2:]) == size:
        return picture
    return functional.interpolate(picture, size, mode="bicubic", align_corners=False, antialias=True)


def schedule(size: tuple[int, int], iterations: int, coarsest: int = 128) -> list[tuple[tuple[int, int], int]]:
    """Sizes that grow by the root of 2, and evaluations at each: half as many below the last, a third more at each further one."""
    scales, k = [(size, iterations)], 1
    while round(max(size) * 2 ** (-k / 2)) >= coarsest:
        smaller = tuple(max(32, round(extent * 2 ** (-k / 2))) for extent in size)
        scales.insert(0, (smaller, max(1, round(iterations * 0.5 * (4 / 3) ** (k - 1)))))
        k += 1
    return scales


@dataclass(frozen=True)
class Task:
    """One pair on the device and how hard to work on it."""

    content: Tensor
    style: Tensor
    iterations: int

    def style_beside(self, size: tuple[int, int]) -> Tensor:
        """The style at the area of the picture."""
        height, width = self.style.shape[2:]
        scale = math.sqrt(size[0] * size[1] / (height * width))
        return _resized(self.style, (round(height * scale), round(width * scale)))


def paint(network: vgg.PlainVgg, task: Task, content_weight: float) -> Tensor:
    """Minimises mean style distance + content weight * content distance from the photograph, coarse to fine."""
    change = None
    for size, evaluations in schedule(tuple(task.content.shape[2:]), task.iterations):
        content = _resized(task.content, size)
        distances = Distances(network, content, task.style_beside(size), STYLE_LAYERS, replicate=True)
        picture = content.clone() if change is None else content + functional.interpolate(change, size, mode="bicubic")
        optimiser = Lbfgs()
        for _ in range(evaluations):
            picture.requires_grad_()
            style, kept = distances.of(picture)
            gradient, = torch.autograd.grad(style + content_weight * kept, picture)
            picture = picture.detach() + optimiser.step(gradient.flatten()).view_as(picture)
        change = picture - content
    return picture.clamp(0, 1)


class Judge:
    """The Oxford network looking at one pair."""

    def __init__(self, oxford: vgg.PlainVgg, task: Task):
        style = task.style_beside(tuple(task.content.shape[2:]))
        self._seen = Distances(oxford, task.content, style, STYLE_LAYERS, replicate=False)
        self._held_out = Distances(oxford, task.content, style, HELD_OUT_LAYERS, replicate=False)

    @torch.no_grad()
    def verdict(self, picture: Tensor, content_weight: float) -> Verdict:
        picture = (picture * 255).round() / 255
        style, content = self._seen.of(picture)
        return Verdict(float(style), float(self._held_out.of(picture)[0]), float(content), content_weight)


def matched(judge: Judge, network: vgg.PlainVgg, task: Task, wanted: float, args: argparse.Namespace) -> tuple[Tensor, Verdict]:
    """Adjusts the content weight until the judged content distance is within the tolerance of the wanted one; the nearest try."""
    tries: list[Verdict] = []
    best: tuple[Tensor, Verdict] | None = None
    weight = args.start_weight
    for _ in range(args.tries):
        picture = paint(network, task, weight)
        found = judge.verdict(picture, weight)
        if not math.isfinite(found.content + found.style):
            found = Verdict(9.9, 9.9, 9.9, weight)
        tries.append(found)
        if best is None or abs(math.log(found.content / wanted)) < abs(math.log(best[1].content / wanted)):
            best = picture, found
        if abs(best[1].content / wanted - 1) <= args.tolerance:
            break
        weight = judge_pairs.next_weight(tries, wanted)
        if any(abs(math.log(weight / t.weight)) < 0.02 for t in tries):
            break
    assert best is not None
    return best


def load(path: Path, long_side: int) -> Tensor:
    """An RGB picture in 0..1 as (1, 3, H, W), scaled to the long side."""
    image = Image.open(path).convert("RGB")
    scale = long_side / max(image.size)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.LANCZOS)
    return torch.from_numpy(np.asarray(image).transpose(2, 0, 1).copy()).float().div(255)[None]


def _bytes(picture: Tensor) -> np.ndarray:
    return (picture[0].permute(1, 2, 0).cpu().numpy() * 255).round().astype(np.uint8)


def judge_pair(args: argparse.Namespace, content: Path, style: Path) -> list[tuple[dict, np.ndarray]]:
    """What is found of each network on one pair, and the pictures; the Oxford network's first."""
    torch.set_float32_matmul_precision("high")
    torch.set_num_threads(args.threads)
    device, begin = torch.device(args.device), time.monotonic()
    oxford = vgg.PlainVgg.load(args.oxford, device)
    task = Task(load(content, args.size).to(device), load(style, args.style_size).to(device), args.iterations)
    judge = Judge(oxford, task)
    untouched = judge.verdict(task.content, 0)
    picture = paint(oxford, task, args.oxford_weight)
    goal = judge.verdict(picture, args.oxford_weight)
    pair = f"{content.stem}, {style.stem}"
    common = {"pair": pair, "untouched": asdict(untouched), "oxford": asdict(goal)}
    found = [(common | {"network": "oxford", "share": 1.0, "held_out_share": 1.0, "kept": 1.0}, _bytes(picture))]
    for name in args.networks:
        tensors = vgg.random_weights(1) if name == "random" else safetensors_file.read(Path(name))
        picture, verdict = matched(judge, vgg.PlainVgg(tensors, device), task, goal.content, args)
        share = (untouched.style - verdict.style) / (untouched.style - goal.style)
        held_out = (untouched.held_out - verdict.held_out) / (untouched.held_out - goal.held_out)
        ratios = {"share": share, "held_out_share": held_out, "kept": verdict.content / goal.content}
        found.append((common | {"network": name} | ratios | asdict(verdict), _bytes(picture)))
        print(f"  {time.monotonic() - begin:5.1f} s  {pair}, {name}: share {share:.3f}, held out {held_out:.3f}, "
              f"content {ratios['kept']:.2f} of Oxford's, weight {verdict.weight:.3g}", flush=True)
    return found


def _short(name: str) -> str:
    path = Path(name)
    return path.parent.name if path.stem == "network" else path.stem


def report(args: argparse.Namespace, found: list[list[tuple[dict, np.ndarray]]]) -> str:
    """A table in Markdown, best network first: shares of all pairs, median, worst, held out, content distances."""
    lines = []
    for name in args.networks:
        rows = [record for pair in found for record, _ in pair if record["network"] == name]
        shares, held_out, kept = ([row[key] for row in rows] for key in ("share", "held_out_share", "kept"))
        lines.append((statistics.median(shares), f"| {_short(name)} | **{statistics.median(shares):.3f}** | {min(shares):.3f} | "
                      f"{statistics.median(held_out):.3f} | {' '.join(f'{s:.2f}' for s in shares)} | "
                      f"{' '.join(f'{s:.2f}' for s in held_out)} | {' '.join(f'{s:.2f}' for s in kept)} |"))
    pairs = "; ".join(pair[0][0]["pair"] for pair in found)
    titles = ("network", "median share", "least", "median held out", "shares", "held out", "content distance / Oxford's")
    head = f"| {' | '.join(titles)} |\n{'|---' * len(titles)}|"
    return "\n".join([f"Pairs: {pairs}", "", head, *(line for _, line in sorted(lines, reverse=True))])


def montage(pictures: list[np.ndarray], width: int = 384) -> Image.Image:
    """Pictures in rows of three."""
    sizes = [(width, round(p.shape[0] * width / p.shape[1])) for p in pictures]
    images = [Image.fromarray(p).resize(size, Image.Resampling.LANCZOS) for p, size in zip(pictures, sizes)]
    height = max(image.height for image in images)
    sheet = Image.new("RGB", (3 * width, -(-len(images) // 3) * height))
    for i, image in enumerate(images):
        sheet.paste(image, (i % 3 * width, i // 3 * height))
    return sheet


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("networks", nargs="+", help="safetensors files to judge, or the word random")
    parser.add_argument("--oxford", type=Path, required=True)
    parser.add_argument("--content", nargs="+", type=Path, required=True)
    parser.add_argument("--style", nargs="+", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", type=int, default=384, help="long side of what is painted")
    parser.add_argument("--style-size", type=int, default=512, help="long side the style is read at")
    parser.add_argument("--iterations", type=int, default=25, help="evaluations at the last scale")
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--tolerance", type=float, default=0.07)
    parser.add_argument("--oxford-weight", type=float, default=0.2, help="content weight of the Oxford run")
    parser.add_argument("--start-weight", type=float, default=0.35, help="content weight of the first try of the others")
    parser.add_argument("--processes", type=int, default=9)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser.parse_args(given)


def main() -> None:
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    jobs = [(args, content, style) for content in args.content for style in args.style]
    with multiprocessing.get_context("spawn").Pool(min(args.processes, len(jobs))) as processes:
        found = processes.starmap(judge_pair, jobs, chunksize=1)
    text = report(args, found)
    print(text, flush=True)
    (args.out / "judged.md").write_text(text + "\n")
    with open(args.out / "judged.jsonl", "w") as file:
        file.writelines(json.dumps(record) + "\n" for pair in found for record, _ in pair)
    for i, name in enumerate(["oxford", *args.networks]):
        montage([pair[i][1] for pair in found]).save(args.out / f"{_short(name)}.jpg", quality=90)


if __name__ == "__main__":
    main()
