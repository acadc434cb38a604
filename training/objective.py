"""What the trunk is asked: how a crop was drawn, what its colours and spectrum are, and which crops belong together.

The transfer compares Gram matrices, so that they are asked, too: by their own distance, without any head, a crop's Gram
matrices must be nearest to those of the other crop of its picture. At every position the trunk is asked for the crop
as it was before its flaws, so that what is kept of the content does not depend on grain.
"""

import math
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional

import network
from crops import FLAWS, UNKNOWN, Batch
from pictures.catalogue import NAMES
from pictures.picture import CENTRES, PARAMETERS, SPREADS

_RINGS = (1.5, 3.0, 6.0, 12.0, 32.0)  # edges in cycles per 64 pixels
_SECTORS = 6
SPECTRUM = (len(_RINGS) - 1) * _SECTORS + 2 * (len(_RINGS) - 1)
COLOURS = 9
EMBEDDING = 96
ANSWERS = {
    "family": len(NAMES), "drawing": len(PARAMETERS), "flaw": len(FLAWS),
    "spectrum": SPECTRUM, "colours": COLOURS, "embedding": EMBEDDING,
}  # fmt: skip
"""Each question about a whole crop and the width of its answer."""

GRAM_AT = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")

_WEIGHTS = {"family": 1.0, "drawing": 1.5, "flaw": 0.6, "spectrum": 1.0, "colours": 0.5, "embedding": 0.5}
_LAYERS = {"conv1_1": 0.3, "conv2_1": 0.5, "conv3_1": 0.7, "conv4_1": 1.0, "conv4_2": 1.0, "conv5_1": 1.5}
_GRAM_WEIGHT, _CLEAN_WEIGHT, _CELLS_WEIGHT = 1.0, 1.0, 0.5
_GRAM_CHANNELS = 128
_TEMPERATURE = 0.1

LOGGED = (
    *(f"{layer}/{question}" for layer in network.READ_AT for question in ANSWERS),
    *(f"{layer}/gram" for layer in GRAM_AT),
    *(f"{layer}/{question}" for layer in network.DENSE_AT for question in ("clean", "cells")),
)
"""Names of the losses in their order."""


def dense_width(parts: int) -> int:
    """Numbers answered at each position: pixels of the clean crop and scores of the families."""
    return 3 * parts**2 + len(NAMES)


