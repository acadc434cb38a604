"""Training examples, made on the device: two views of each picture, often mixed with another, in other light, with flaws."""

import math
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional

from pictures.catalogue import NAMES
from pictures.picture import PARAMETERS
from pool import Sample

FLAWS = ("none", "grain", "blur", "grid", "pixels", "specks")
"""What may be wrong with a crop: the trunk learns to see such flaws, so that a picture painted with it avoids them."""

CELL = 8
"""Pixels a side of the cells for which Batch.cells says what family is there; conv4's grid."""

UNKNOWN = -100

_SHARES = (0.4, 0.2, 0.1, 0.1, 0.1, 0.1)  # of the flaws
_ZOOM = (0.6, 3.0)  # picture pixels per crop pixel
_COS, _SIN, _SCALE = (PARAMETERS.index(name) for name in ("cos", "sin", "scale"))


@dataclass(frozen=True)
class Batch:
    """RGB crops (2n, 3, side, side) in 0..1, pair i at rows i and n + i, and what the heads are asked about them.

    `clean` is what the crops were before their flaws, `families` the share of each family, `cells` the family at each cell.
    """

    pixels: Tensor
    clean: Tensor
    families: Tensor
    cells: Tensor
    parameters: Tensor
    flaws: Tensor


@torch.no_grad()
def batch(sample: Sample, side: int) -> Batch:
    """Two crops of each picture with a common zoom and direction; light and flaws are common to every other pair."""
    crops, parameters = _views(sample, side)
    same = torch.rand(len(crops) // 2, device=crops.device) < 0.5
    crops = _recolour(crops, same)
    clean, families, cells, mixed = _mix(crops, sample.families.repeat(2))
    parameters = parameters.masked_fill(mixed[:, None], math.nan)
    pixels, flaws = _flawed(clean)
    return Batch(pixels.clamp(0, 1), clean, families, cells, parameters, flaws)


def _uniform(low: float, high: float, like: Tensor, count: int) -> Tensor:
    return torch.rand(count, device=like.device) * (high - low) + low


def _views(sample: Sample, side: int) -> tuple[Tensor, Tensor]:
    """Turned, mirrored and scaled windows of the pictures, and their parameters as they are after that.

    The zooms are stratified over the batch, in rising order: the first `near` pictures are sampled at their own resolution,
    the rest at half of it. Each sample is the mean of four, so that nothing finer than a crop's pixel gets through.
    """
    pixels, count = sample.pixels.float() / 255, len(sample.pixels)
    size = pixels.shape[-1]
    low, high = math.log(_ZOOM[0]), math.log(min(_ZOOM[1], size * 0.98 / side))
    near = min(count, max(0, int(count * (math.log(2) - low) / (high - low))))
    levels = [pixels[:near], functional.avg_pool2d(pixels[near:], 2) if near < count else None]
    order = torch.arange(count, device=pixels.device)
    zoom = low + (high - low) * (order + torch.rand(count, device=pixels.device)) / count
    turn = _uniform(-math.pi, math.pi, pixels, count)
    flip = torch.where(torch.rand(count, device=pixels.device) < 0.5, -1.0, 1.0)
    crops, known = [], []
    for _ in range(2):
        own_zoom, own_turn = zoom + _uniform(-0.1, 0.1, pixels, count), turn + _uniform(-0.12, 0.12, pixels, count)
        theta = _affine(own_zoom.exp() * side / size, own_turn, flip)
        grid = functional.affine_grid(theta, [count, 3, 2 * side, 2 * side], align_corners=False)
        parts = [functional.grid_sample(level, part, "bilinear", "reflection", align_corners=False)
                 for level, part in zip(levels, (grid[:near], grid[near:])) if len(part)]
        crops.append(functional.avg_pool2d(torch.cat(parts), 2))
        known.append(turned(sample.parameters, own_zoom, own_turn, flip))
    return torch.cat(crops), torch.cat(known)


def _affine(window: Tensor, turn: Tensor, flip: Tensor) -> Tensor:
    """From crop to picture coordinates: mirror, turn, scale, move to a place where the window fits, if there is one."""
    cos, sin = turn.cos(), turn.sin()
    room = (1 - window * (cos.abs() + sin.abs())).clamp(min=0)
    x, y = (torch.rand(2, len(window), device=window.device) * 2 - 1) * room
    rows = [window * cos * flip, -window * sin, x, window * sin * flip, window * cos, y]
    return torch.stack(rows, 1).view(-1, 2, 3)


def turned(parameters: Tensor, log_zoom: Tensor, turn: Tensor, flip: Tensor) -> Tensor:
    """What the parameters become in a view: d of the picture is flip(turn back(d)) of the crop."""
    known = parameters.clone()
    cos, sin = parameters[:, _COS], parameters[:, _SIN]
    known[:, _COS] = cos * (2 * turn).cos() + sin * (2 * turn).sin()
    known[:, _SIN] = (sin * (2 * turn).cos() - cos * (2 * turn).sin()) * flip
    known[:, _SCALE] -= log_zoom / math.log(2)
    return known


def _shared(values: Tensor, same: Tensor) -> Tensor:
    """Random values of rows (2n, ...) with those of the second half copied from the first where the pair is alike."""
    first, second = values.chunk(2)
    return torch.cat([first, torch.where(same.view(-1, *[1] * (values.ndim - 1)), first, second)])


@lru_cache(maxsize=4)
def _hue_turn(device: torch.device) -> tuple[Tensor, Tensor, Tensor]:
    """Matrices of which turns about the grey axis are made."""
    cross = torch.tensor([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]]) / math.sqrt(3)
    return torch.eye(3).to(device), torch.full((3, 3), 1 / 3).to(device), cross.to(device)


