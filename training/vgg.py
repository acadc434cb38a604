"""The plain VGG19 trunk, conv1_1 to conv5_1, as the plugin runs it: 3x3 convolutions, ReLU and 2x2 pooling."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

import safetensors_file

MEAN_BGR = (103.939, 116.779, 123.68)
"""Subtracted from a BGR picture in 0..255 before the first convolution (the Oxford convention)."""

LAYERS: dict[str, tuple[int, int, int]] = {
    "conv1_1": (0, 3, 64),
    "conv1_2": (2, 64, 64),
    "conv2_1": (5, 64, 128),
    "conv2_2": (7, 128, 128),
    "conv3_1": (10, 128, 256),
    "conv3_2": (12, 256, 256),
    "conv3_3": (14, 256, 256),
    "conv3_4": (16, 256, 256),
    "conv4_1": (19, 256, 512),
    "conv4_2": (21, 512, 512),
    "conv4_3": (23, 512, 512),
    "conv4_4": (25, 512, 512),
    "conv5_1": (28, 512, 512),
}
"""Name of each convolution: its index in `features`, channels in and channels out."""

Tensors = dict[str, np.ndarray]


def preprocess(rgb: Tensor) -> Tensor:
    """Turns RGB in 0..1, shape (N, 3, H, W), into the network's input."""
    return rgb.flip(1) * 255 - _mean(rgb.device)


@lru_cache(maxsize=4)
def _mean(device: torch.device) -> Tensor:
    """Kept on the device: to send even three numbers there would wait for all that it still has to do."""
    return torch.tensor(MEAN_BGR, device=device).view(1, 3, 1, 1)


def starts_block(name: str) -> bool:
    """Whether a 2x2 pooling precedes the convolution."""
    return name.endswith("_1") and name != "conv1_1"


class PlainVgg:
    """Fixed weights as a function from a picture to the activations after the ReLU of the named convolutions."""

    def __init__(self, tensors: Tensors, device: torch.device | str = "cpu"):
        on_device = {name: torch.from_numpy(tensor).to(device) for name, tensor in tensors.items()}
        self._weights = {
            name: (on_device[f"features.{index}.weight"], on_device[f"features.{index}.bias"])
            for name, (index, _, _) in LAYERS.items()
        }

    @classmethod
    def load(cls, path: Path, device: torch.device | str = "cpu") -> "PlainVgg":
        return cls(safetensors_file.read(path), device)

    def activations(self, rgb: Tensor, names: Iterable[str], replicate: bool = False) -> dict[str, Tensor]:
        """Activations of RGB in 0..1 at the named layers; beyond its edge the picture is zero or its nearest pixel."""
        wanted = set(names)
        found: dict[str, Tensor] = {}
        x = preprocess(rgb)
        padding = 1
        if replicate:
            x, padding = functional.pad(x, (1, 1, 1, 1), mode="replicate"), 0
        for name, (weight, bias) in self._weights.items():
            if starts_block(name):
                x = functional.max_pool2d(x, 2)
            x = functional.relu(functional.conv2d(x, weight, bias, padding=padding))
            padding = 1
            if name in wanted:
                found[name] = x
            if len(found) == len(wanted):
                return found
        raise KeyError(f"The trunk has no layer {sorted(wanted - set(found))}")


def random_weights(seed: int) -> Tensors:
    """Seeded He-initialised filters with zero biases: the network without any training."""
    rng = np.random.default_rng(seed)
    tensors: Tensors = {}
    for index, inputs, outputs in LAYERS.values():
        deviation = np.sqrt(2 / (9 * inputs))
        tensors[f"features.{index}.weight"] = rng.normal(0, deviation, (outputs, inputs, 3, 3)).astype(np.float32)
        tensors[f"features.{index}.bias"] = np.zeros(outputs, np.float32)
    return tensors
