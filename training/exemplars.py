"""Learns the trunk layer by layer without gradients: filters are differences of patches seen in drawn pictures.

At each layer half of the filters are a random patch of the layer's input (3 x 3 x channels) minus another; the rest are smooth
random kernels. Batch normalisation with the statistics of the drawn pictures and a positive offset follows, and the next
layer learns from what comes out. Exemplars alone paint blurred blobs and random kernels alone paint grain; mixed, the
loss they define is easy to descend and sees both.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor, nn

import export
import safetensors_file
import vgg
from network import TrainedTrunk

EXEMPLAR_SHARE = 0.5
OFFSET = 0.5
"""Of the normalised responses, before the ReLU, in standard deviations: about two thirds of a channel is on."""


def patches(features: Tensor, count: int) -> Tensor:
    """Random 3x3 patches of (n, C, H, W), borders included; shape (count, C, 3, 3)."""
    padded = nn.functional.pad(features, (1, 1, 1, 1))
    pictures, _, height, width = padded.shape
    n, y, x = (torch.randint(0, high, (count,)).tolist() for high in (pictures, height - 2, width - 2))
    return torch.stack([padded[a, :, b : b + 3, c : c + 3] for a, b, c in zip(n, y, x)]).float()


def kernels(features: Tensor, convolution: nn.Conv2d) -> Tensor:
    """Filters for the convolution: exemplar differences first, the random ones it already has after; all of norm sqrt 2."""
    learned = int(convolution.out_channels * EXEMPLAR_SHARE)
    first, second = patches(features, 2 * learned).chunk(2)
    difference = first - second + 1e-6 * torch.randn_like(first)  # two flat patches may be equal
    norm = difference.square().sum((1, 2, 3), keepdim=True).div(2).sqrt()
    return torch.cat([difference / norm, convolution.weight.data[learned:]])


@torch.no_grad()
def learn(seed: int, seen: Tensor) -> TrainedTrunk:
    """A trunk learned from the pictures, in evaluation mode."""
    trunk = TrainedTrunk(seed).train()
    x = trunk.prepare(seen)
    for name, layer in trunk.layers.items():
        convolution, norm, _ = layer
        if vgg.starts_block(name):
            x = nn.functional.max_pool2d(x, 2)
        convolution.weight.data.copy_(kernels(x, convolution))
        norm.bias.data.fill_(OFFSET)
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
    safetensors_file.write(args.out, export.halved(export.calibrated(learn(args.seed, seen), seen)), export.METADATA)
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
