"""Learns the trunk layer by layer without gradients: filters are differences of whitened patches seen in drawn pictures.

At each layer nineteen of twenty filters are a patch of the layer's input (3 x 3 x channels) minus another, both whitened by the
patches' principal components; the rest are smooth random kernels. Batch normalisation with the statistics of the drawn
pictures and a positive offset follows, and the next layer learns from what comes out. Whitening makes filters differ: without
it nearly all are blobs, because a picture's energy is in its slow changes. The offset is large where no style loss looks, so
that those layers pass on nearly linearly what they get, and small in conv1_1, conv2_1, ... conv5_1: a stack of thirteen
layers that are off half the time is a rugged loss, a stack of five is not.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

import export
import safetensors_file
import vgg
from network import Offsets, TrainedTrunk


@dataclass(frozen=True)
class Recipe:
    """How filters are made; offsets are in standard deviations of the responses, before the ReLU."""

    share: float = 0.95
    style_offset: float = 0.3
    offset: float = 2.0
    components: int = 320
    floor: float = 0.004
    patches: int = 12000


def patches(features: Tensor, count: int) -> Tensor:
    """Random 3x3 patches of (n, C, H, W), edges repeated; shape (count, 9 C)."""
    padded = nn.functional.pad(features.float(), (1, 1, 1, 1), mode="replicate")
    pictures, channels, height, width = padded.shape
    n, y, x = (torch.randint(0, high, (count,)).tolist() for high in (pictures, height - 2, width - 2))
    found = torch.empty(count, channels, 3, 3)
    for i, (a, b, c) in enumerate(zip(n, y, x)):
        found[i] = padded[a, :, b : b + 3, c : c + 3]
    return found.flatten(1)


def components(centred: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Variances and directions, as columns, of the first principal components of the rows, by subspace iteration."""
    wanted = min(count, centred.shape[1])
    basis = torch.linalg.qr(torch.randn(centred.shape[1], min(wanted + 16, centred.shape[1])))[0]
    for _ in range(4):
        basis = torch.linalg.qr(centred.T @ (centred @ basis) / len(centred))[0]
    seen = centred @ basis
    variances, turn = torch.linalg.eigh(seen.T @ seen / len(centred))
    return variances.flip(0)[:wanted].clamp(min=1e-12), (basis @ turn.flip(1))[:, :wanted]


def exemplars(rows: Tensor, count: int, recipe: Recipe) -> Tensor:
    """Filters whose response is the inner product with a difference of two whitened patches; shape (count, 9 C)."""
    centred = rows - rows.mean(0)
    variances, directions = components(centred, recipe.components)
    gain = (variances / variances[0] + recipe.floor).rsqrt()
    first, second = (((centred @ directions) * gain)[torch.randperm(len(rows))[: 2 * count]]).chunk(2)
    difference = nn.functional.normalize(first - second, dim=1)
    return (difference * gain) @ directions.T


def kernels(features: Tensor, convolution: nn.Conv2d, recipe: Recipe) -> Tensor:
    """Filters for the convolution: exemplars first, the random ones it already has after; all of norm sqrt 2.

    Two patches of a flat place do not differ and make no filter; there the random one stays.
    """
    learned = int(convolution.out_channels * recipe.share)
    found = exemplars(patches(features, recipe.patches), learned, recipe)
    norm, random = found.square().sum(1, keepdim=True).div(2).sqrt(), convolution.weight.data
    filters = torch.where(norm > 0, found / norm, random[:learned].flatten(1))
    return torch.cat([filters.view(learned, -1, 3, 3), random[learned:]])


@torch.no_grad()
def learn(seed: int, seen: Tensor, recipe: Recipe = Recipe()) -> TrainedTrunk:
    """A trunk learned from the pictures, in evaluation mode."""
    trunk = TrainedTrunk(seed, Offsets(recipe.style_offset, recipe.offset)).train()
    x = trunk.prepare(seen)
    for name, layer in trunk.layers.items():
        convolution, norm, _ = layer
        if vgg.starts_block(name):
            x = nn.functional.max_pool2d(x, 2)
        convolution.weight.data.copy_(kernels(x, convolution, recipe))
        norm.momentum = None  # the running statistics are those of these pictures
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = layer(x)
    return trunk.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pictures", type=int, default=32)
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()
    torch.set_num_threads(1)
    seen = export.pictures(1000, args.pictures)
    tensors = export.halved(export.calibrated(learn(args.seed, seen), seen))
    safetensors_file.write(args.out, tensors, export.notes(tensors))
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