def _opponent(pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    red, green, blue = pixels.unbind(1)
    return pixels.mean(1), red - green, (red + green) / 2 - blue


@lru_cache(maxsize=8)
def _bins(side: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Ring and orientation-sector masks over the half spectrum of a square crop."""
    v, u = torch.fft.fftfreq(side)[:, None] * 64, torch.fft.rfftfreq(side)[None] * 64
    radius, theta = torch.hypot(u, v), torch.atan2(v, u + 1e-9) % torch.pi
    rings = torch.stack([((radius >= a) & (radius < b)).float() for a, b in zip(_RINGS, _RINGS[1:])])
    sectors = torch.stack([((theta * _SECTORS / torch.pi).round() % _SECTORS == k).float() for k in range(_SECTORS)])
    return rings.to(device), (rings[:, None] * sectors[None]).flatten(0, 1).to(device)


def spectrum(pixels: Tensor) -> Tensor:
    """Log energies of a crop by ring and direction (luminance) and by ring (two opponent colours)."""
    side = pixels.shape[-1]
    window = torch.hann_window(side, device=pixels.device)
    rings, sectors = _bins(side, pixels.device)
    energies = []
    for channel, masks in zip(_opponent(pixels), (sectors, rings, rings)):
        centred = (channel - channel.mean((1, 2), keepdim=True)) * window[:, None] * window[None]
        power = torch.fft.rfft2(centred).abs().square() / side**2
        energies.append((power.flatten(1) @ masks.flatten(1).T) / masks.sum((1, 2)).clamp(min=1))
    return torch.log(torch.cat(energies, 1) + 1e-6)


def colours(pixels: Tensor) -> Tensor:
    """Mean, deviation and skewness of the three opponent channels."""
    channels = torch.stack(_opponent(pixels), 1).flatten(2)
    mean, deviation = channels.mean(2), channels.std(2) + 1e-3
    skewness = ((channels - mean[..., None]) / deviation[..., None]).pow(3).mean(2).clamp(-3, 3)
    return torch.cat([mean * 4, torch.log(deviation), skewness], 1)


def belong_together(embedding: Tensor) -> Tensor:
    """Normalised cross-entropy over the batch: row i and row n + i are crops of one picture."""
    unit = functional.normalize(embedding, dim=1)
    similarity = unit @ unit.T / _TEMPERATURE
    similarity = similarity - 1e4 * torch.eye(len(unit), device=unit.device)
    half = len(unit) // 2
    return functional.cross_entropy(similarity, torch.arange(len(unit), device=unit.device).roll(half))


def _gram_identity(features: Tensor) -> Tensor:
    """The same asked of the Gram matrices themselves, less the batch's mean; of many channels random mixtures are taken."""
    channels, projection = features.shape[1], None
    if channels > _GRAM_CHANNELS:
        projection = torch.randn(channels, _GRAM_CHANNELS, device=features.device) / math.sqrt(channels)
    moments = network.second_moments(features, projection).flatten(1).float()
    return belong_together(moments - moments.mean(0))


def _standardised(x: Tensor) -> Tensor:
    return (x - x.mean(0)) / (x.std(0) + 1e-3)


def _masked(answer: Tensor, target: Tensor) -> Tensor:
    known = ~target.isnan()
    error = functional.smooth_l1_loss(answer, target.nan_to_num(0), reduction="none")
    return (error * known).sum() / known.sum().clamp(min=1)


@lru_cache(maxsize=4)
def _typical(device: torch.device) -> tuple[Tensor, Tensor]:
    return torch.from_numpy(CENTRES).to(device), torch.from_numpy(SPREADS).to(device)


def targets(batch: Batch) -> dict[str, Tensor]:
    """What the answers about whole crops should be."""
    centres, spreads = _typical(batch.pixels.device)
    return {
        "spectrum": _standardised(spectrum(batch.pixels)), "colours": _standardised(colours(batch.pixels)),
        "drawing": (batch.parameters - centres) / spreads,
    }  # fmt: skip


def _dense(answer: Tensor, parts: int, batch: Batch) -> dict[str, Tensor]:
    """Losses at every position: pixels of the clean crop (about 1 for grey, 0 for the crop itself) and families."""
    size, known = answer.shape[-1], 3 * parts**2
    wanted = functional.interpolate(batch.clean, (size * parts, size * parts), mode="area") - 0.5
    clean = (answer[:, :known] - functional.pixel_unshuffle(wanted, parts)).square().mean() / 0.06
    cells = functional.interpolate(batch.cells[:, None].float(), (size, size), mode="nearest-exact")[:, 0].long()
    return {"clean": _CLEAN_WEIGHT * clean,
            "cells": _CELLS_WEIGHT * functional.cross_entropy(answer[:, known:], cells, ignore_index=UNKNOWN)}


def losses(reader: network.Reader, pixels: Tensor, batch: Batch, wanted: dict[str, Tensor]) -> Tensor:
    """Weighted losses in the order of LOGGED, of pixels that should be answered like the batch's."""
    features, answers, dense = reader(pixels)
    found: dict[str, Tensor] = {}
    for layer, answer in answers.items():
        each = {
            "family": functional.cross_entropy(answer["family"], batch.families),
            "drawing": _masked(answer["drawing"], wanted["drawing"]),
            "flaw": functional.cross_entropy(answer["flaw"], batch.flaws),
            "embedding": belong_together(answer["embedding"]),
        } | {name: functional.smooth_l1_loss(answer[name], wanted[name]) for name in ("spectrum", "colours")}
        found |= {f"{layer}/{name}": _LAYERS[layer] * _WEIGHTS[name] * value for name, value in each.items()}
    with torch.autocast(pixels.device.type, dtype=torch.bfloat16):
        for layer in GRAM_AT:
            found[f"{layer}/gram"] = _LAYERS[layer] * _GRAM_WEIGHT * _gram_identity(features[layer])
    for layer, parts in network.DENSE_AT.items():
        found |= {f"{layer}/{name}": value for name, value in _dense(dense[layer], parts, batch).items()}
    return torch.stack([found[name].float() for name in LOGGED])
