"""Turns a trained trunk into plain VGG19 weights: folds the batch normalisation and scales every channel."""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch

import pool
import safetensors_file
import vgg
from network import TrainedTrunk

MEAN_ACTIVATIONS = {
    "conv1_1": 26.5,
    "conv1_2": 120,
    "conv2_1": 128,
    "conv2_2": 125,
    "conv3_1": 147,
    "conv3_2": 176,
    "conv3_3": 371,
    "conv3_4": 528,
    "conv4_1": 500,
    "conv4_2": 320,
    "conv4_3": 162,
    "conv4_4": 31.4,
    "conv5_1": 34.4,
}
"""The mean activation every channel of a layer is scaled to: the Oxford network's layer means, by levels.py."""


METADATA = {"name": "builtin", "variant": "oxford", "licence": "BSD-2-Clause", "source": "drawn pictures"}


def notes(tensors: vgg.Tensors) -> dict[str, str]:
    """What the file says of itself: METADATA and the fingerprint of its numbers, SHA-256 of them as float32 layer by layer."""
    digest = hashlib.sha256()
    for tensor in tensors.values():
        digest.update(np.ascontiguousarray(tensor, "<f4").tobytes())
    return METADATA | {"fingerprint": digest.hexdigest()}


def folded(trunk: TrainedTrunk) -> vgg.Tensors:
    """Convolutions with bias that equal convolution and batch normalisation in evaluation mode."""
    tensors: vgg.Tensors = {}
    for name, (index, _, _) in vgg.LAYERS.items():
        convolution, norm, _ = trunk.layers[name]
        gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        kernel = convolution.weight * gain.view(-1, 1, 1, 1)
        if name == "conv1_1":
            kernel = kernel / trunk.input_scale()
        bias = norm.bias - norm.running_mean * gain
        tensors[f"features.{index}.weight"] = kernel.detach().cpu().contiguous().numpy().copy()
        tensors[f"features.{index}.bias"] = bias.detach().cpu().numpy().copy()
    return tensors


def pictures(seed: int, count: int) -> torch.Tensor:
    """Drawn pictures, RGB in 0..1, shape (count, 3, 256, 256)."""
    pixels = np.stack([pool.drawn(seed, number)[0] for number in range(count)])
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255


@torch.no_grad()
def recalibrate(trunk: TrainedTrunk, seen: torch.Tensor) -> None:
    """Takes the statistics of the batch normalisation anew from whole pictures instead of small crops."""
    for norm in (layer[1] for layer in trunk.layers.values()):
        norm.reset_running_stats()
        norm.momentum = None
    trunk.train()
    for part in seen.split(16):
        with torch.autocast(part.device.type, dtype=torch.bfloat16):
            trunk(part)
    trunk.eval()


@torch.no_grad()
def channel_means(tensors: vgg.Tensors, seen: torch.Tensor) -> dict[str, np.ndarray]:
    """Mean activation of every channel of every layer over the pictures."""
    network = vgg.PlainVgg(tensors, seen.device)
    sums = {name: np.zeros(outputs) for name, (_, _, outputs) in vgg.LAYERS.items()}
    for part in seen.split(8):
        for name, features in network.activations(part, vgg.LAYERS).items():
            sums[name] += features.mean((2, 3)).sum(0).double().cpu().numpy()
    return {name: total / len(seen) for name, total in sums.items()}


def scaled(tensors: vgg.Tensors, means: dict[str, np.ndarray], wanted: dict[str, float]) -> vgg.Tensors:
    """Scales each channel so that its mean activation is the layer's wanted one and undoes that in the next layer.

    A ReLU network computes the same under such a scaling; only the balance of its Gram matrices changes. A channel
    that hardly ever fires is not blown up: its mean counts as at least a tenth of the layer's median.
    """
    result: vgg.Tensors = {}
    before = np.ones(3)
    for name, (index, _, _) in vgg.LAYERS.items():
        floor = 0.1 * np.median(means[name])
        gain = wanted[name] / np.maximum(means[name], floor)
        kernel = tensors[f"features.{index}.weight"]
        result[f"features.{index}.weight"] = (kernel * gain[:, None, None, None] / before[None, :, None, None]).astype(np.float32)
        result[f"features.{index}.bias"] = (tensors[f"features.{index}.bias"] * gain).astype(np.float32)
        before = gain
    return result


def calibrated(trunk: TrainedTrunk, seen: torch.Tensor) -> vgg.Tensors:
    """The trunk as plain VGG19 with the levels of MEAN_ACTIVATIONS on the pictures."""
    tensors = folded(trunk)
    return scaled(tensors, channel_means(tensors, seen), MEAN_ACTIVATIONS)


def halved(tensors: vgg.Tensors) -> vgg.Tensors:
    """As float16; refuses numbers that do not fit."""
    if max(np.abs(t).max() for t in tensors.values()) > 6e4:
        raise ValueError("A weight is too large for float16")
    return {name: tensor.astype(np.float16) for name, tensor in tensors.items()}


def export(trunk: TrainedTrunk, out: Path, seen: torch.Tensor) -> None:
    """Writes the trunk as a plain network, its statistics and levels measured on the pictures."""
    recalibrate(trunk, seen)
    tensors = halved(calibrated(trunk, seen))
    safetensors_file.write(out, tensors, notes(tensors))
    print(f"{out}: {out.stat().st_size} bytes", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trunk", type=Path, help="trunk.pt as train.py writes it")
    parser.add_argument("out", type=Path)
    parser.add_argument("--pictures", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1000)
    args = parser.parse_args()
    trunk = TrainedTrunk(0)
    trunk.load_state_dict(torch.load(args.trunk, map_location="cpu"))
    export(trunk, args.out, pictures(args.seed, args.pictures))


if __name__ == "__main__":
    main()
