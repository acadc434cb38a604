"""The leading principal components of the teacher's features at each layer, and the scale of the features there."""

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from .crops import Crops
from .vgg import LAYERS, Vgg


class Basis(NamedTuple):
    """Orthonormal rows (K, C), the root mean square of the projected features, and the share of energy the rows keep."""

    rows: Tensor
    scale: float
    energy: float

    def targets(self, features: Tensor) -> Tensor:
        """Projects features (N, C, H, W) on the rows and scales them to a mean square of about one."""
        kernel = (self.rows / self.scale).to(features.dtype)[..., None, None]
        return functional.conv2d(features, kernel).float()


def measure(teacher: Vgg, crops: Crops, widths: dict[str, int], batches: int = 40) -> dict[str, Basis]:
    """Computes the bases from uncentred second moments over batches of 4 crops of 80 pixels.

    The rows are orthonormal, so the Gram distance of projected features is the teacher's Gram distance in their subspace.
    """
    moments, positions = {layer: 0 for layer in LAYERS}, dict.fromkeys(LAYERS, 0)
    with torch.no_grad():
        for _ in range(batches):
            for layer, features in teacher.features(crops.batch(4, 80)).items():
                flat = features.float().permute(1, 0, 2, 3).flatten(1)
                moments[layer] = moments[layer] + (flat @ flat.t()).double()
                positions[layer] += flat.shape[1]
    return {layer: _basis(moments[layer] / positions[layer], widths[layer]) for layer in LAYERS}


def _basis(moment: Tensor, width: int) -> Basis:
    values, vectors = torch.linalg.eigh(moment)
    kept = values[-width:].sum()
    return Basis(vectors[:, -width:].t().float().contiguous(), float((kept / width).sqrt()), float(kept / values.sum()))
