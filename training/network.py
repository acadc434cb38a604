"""The trunk as it is trained: VGG19 up to conv5_1 with batch normalisation, and heads that read it at several depths."""

import torch
from torch import Tensor, nn

import vgg

READ_AT = ("conv1_2", "conv2_1", "conv3_1", "conv4_1", "conv4_3", "conv5_1")
"""Layers whose averaged activations the heads read: supervision at every depth trains the early layers quickly."""


def _smooth_kernels(inputs: int, outputs: int) -> Tensor:
    """Random kernels under a binomial window, so that the untrained trunk already prefers low frequencies; norm sqrt 2."""
    taps = torch.tensor([0.5, 1.0, 0.5])
    kernels = torch.randn(outputs, inputs, 3, 3) * taps[:, None] * taps[None]
    return kernels / kernels.square().sum((1, 2, 3), keepdim=True).div(2).sqrt()


class TrainedTrunk(nn.Module):
    """Convolution, batch normalisation, ReLU at each layer; max pooling between blocks; input as PlainVgg's."""

    def __init__(self, seed: int):
        super().__init__()
        torch.manual_seed(seed)
        self.layers = nn.ModuleDict({name: self._layer(inputs, outputs) for name, (_, inputs, outputs) in vgg.LAYERS.items()})

    @staticmethod
    def _layer(inputs: int, outputs: int) -> nn.Sequential:
        convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        convolution.weight.data.copy_(_smooth_kernels(inputs, outputs))
        norm = nn.BatchNorm2d(outputs)
        nn.init.constant_(norm.bias, 0.7)  # on more often than off: a deep stack that is off half the time is a rugged loss
        return nn.Sequential(convolution, norm, nn.ReLU(inplace=True))

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


class Head(nn.Module):
    """Answers all questions from the averaged activations of one layer."""

    def __init__(self, channels: int, answers: dict[str, int]):
        super().__init__()
        self._norm = nn.BatchNorm1d(channels, affine=False)
        self._answers = nn.ModuleDict({name: nn.Linear(channels, width) for name, width in answers.items()})
        for name, answer in self._answers.items():
            if name != "embedding":  # the others start from knowing nothing
                nn.init.zeros_(answer.weight)
                nn.init.zeros_(answer.bias)

    def forward(self, features: Tensor) -> dict[str, Tensor]:
        pooled = self._norm(features.float().mean((2, 3)))
        return {name: answer(pooled) for name, answer in self._answers.items()}


class Reader(nn.Module):
    """The trunk with a head at each of READ_AT; used in training only."""

    def __init__(self, seed: int, answers: dict[str, int]):
        super().__init__()
        self.trunk = TrainedTrunk(seed)
        self.heads = nn.ModuleDict({name: Head(vgg.LAYERS[name][2], answers) for name in READ_AT})
        self.to(memory_format=torch.channels_last)

    def forward(self, rgb: Tensor) -> dict[str, dict[str, Tensor]]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            features = self.trunk(rgb)
        return {name: head(features[name]) for name, head in self.heads.items()}
