"""The trunk as it is trained: VGG19 up to conv5_1 with batch normalisation, and heads that read it at several depths."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

import vgg

READ_AT = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv4_2", "conv5_1")
"""Layers whose mean activations and second moments the heads read: where the transfer looks."""

DENSE_AT = {"conv3_1": 2, "conv4_2": 4, "conv5_1": 4}
"""Layers asked at every position, and into how many pixels a side a position's answer about the clean crop is divided."""

_READ_CHANNELS = 40  # of a fixed random projection, whose second moments the heads get


def _smooth_kernels(inputs: int, outputs: int) -> Tensor:
    """Random kernels under a binomial window, so that the untrained trunk already prefers low frequencies; norm sqrt 2."""
    taps = torch.tensor([0.5, 1.0, 0.5])
    return normalised(torch.randn(outputs, inputs, 3, 3) * taps[:, None] * taps[None])


def normalised(kernels: Tensor) -> Tensor:
    """Each filter scaled to the norm sqrt 2."""
    return kernels / kernels.square().sum((1, 2, 3), keepdim=True).div(2).sqrt().clamp(min=1e-8)


@dataclass(frozen=True)
class Offsets:
    """Of the normalised responses before the ReLU, in standard deviations, where the style is compared and elsewhere.

    They are positive and fixed: a stack that is off half the time is too rugged to descend.
    """

    style: float = 0.5
    others: float = 0.5

    def of(self, name: str) -> float:
        return self.style if name.endswith("_1") else self.others


class TrainedTrunk(nn.Module):
    """Convolution, batch normalisation, ReLU at each layer; max pooling between blocks; input as PlainVgg's."""

    def __init__(self, seed: int, offsets: Offsets = Offsets()):
        super().__init__()
        torch.manual_seed(seed)
        layers = {name: self._layer(inputs, outputs, offsets.of(name)) for name, (_, inputs, outputs) in vgg.LAYERS.items()}
        self.layers = nn.ModuleDict(layers)

    @staticmethod
    def _layer(inputs: int, outputs: int, offset: float) -> nn.Sequential:
        convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        convolution.weight.data.copy_(_smooth_kernels(inputs, outputs))
        norm = nn.BatchNorm2d(outputs)
        nn.init.constant_(norm.bias, offset)
        return nn.Sequential(convolution, norm.requires_grad_(False), nn.ReLU(inplace=True))

    def begin_from(self, tensors: vgg.Tensors) -> None:
        """Takes over the directions of the filters of a plain network; their norms and biases are the normalisation's."""
        for name, (index, _, _) in vgg.LAYERS.items():
            self.layers[name][0].weight.data.copy_(normalised(torch.from_numpy(tensors[f"features.{index}.weight"])))

    def convolutions(self) -> dict[str, Tensor]:
        """The filters by layer; all that is trained."""
        return {name: layer[0].weight for name, layer in self.layers.items()}

    @torch.no_grad()
    def normalise(self) -> None:
        """Brings the filters back to their norm, which means nothing under the batch normalisation."""
        for weight in self.convolutions().values():
            weight.copy_(normalised(weight))

    def prepare(self, rgb: Tensor) -> Tensor:
        """What conv1_1 gets for RGB in 0..1."""
        return (vgg.preprocess(rgb) / self.input_scale()).contiguous(memory_format=torch.channels_last)

    def forward(self, rgb: Tensor) -> dict[str, Tensor]:
        """Activations by layer name of RGB in 0..1."""
        x = self.prepare(rgb)
        found = {}
        for name, layer in self.layers.items():
            if vgg.starts_block(name):
                x = nn.functional.max_pool2d(x, 2)
            x = layer(x)
            found[name] = x
        return found

    def input_scale(self) -> float:
        """What the network's input is divided by before conv1_1; the export folds it in."""
        return 64.0


def second_moments(features: Tensor, projection: Tensor | None) -> Tensor:
    """Gram matrices (n, P, P) of (n, C, H, W), the channels projected by (C, P) if wanted."""
    rows = features.permute(0, 2, 3, 1).flatten(1, 2)
    if projection is not None:
        rows = rows @ projection.to(rows.dtype)
    return rows.transpose(1, 2) @ rows / rows.shape[1]


class Head(nn.Module):
    """Answers the questions about a whole crop from the mean activations of one layer and some of their second moments."""

    def __init__(self, channels: int, answers: dict[str, int]):
        super().__init__()
        self.register_buffer("projection", torch.randn(channels, _READ_CHANNELS) / math.sqrt(channels))
        self.register_buffer("upper", torch.triu_indices(_READ_CHANNELS, _READ_CHANNELS))
        width = channels + self.upper.shape[1]
        self._norm = nn.BatchNorm1d(width, affine=False)
        self._answers = nn.ModuleDict({name: nn.Linear(width, outputs) for name, outputs in answers.items()})
        for name, answer in self._answers.items():
            if name != "embedding":  # the others start from knowing nothing
                nn.init.zeros_(answer.weight)
                nn.init.zeros_(answer.bias)

    def forward(self, features: Tensor) -> dict[str, Tensor]:
        moments = second_moments(features, self.projection)[:, self.upper[0], self.upper[1]]
        with torch.autocast(features.device.type, enabled=False):
            seen = self._norm(torch.cat([features.float().mean((2, 3)), moments.float()], 1))
            return {name: answer(seen) for name, answer in self._answers.items()}


class Reader(nn.Module):
    """The trunk with its heads; used in training only."""

    def __init__(self, trunk: TrainedTrunk, answers: dict[str, int], dense: Callable[[int], int]):
        super().__init__()
        self.trunk = trunk
        self.heads = nn.ModuleDict({name: Head(vgg.LAYERS[name][2], answers) for name in READ_AT})
        self.dense = nn.ModuleDict({name: nn.Conv2d(vgg.LAYERS[name][2], dense(parts), 1) for name, parts in DENSE_AT.items()})
        for head in self.dense.values():
            nn.init.zeros_(head.weight)
        self.to(memory_format=torch.channels_last)

    def forward(self, rgb: Tensor) -> tuple[dict[str, Tensor], dict[str, dict[str, Tensor]], dict[str, Tensor]]:
        """Features by layer, answers about whole crops by layer, answers at every position by layer."""
        with torch.autocast(rgb.device.type, dtype=torch.bfloat16):
            features = self.trunk(rgb)
            answers = {name: head(features[name]) for name, head in self.heads.items()}
            dense = {name: head(features[name]).float() for name, head in self.dense.items()}
        return features, answers, dense
