#!/usr/bin/env python3
"""Computes reference values for the built-in network with NumPy alone.

The program shares no code with the plugin. It reads the network's weights, evaluates VGG19 on
pictures drawn by a formula, and writes norms and samples of features, Gram matrices, losses and
gradients. BuiltinReferenceTest compares the plugin with these values. All arithmetic is float64.

Usage, from the project's folder: python3 src/test/python/reference_values.py
"""

import json
import pathlib
import struct

import numpy as np

WEIGHTS = "src/main/resources/sc/fiji/styletransfer/weights/vgg19-builtin.safetensors"
OUTPUT = "src/test/resources/sc/fiji/styletransfer/transfer/reference-values.txt"

# Samples of each array, evenly spaced.
SAMPLES = 100

# Layers of VGG19 as far as conv5_1, with their indices in torchvision's list of features.
LAYERS = {
    "conv1_1": 0, "conv1_2": 2, "conv2_1": 5, "conv2_2": 7, "conv3_1": 10, "conv3_2": 12,
    "conv3_3": 14, "conv3_4": 16, "conv4_1": 19, "conv4_2": 21, "conv4_3": 23, "conv4_4": 25,
    "conv5_1": 28,
}
# Channels of VGG19, which the formulas count also if the features of a narrower network have fewer.
CHANNELS = {layer: min(64 * 2 ** (int(layer[4]) - 1), 512) for layer in LAYERS}
STYLE_LAYERS = ["conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1"]
CONTENT_LAYER = "conv4_2"

# Mean colour that the Oxford networks subtract, in red, green, blue from 0 to 255.
MEAN = np.array([123.68, 116.779, 103.939]).reshape(3, 1, 1)


