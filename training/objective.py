"""What the trunk is asked: how a crop was drawn, what its colours and spectrum are, and which crops belong together."""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional

from crops import FLAWS, Batch
from pictures.catalogue import FAMILIES
from pictures.picture import CENTRES, PARAMETERS, SPREADS

_RINGS = (1.5, 3.0, 6.0, 12.0, 32.0)  # edges in cycles per 64 pixels
_SECTORS = 6
SPECTRUM = (len(_RINGS) - 1) * _SECTORS + 2 * (len(_RINGS) - 1)
COLOURS = 9
EMBEDDING = 96
ANSWERS = {
    "family": len(FAMILIES), "drawing": len(PARAMETERS), "flaw": len(FLAWS),
    "spectrum": SPECTRUM, "colours": COLOURS, "embedding": EMBEDDING,
}  # fmt: skip
"""Each question and the width of its answer."""

_WEIGHTS = {"family": 1.0, "drawing": 1.5, "flaw": 0.6, "spectrum": 1.0, "colours": 0.5, "embedding": 0.5}


def _opponent(pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    red, green, blue = pixels.unbind(1)
    return pixels.mean(1), red - green, (red + green) / 2 - blue


@lru_cache(maxsize=4)
def _bins(side: int) -> tuple[Tensor, Tensor]:
    """Ring and orientation-sector masks over the half spectrum of a square crop."""
    v, u = torch.fft.fftfreq(side)[:, None] * 64, torch.fft.rfftfreq(side)[None] * 64
    radius, theta = torch.hypot(u, v), torch.atan2(v, u + 1e-9) % torch.pi
    rings = torch.stack([((radius >= a) & (radius < b)).float() for a, b in zip(_RINGS, _RINGS[1:])])
    sectors = torch.stack([((theta * _SECTORS / torch.pi).round() % _SECTORS == k).float() for k in range(_SECTORS)])
    return rings, (rings[:, None] * sectors[None]).flatten(0, 1)


def spectrum(pixels: Tensor) -> Tensor:
    """Log energies of a crop by ring and direction (luminance) and by ring (two opponent colours)."""
    side = pixels.shape[-1]
    window = torch.hann_window(side)[:, None] * torch.hann_window(side)[None]
    rings, sectors = _bins(side)
    energies = []
    for channel, masks in zip(_opponent(pixels), (sectors, rings, rings)):
        centred = (channel - channel.mean((1, 2), keepdim=True)) * window
        power = torch.fft.rfft2(centred).abs().square() / side**2
        energies.append((power.flatten(1) @ masks.flatten(1).T) / masks.sum((1, 2)).clamp(min=1))
    return torch.log(torch.cat(energies, 1) + 1e-6)


def colours(pixels: Tensor) -> Tensor:
    """Mean, deviation and skewness of the three opponent channels."""
    channels = torch.stack(_opponent(pixels), 1).flatten(2)
    mean, deviation = channels.mean(2), channels.std(2) + 1e-3
    skewness = ((channels - mean[..., None]) / deviation[..., None]).pow(3).mean(2).clamp(-3, 3)
    return torch.cat([mean * 4, torch.log(deviation), skewness], 1)


def _belong_together(embedding: Tensor) -> Tensor:
    """Normalised cross-entropy over the batch: row i and row n + i are crops of one picture (temperature 0.1)."""
    unit = functional.normalize(embedding, dim=1)
    similarity = unit @ unit.T / 0.1
    similarity.fill_diagonal_(-1e4)
    half = len(unit) // 2
    return functional.cross_entropy(similarity, torch.arange(len(unit)).roll(half))


def _standardised(x: Tensor) -> Tensor:
    return (x - x.mean(0)) / (x.std(0) + 1e-3)


def _masked(answer: Tensor, target: Tensor) -> Tensor:
    known = ~target.isnan()
    error = functional.smooth_l1_loss(answer, target.nan_to_num(0), reduction="none")
    return (error * known).sum() / known.sum().clamp(min=1)


def losses(answers: dict[str, dict[str, Tensor]], batch: Batch) -> dict[str, Tensor]:
    """Weighted losses by 'layer/question'."""
    targets = {"spectrum": _standardised(spectrum(batch.pixels)), "colours": _standardised(colours(batch.pixels))}
    drawing = (batch.parameters - torch.from_numpy(CENTRES)) / torch.from_numpy(SPREADS)
    found = {}
    for layer, answer in answers.items():
        each = {
            "family": functional.cross_entropy(answer["family"], batch.families),
            "drawing": _masked(answer["drawing"], drawing),
            "flaw": functional.cross_entropy(answer["flaw"], batch.flaws),
            "embedding": _belong_together(answer["embedding"]),
        } | {name: functional.smooth_l1_loss(answer[name], target) for name, target in targets.items()}
        found |= {f"{layer}/{name}": _WEIGHTS[name] * value for name, value in each.items()}
    return found
