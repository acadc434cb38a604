"""VGG19 from conv1_1 to conv5_1, as the plugin evaluates it: 3 x 3 convolutions with zero padding, ReLU, 2 x 2 maximum pooling."""

from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

import safetensors_file

MEAN_BGR = (103.939, 116.779, 123.68)
"""Subtracted from a BGR picture in 0..255 before the first convolution (Oxford's convention)."""

INDEX: dict[str, int] = {
    "conv1_1": 0, "conv1_2": 2, "conv2_1": 5, "conv2_2": 7, "conv3_1": 10, "conv3_2": 12, "conv3_3": 14, "conv3_4": 16,
    "conv4_1": 19, "conv4_2": 21, "conv4_3": 23, "conv4_4": 25, "conv5_1": 28,
}  # fmt: skip
"""The number of each convolution in `features`, which names its tensors in a file."""

LAYERS = tuple(INDEX)

Features = dict[str, Tensor]


def preprocess(rgb: Tensor) -> Tensor:
    """Converts RGB from 0 to 1, shape (N, 3, H, W), to the network's input."""
    return rgb.flip(1) * 255 - torch.tensor(MEAN_BGR).view(1, 3, 1, 1)


def starts_block(layer: str) -> bool:
    """Whether pooling precedes the convolution."""
    return layer.endswith("_1") and layer != "conv1_1"


class Vgg:
    """Fixed weights in bfloat16, channels last: the fastest form on a processor with bfloat16 units."""

    def __init__(self, path: Path, precision: torch.dtype = torch.bfloat16):
        tensors = safetensors_file.read(path)
        self.precision = precision
        self._weights = {}
        for layer, index in INDEX.items():
            weight = torch.from_numpy(tensors[f"features.{index}.weight"]).to(precision, memory_format=torch.channels_last)
            self._weights[layer] = weight, torch.from_numpy(tensors[f"features.{index}.bias"]).to(precision)

    def features(self, rgb: Tensor, wanted: Iterable[str] = LAYERS) -> Features:
        """Returns the features after the ReLU of the wanted layers, shape (N, C, H, W)."""
        wanted, found = set(wanted), {}
        x = preprocess(rgb).to(self.precision).contiguous(memory_format=torch.channels_last)
        for layer, (weight, bias) in self._weights.items():
            if starts_block(layer):
                x = functional.max_pool2d(x, 2)
            x = functional.relu_(functional.conv2d(x, weight, bias, padding=1))
            if layer in wanted:
                found[layer] = x
            if len(found) == len(wanted):
                break
        return found


def gram(features: Tensor) -> Tensor:
    """Returns the Gram matrices F F^T / N over N positions, shape (n, C, C); Gatys et al. 2016, equation 3."""
    flat = features.flatten(2).float()
    return flat @ flat.transpose(1, 2) / flat.shape[2]