def picture(width, height, a, b):
    """Returns a picture of shape (3, H, W), values 0 to 1; integers keep it exact."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [(a + c) * x * x + b * x * y + (a + 2 - c) * y * y + 40 * c for c in range(3)]
    values = np.stack(planes) % 256
    return (values.astype(np.float32) / np.float32(255)).astype(np.float64)


def read_weights(path):
    """Returns {layer: (kernel, bias, read-out)} of a safetensors file of float16.

    The features of a layer are its read-out, a matrix times the activations. A file without
    read-outs has activations as features.
    """
    data = pathlib.Path(path).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])

    def tensor(name):
        entry = header[name]
        assert entry["dtype"] == "F16", entry
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + length + begin:8 + length + end], dtype="<f2")
        return values.reshape(entry["shape"]).astype(np.float64)

    def read_out(i):
        return tensor(f"readout.{i}.weight")[:, :, 0, 0] if f"readout.{i}.weight" in header else None

    return {layer: (tensor(f"features.{i}.weight"), tensor(f"features.{i}.bias"), read_out(i))
            for layer, i in LAYERS.items()}


def shifted(padded, height, width):
    """Yields the nine windows of a padded array that a 3x3 kernel multiplies."""
    for i in range(3):
        for j in range(3):
            yield i, j, padded[:, i:i + height, j:j + width]


def convolve(padded, kernel, bias):
    """Convolves an array of shape (C, H+2, W+2) to shape (K, H, W)."""
    height, width = padded.shape[1] - 2, padded.shape[2] - 2
    out = np.zeros((kernel.shape[0], height, width)) + bias.reshape(-1, 1, 1)
    for i, j, window in shifted(padded, height, width):
        out += np.tensordot(kernel[:, :, i, j], window, axes=1)
    return out


def convolve_back(gradient, kernel):
    """Returns the gradient with respect to the padded input of a convolution."""
    height, width = gradient.shape[1:]
    padded = np.zeros((kernel.shape[1], height + 2, width + 2))
    for i, j, window in shifted(padded, height, width):
        window += np.tensordot(kernel[:, :, i, j].T, gradient, axes=1)
    return padded


def blocks(array):
    """Returns a view of shape (C, H//2, 2, W//2, 2); odd rows and columns are dropped."""
    channels, height, width = array.shape
    even = array[:, :height // 2 * 2, :width // 2 * 2]
    return even.reshape(channels, height // 2, 2, width // 2, 2)


class Evaluation:
    """One evaluation of the network, which keeps what the gradient needs."""

    def __init__(self, weights, rgb, pooling="max", border="zero"):
        self.weights, self.pooling, self.border = weights, pooling, border
        self.active, self.features, self.pooled_from = {}, {}, {}
        x = (255 * rgb - MEAN)[::-1]
        for layer, (kernel, bias, read_out) in weights.items():
            if layer.endswith("_1") and layer != "conv1_1":
                self.pooled_from[layer] = x
                x = self.pool(x)
            edge = border == "replicate" and layer == "conv1_1"
            padded = np.pad(x, ((0, 0), (1, 1), (1, 1)), mode="edge" if edge else "constant")
            x = np.maximum(convolve(padded, kernel, bias), 0)
            self.active[layer] = x
            self.features[layer] = x if read_out is None else np.tensordot(read_out, x, axes=1)

    def pool(self, x):
        view = blocks(x)
        return view.max(axis=(2, 4)) if self.pooling == "max" else view.mean(axis=(2, 4))

    def pool_back(self, gradient, x):
        result = np.zeros_like(x)
        spread = gradient[:, :, None, :, None]
        if self.pooling == "max":
            view = blocks(x)
            largest = view == view.max(axis=(2, 4), keepdims=True)
            # Several values are equal only where all are zero, and zeros pass no gradient on.
            spread = spread * largest
        else:
            spread = spread * np.full((1, 1, 2, 1, 2), 0.25)
        height, width = 2 * gradient.shape[1], 2 * gradient.shape[2]
        result[:, :height, :width] = spread.reshape(gradient.shape[0], height, width)
        return result

    def gradient(self, at):
        """Back-propagates {layer: gradient of the loss} to the picture, RGB 0 to 1."""
        flow = 0
        for layer in reversed(self.weights):
            kernel, _, read_out = self.weights[layer]
            given = at.get(layer, 0)
            if layer in at and read_out is not None:
                given = np.tensordot(read_out.T, given, axes=1)
            flow = (flow + given) * (self.active[layer] > 0)
            padded = convolve_back(flow, kernel)
            flow = padded[:, 1:-1, 1:-1].copy()
            if layer in self.pooled_from:
                flow = self.pool_back(flow, self.pooled_from[layer])
        if self.border == "replicate":
            flow = self.fold_border(padded)
        return 255 * flow[::-1]

    @staticmethod
    def fold_border(padded):
        rows = padded[:, 1:-1].copy()
        rows[:, 0] += padded[:, 0]
        rows[:, -1] += padded[:, -1]
        inner = rows[:, :, 1:-1].copy()
        inner[:, :, 0] += rows[:, :, 0]
        inner[:, :, -1] += rows[:, :, -1]
        return inner


def gram(features):
    """Returns F·F^T of features (C, H, W), not divided."""
    rows = features.reshape(features.shape[0], -1)
    return rows @ rows.T


def positions(features):
    return features.shape[1] * features.shape[2]


# Divisors of F·F^T and factors of the squared difference D = sum((G - A)^2). C: channels;
# M: positions of the changed picture.
DIVISORS = {
    "gatys": lambda c, m: m, "udacity": lambda c, m: 1, "neural-style": lambda c, m: c * m,
    "relative": lambda c, m: m,
}
FACTORS = {
    "gatys": lambda c, m, a: 1 / c ** 4,
    "udacity": lambda c, m, a: 1 / (c ** 3 * m),
    "neural-style": lambda c, m, a: 1 / c ** 2,
    "relative": lambda c, m, a: 1 / np.sum(a * a),
}


def style_term(formula, channels, target, style, weight):
    """Returns the term of one layer and its gradient with respect to the features."""
    m = positions(target)
    a = gram(style) / DIVISORS[formula](channels, positions(style))
    divisor = DIVISORS[formula](channels, m)
    difference = gram(target) / divisor - a
    factor = weight * FACTORS[formula](channels, m, a)
    rows = target.reshape(target.shape[0], -1)
    gradient = factor * 4 / divisor * difference @ rows
    return factor * np.sum(difference ** 2), gradient.reshape(target.shape)


def content_term(relative, channels, target, content, weight):
    difference = target - content
    factor = weight / (np.sum(content ** 2) if relative else channels * positions(content))
    return factor * np.sum(difference ** 2), 2 * factor * difference


def total_variation(x, weight):
    """weight · mean of the squared differences to the right and lower neighbour."""
    factor = weight / x.size
    right, below = np.diff(x, axis=2), np.diff(x, axis=1)
    gradient = np.zeros_like(x)
    gradient[:, :, 1:] += 2 * factor * right
    gradient[:, :, :-1] -= 2 * factor * right
    gradient[:, 1:] += 2 * factor * below
    gradient[:, :-1] -= 2 * factor * below
    return factor * (np.sum(right ** 2) + np.sum(below ** 2)), gradient


# Each loss: formula, pooling, border, weight of content, weights of the style's layers, weight of
# total variation. BuiltinReferenceTest has the same table.
LOSSES = {
    "gatys": ("gatys", "max", "zero", 1, [1e3] * 5, 0),
    "udacity": ("udacity", "max", "zero", 1, [1e6 * w for w in (1, .75, .2, .2, .2)], 0),
    "neural-style": ("neural-style", "average", "zero", 5, [100] * 5, 1000),
    "relative": ("relative", "max", "replicate", 0.2, [0.2] * 5, 0.5),
}


def loss(weights, name, content, style, target):
    """Returns content term, style term, term on pixels, and the gradient of their sum."""
    formula, pooling, border, content_weight, style_weights, smooth = LOSSES[name]
    wanted = Evaluation(weights, content, pooling, border).features[CONTENT_LAYER]
    styles = Evaluation(weights, style, pooling, border).features
    seen = Evaluation(weights, target, pooling, border)
    at, style_sum = {}, 0
    content_sum, at[CONTENT_LAYER] = content_term(
        formula == "relative", CHANNELS[CONTENT_LAYER], seen.features[CONTENT_LAYER], wanted,
        content_weight)
    for layer, weight in zip(STYLE_LAYERS, style_weights):
        term, at[layer] = style_term(
            formula, CHANNELS[layer], seen.features[layer], styles[layer], weight)
        style_sum += term
    pixels, gradient = total_variation(target, smooth)
    return content_sum, style_sum, pixels, seen.gradient(at) + gradient


# Style by nearest neighbours: layers, share of the content in what is matched, and directions.
NEIGHBOUR_LAYERS = ["conv1_2", "conv2_1", "conv3_2", "conv4_2"]
CONTENT_SHARE = 5 / 6
QUARTERS = 4


def grid(features):
    """Returns {layer: array of shape (C, H//4, W//4)}; H and W are the sides of the picture."""
    height, width = features["conv3_1"].shape[1:]
    arranged = {}
    for layer in NEIGHBOUR_LAYERS:
        x, block = features[layer], int(layer[4])
        if block < 3:
            side = 2 ** (3 - block)
            x = x[:, :height * side, :width * side]
            x = x.reshape(x.shape[0], height, side, width, side).mean(axis=(2, 4))
        elif block > 3:
            x = x[:, edge(height, x.shape[1])][:, :, edge(width, x.shape[2])]
        arranged[layer] = x
    return arranged


def edge(length, short):
    """Indices that repeat each of half as many values twice, and the last one once more."""
    return np.minimum(np.arange(length) // 2, short - 1)


def grid_back(gradient, features):
    """Returns the gradient with respect to the features from that on the grid."""
    at = {}
    for layer, g in gradient.items():
        x, block = np.zeros_like(features[layer]), int(layer[4])
        height, width = g.shape[1:]
        if block < 3:
            side = 2 ** (3 - block)
            spread = np.repeat(np.repeat(g, side, axis=1), side, axis=2) / side ** 2
            x[:, :height * side, :width * side] = spread
        elif block > 3:
            rows, columns = edge(height, x.shape[1]), edge(width, x.shape[2])
            np.add.at(x, (slice(None), rows[:, None], columns[None, :]), g)
        else:
            x = g
        at[layer] = x
    return at


def columns_of(arranged, layers):
    """Returns the hypercolumns of some layers, one in each row."""
    return np.concatenate([arranged[k].reshape(arranged[k].shape[0], -1) for k in layers]).T


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def matches(query, style):
    """Returns the row of the style with the largest cosine, both centred by their means."""
    return np.argmax(unit(query - query.mean(0)) @ unit(style - style.mean(0)).T, axis=1)


def neighbour_term(arranged, layers, target, weight):
    """Returns weight · mean(1 - cos) and its gradient with respect to the arranged features."""
    rows, target = columns_of(arranged, layers), unit(target)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = np.sum(rows * target, axis=1, keepdims=True) / lengths
    gradient = -(target - cosines * rows / lengths) / lengths * weight / len(rows)
    at, begin = {}, 0
    for layer in layers:
        channels = arranged[layer].shape[0]
        part = gradient[:, begin:begin + channels].T
        at[layer] = part.reshape(arranged[layer].shape)
        begin += channels
    return weight * np.mean(1 - cosines), at


def neighbours(weights, content, style, target, splitting, found=None):
    """Returns matches, loss and gradient; given matches are used as they are."""
    seen = Evaluation(weights, target)
    own = grid(seen.features)
    wanted = grid(Evaluation(weights, content).features)
    turned = [grid(Evaluation(weights, np.rot90(style, k, (1, 2))).features)
              for k in range(QUARTERS)]
    groups = [[k] for k in NEIGHBOUR_LAYERS] if splitting else [NEIGHBOUR_LAYERS]
    share = 0 if splitting else CONTENT_SHARE
    used, sum_, at = [], 0, {}
    for i, layers in enumerate(groups):
        rows = np.concatenate([columns_of(t, layers) for t in turned])
        query = share * columns_of(wanted, layers) + (1 - share) * columns_of(own, layers)
        used.append(matches(query, rows) if found is None else found[i])
        term, gradient = neighbour_term(own, layers, rows[used[-1]], 1 / len(groups))
        sum_ += term
        at.update(gradient)
    return used, sum_, seen.gradient(grid_back(at, seen.features))


def check_neighbour_gradient(weights, pictures, splitting):
    """Compares the gradient for given matches with a finite difference along one direction."""
    content, style, target = pictures
    found, _, gradient = neighbours(weights, *pictures, splitting)
    direction = np.random.default_rng(1).standard_normal(target.shape)
    step = 1e-7
    ahead, behind = (neighbours(weights, content, style, target + s * direction, splitting,
                                found)[1] for s in (step, -step))
    expected = (ahead - behind) / (2 * step)
    difference = abs(np.sum(gradient * direction) - expected)
    assert difference < 1e-4 * abs(expected), (splitting, difference, expected)


def check_gradient(weights, name, pictures):
    """Compares the gradient with a finite difference along one direction."""
    content, style, target = pictures
    direction = np.random.default_rng(1).standard_normal(target.shape)
    step = 1e-7
    ahead, behind = (sum(loss(weights, name, content, style, target + s * direction)[:3])
                     for s in (step, -step))
    found = np.sum(loss(weights, name, *pictures)[3] * direction)
    expected = (ahead - behind) / (2 * step)
    assert abs(found - expected) < 1e-4 * abs(expected), (name, found, expected)


def line(name, values):
    """Name, number of values, norm, sum of v_k·cos(k), and evenly spaced samples."""
    flat = np.asarray(values, dtype=np.float64).ravel()
    at = np.arange(min(SAMPLES, flat.size)) * flat.size // min(SAMPLES, flat.size)
    projection = np.sum(flat * np.cos(np.arange(flat.size)))
    numbers = [np.linalg.norm(flat), projection, *flat[at]]
    return " ".join([name, str(flat.size), *(f"{v:.9g}" for v in numbers)])


def main():
    weights = read_weights(WEIGHTS)
    pictures = picture(45, 37, 2, 3), picture(40, 34, 5, 1), picture(45, 37, 3, 7)
    content, style, _ = pictures
    lines = []
    for pooling, border in (("max", "zero"), ("average", "zero"), ("max", "replicate")):
        features = Evaluation(weights, content, pooling, border).features
        for layer in [*STYLE_LAYERS, CONTENT_LAYER]:
            lines.append(line(f"features/{pooling}/{border}/{layer}", features[layer]))
    for layer in STYLE_LAYERS:
        features = Evaluation(weights, style).features[layer]
        lines.append(line(f"gram/{layer}", gram(features) / positions(features)))
    for name in LOSSES:
        check_gradient(weights, name, pictures)
        *terms, gradient = loss(weights, name, *pictures)
        lines.append(line(f"terms/{name}", terms))
        lines.append(line(f"gradient/{name}", gradient))
    for splitting in (False, True):
        name = "splitting" if splitting else "neighbours"
        check_neighbour_gradient(weights, pictures, splitting)
        _, term, gradient = neighbours(weights, *pictures, splitting)
        lines.append(line(f"terms/{name}", [term]))
        lines.append(line(f"gradient/{name}", gradient))
    output = pathlib.Path(OUTPUT)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