def _recolour(crops: Tensor, same: Tensor) -> Tensor:
    """Turns the hues about the grey axis, scales saturation and contrast, shifts the brightness and sometimes inverts."""
    count, device = len(crops), crops.device
    chance = _shared(torch.rand(count, 6, device=device), same)
    theta = (chance[:, 0] * 2 - 1) * math.pi * (chance[:, 1] < 0.6)
    saturation = (0.2 + 1.4 * chance[:, 2]) * (chance[:, 3] > 0.1)
    contrast = (0.5 + 0.9 * chance[:, 4]) * torch.where(chance[:, 5] < 0.15, -1.0, 1.0)
    shift = _shared(torch.randn(count, 1, 1, 1, device=device) * 0.12, same)
    one, grey, cross = _hue_turn(device)
    cos, sin, saturation = theta.cos().view(-1, 1, 1), theta.sin().view(-1, 1, 1), saturation.view(-1, 1, 1)
    matrix = grey + saturation * (cos * (one - grey) + sin * cross)
    mean = crops.mean((2, 3), keepdim=True)
    turned_about = torch.einsum("ncd,ndhw->nchw", matrix * contrast.view(-1, 1, 1), crops - mean)
    hue_mean = torch.einsum("ncd,ndhw->nchw", matrix, mean - 0.5) + 0.5
    brightness = mean.mean(1, keepdim=True)
    return (turned_about + hue_mean + (brightness + shift).clamp(0.05, 0.95) - brightness).clamp(0, 1)


