"""The student: VGG19's topology with narrower layers, and at each layer a linear read-out of the teacher's components."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

import safetensors_file
from .basis import Basis
from .vgg import INDEX, LAYERS, Features, preprocess, starts_block

WIDTHS = {layer: {"1": 32, "2": 64, "3": 128, "4": 256, "5": 256}[layer[4]] for layer in LAYERS}
"""Channels of each layer, and components of the teacher that its read-out predicts: half of VGG19's channels."""

KEPT = {"conv1_1": 16, "conv1_2": 16, "conv2_1": 48, "conv2_2": 48, "conv3_1": 96, "conv3_2": 96, "conv4_1": 128}
"""Components that a file keeps where the others hold less than 2 % of the energy. Read-outs of large layers take much memory."""

INPUT_SCALE = 64.0
"""The input is divided by this number during the training, so that it is about one; the file has it in conv1_1."""

METADATA = {
    "name": "builtin",
    "variant": "oxford",
    "licence": "CC BY 4.0",
    "content-factor": "3.7",  # geometric mean of the nine pairs' content weights by the preset's, see ../README.md
    "source": "distilled from VGG19 of K. Simonyan and A. Zisserman, Visual Geometry Group, Oxford, CC BY 4.0",
}


class Student(nn.Module):
    """Computes read-outs at all layers; a read-out is a 1 x 1 convolution without bias of the features after the ReLU."""

    def __init__(self) -> None:
        super().__init__()
        self.convolutions, self.read_outs = nn.ModuleDict(), nn.ModuleDict()
        inputs = 3
        for layer in LAYERS:
            convolution = nn.Conv2d(inputs, WIDTHS[layer], 3, padding=1)
            nn.init.kaiming_normal_(convolution.weight, nonlinearity="relu")
            nn.init.zeros_(convolution.bias)
            self.convolutions[layer] = convolution
            self.read_outs[layer] = nn.Conv2d(WIDTHS[layer], WIDTHS[layer], 1, bias=False)
            inputs = WIDTHS[layer]
        self.to(memory_format=torch.channels_last)

    def forward(self, rgb: Tensor, wanted: Iterable[str] = LAYERS) -> Features:
        """Returns the read-outs, shape (N, K, H, W) in float32, scaled as `Basis.targets` are."""
        wanted, found = set(wanted), {}
        x = (preprocess(rgb) / INPUT_SCALE).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in LAYERS:
                if starts_block(layer):
                    x = functional.max_pool2d(x, 2)
                x = functional.relu(self.convolutions[layer](x))
                if layer in wanted:
                    found[layer] = self.read_outs[layer](x).float()
                if len(found) == len(wanted):
                    break
        return found

    @torch.no_grad()
    def tensors(self, bases: dict[str, Basis]) -> dict[str, np.ndarray]:
        """Returns the weights of a file in float16: read-outs predict the teacher's components without a scale."""
        found = {}
        for layer, index in INDEX.items():
            convolution = self.convolutions[layer]
            weight = convolution.weight / INPUT_SCALE if layer == "conv1_1" else convolution.weight
            found[f"features.{index}.weight"] = weight
            found[f"features.{index}.bias"] = convolution.bias
            # The components are in ascending order of their energy.
            leading = self.read_outs[layer].weight[-KEPT.get(layer, WIDTHS[layer]) :]
            found[f"readout.{index}.weight"] = leading * bases[layer].scale
        return {name: _halved(name, tensor.contiguous().numpy()) for name, tensor in found.items()}


def _halved(name: str, tensor: np.ndarray) -> np.ndarray:
    if np.abs(tensor).max() > 6e4:
        raise ValueError(f"{name} has numbers that are too large for float16")
    return tensor.astype(np.float16)


def fingerprint(tensors: dict[str, np.ndarray]) -> str:
    """Returns the SHA-256 of the numbers as float32, tensor by tensor."""
    digest = hashlib.sha256()
    for tensor in tensors.values():
        digest.update(np.ascontiguousarray(tensor, "<f4").tobytes())
    return digest.hexdigest()


def export(student: Student, bases: dict[str, Basis], out: Path) -> None:
    """Writes the weights file that the plugin reads."""
    tensors = student.tensors(bases)
    safetensors_file.write(out, tensors, METADATA | {"fingerprint": fingerprint(tensors)})