def _mix(crops: Tensor, families: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Covers part of every third pair with another such pair along blobs or edges; crops, shares, cells, which were mixed."""
    count, side = len(crops), crops.shape[-1]
    chosen = torch.randperm(count // 2, device=crops.device)[: count // 6]
    other = chosen.roll(1)
    rows, others = torch.cat([chosen, chosen + count // 2]), torch.cat([other, other + count // 2])
    mask = torch.ones((count, 1, side, side), device=crops.device)
    mask[rows] = _masks(len(rows), side, crops.device)
    beneath = torch.arange(count, device=crops.device)
    beneath[rows] = others
    mixed = torch.zeros(count, dtype=torch.bool, device=crops.device)
    mixed[rows] = True
    result = crops * mask + crops[beneath] * (1 - mask)
    own, share = functional.one_hot(families, len(NAMES)).float(), mask.mean((2, 3))
    cover = functional.avg_pool2d(mask, CELL)[:, 0]
    unknown = torch.full_like(cover, UNKNOWN, dtype=torch.long)
    cells = torch.where(cover > 0.8, families.view(-1, 1, 1), torch.where(cover < 0.2, families[beneath].view(-1, 1, 1), unknown))
    return result, own * share + own[beneath] * (1 - share), cells, mixed


def _masks(count: int, side: int, device: torch.device) -> Tensor:
    """Soft or hard masks: smooth blobs or half-planes."""
    blobs = functional.interpolate(torch.randn(count, 1, 5, 5, device=device), (side, side), mode="bicubic", align_corners=False)
    ticks = torch.linspace(-1.5, 1.5, side, device=device)
    theta = torch.rand(count, 1, 1, 1, device=device) * 2 * math.pi
    ramps = theta.cos() * ticks.view(1, 1, 1, -1) + theta.sin() * ticks.view(1, 1, -1, 1)
    field = torch.where(torch.rand(count, 1, 1, 1, device=device) < 0.5, blobs, ramps)
    sharpness = (torch.rand(count, 1, 1, 1, device=device) * 3 + 1).exp()
    return ((field - torch.randn(count, 1, 1, 1, device=device) * 0.3) * sharpness).sigmoid()


def _flawed(clean: Tensor) -> tuple[Tensor, Tensor]:
    """Crops with flaws, and which; every other pair has the same flaw at the same strength in both crops."""
    count, device = len(clean) // 2, clean.device
    pairs = torch.randperm(count, device=device)
    alike = pairs[: count // 2]
    single = torch.cat([pairs[count // 2 :], pairs[count // 2 :] + count])
    single = single[torch.randperm(len(single), device=device)]
    same = torch.zeros(count, dtype=torch.bool, device=device)
    same[alike] = True
    strength = _shared(torch.rand(2 * count, device=device), same)
    tiles = _shared(torch.randn(2 * count, 3, 8, 8, device=device), same)
    flaws, pixels = torch.zeros(2 * count, dtype=torch.long, device=device), clean.clone()
    for kind, (of_pairs, of_single) in enumerate(zip(_segments(alike), _segments(single))):
        rows = torch.cat([of_pairs, of_pairs + count, of_single])
        if kind > 0 and len(rows) > 0:
            flaws[rows] = kind
            pixels[rows] = _FLAWED[FLAWS[kind]](clean[rows], strength[rows].view(-1, 1, 1, 1), tiles[rows])
    return pixels, flaws


def _segments(rows: Tensor) -> list[Tensor]:
    """Parts of the rows, as long as _SHARES say."""
    ends = [round(len(rows) * sum(_SHARES[: i + 1])) for i in range(len(_SHARES))]
    return [rows[a:b] for a, b in zip([0, *ends], ends)]


def _grain(crops: Tensor, strength: Tensor, tiles: Tensor) -> Tensor:
    """White noise, of one colour or of all: a deviation of 0.02 to 0.2, rarely much."""
    noise = torch.where(tiles[:, :1, :1, :1] > 0, torch.randn_like(crops[:, :1]), torch.randn_like(crops))
    return crops + noise * 0.02 * 10**strength


def _blur(crops: Tensor, strength: Tensor, tiles: Tensor) -> Tensor:
    """Gaussian blur by 0.7 to 2.5 pixels."""
    count, channels, height, width = crops.shape
    ticks = torch.arange(-7, 8, device=crops.device).view(1, -1)
    taps = torch.exp(-(ticks**2) / (2 * (0.7 + 1.8 * strength.view(-1, 1)) ** 2))
    taps = (taps / taps.sum(1, keepdim=True)).repeat_interleave(channels, 0)
    rows = functional.pad(crops, (7, 7, 7, 7), mode="reflect").reshape(1, count * channels, height + 14, width + 14)
    across = functional.conv2d(rows, taps[:, None, None, :], groups=count * channels)
    return functional.conv2d(across, taps[:, None, :, None], groups=count * channels).view_as(crops)


def _grid(crops: Tensor, strength: Tensor, tiles: Tensor) -> Tensor:
    """A faint pattern of period 2, 4 or 8: checks or crossed lines, as networks leave them when they paint."""
    side, done = crops.shape[-1], []
    for period, part in zip((2, 4, 8), tiles.chunk(3)):
        tile = part[..., :period, :period]
        tile = tile - tile.mean((2, 3), keepdim=True)
        tile = tile / (tile.std((1, 2, 3), keepdim=True) + 1e-6)
        done.append(tile.repeat(1, 1, side // period, side // period))
    return crops + torch.cat(done) * (0.02 + 0.1 * strength)


def _pixels(crops: Tensor, strength: Tensor, tiles: Tensor) -> Tensor:
    """Flat blocks of 2 x 2 or 4 x 4 pixels."""
    half = len(crops) // 2
    parts = [(2, crops[:half]), (4, crops[half:])]
    means = ((block, functional.avg_pool2d(part, block)) for block, part in parts if len(part))
    return torch.cat([functional.interpolate(mean, scale_factor=float(block)) for block, mean in means])


def _specks(crops: Tensor, strength: Tensor, tiles: Tensor) -> Tensor:
    """Single pixels of any colour."""
    hit = torch.rand_like(crops[:, :1]) < 0.005 + 0.055 * strength
    return torch.where(hit, torch.rand_like(crops), crops)


_FLAWED = {"grain": _grain, "blur": _blur, "grid": _grid, "pixels": _pixels, "specks": _specks}
