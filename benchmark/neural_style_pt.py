"""Seconds per gradient of the loss of Gatys et al. in plain PyTorch, as a yardstick.

Usage: python3 neural_style_pt.py [--device cuda] [--sides 256,512]

It builds the same network (VGG19 to conv5_1, random weights: they do not change the speed), the same
five style layers and one content layer, and prints the same columns as ``stylize bench``.
To time neural-style-pt itself: clone github.com/ProGamerGov/neural-style-pt and run
``python3 neural_style.py -image_size 512 -num_iterations 50 -optimizer lbfgs -gpu c``; divide its time.
"""

import argparse
import time

import torch
import torch.nn.functional as F

WIDTHS = [[3, 64, 64], [64, 128, 128], [128, 256, 256, 256, 256], [256, 512, 512, 512, 512], [512, 512]]
STYLE = {(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)}
CONTENT = (3, 1)


def network(device):
    return [
        [torch.randn(o, i, 3, 3, device=device) * (2 / (9 * i)) ** 0.5 for i, o in zip(w, w[1:])]
        for w in WIDTHS
    ]


def features(x, net):
    seen = {}
    for b, block in enumerate(net):
        if b:
            x = F.max_pool2d(x, 2)
        for l, kernel in enumerate(block):
            x = F.relu(F.conv2d(x, kernel, padding=1))
            if (b, l) in STYLE or (b, l) == CONTENT:
                seen[b, l] = x
    return seen


def gram(f):
    rows = f.flatten(2)[0]
    return rows @ rows.T / rows.shape[1]


def wait(device):
    if device != "cpu":
        getattr(torch, device.split(":")[0]).synchronize()


def timed(work, device, count):
    work()
    best = float("inf")
    for _ in range(count):
        wait(device)
        begin = time.perf_counter()
        work()
        wait(device)
        best = min(best, time.perf_counter() - begin)
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--sides", default="256,512")
    options = parser.parse_args()
    device = options.device
    net = network(device)
    flop = sum(
        2 * k.numel() / 4**b for b, block in enumerate(net) for k in block
    )
    square = torch.randn(2048, 2048, device=device)
    print(f"PyTorch {torch.__version__}, {device}, {torch.get_num_threads()} threads")
    print("side,tile,seconds,GFLOP/s,matrix GFLOP/s,share")
    for side in map(int, options.sides.split(",")):
        with torch.no_grad():
            target = features(torch.randn(1, 3, side, side, device=device) * 50, net)
            style = {k: gram(target[k]) for k in STYLE}
        picture = torch.randn(1, 3, side, side, device=device) * 50

        def gradient():
            x = picture.clone().requires_grad_(True)
            seen = features(x, net)
            loss = F.mse_loss(seen[CONTENT], target[CONTENT])
            for k in STYLE:
                loss = loss + 1e3 / seen[k].shape[1] ** 2 * F.mse_loss(gram(seen[k]), style[k])
            loss.backward()

        matrix = 2 * 2048**3 / timed(lambda: square @ square, device, 4)
        seconds = timed(gradient, device, 3)
        rate = 2 * flop * side * side / seconds
        print(f"{side},0,{seconds:.3f},{rate / 1e9:.0f},{matrix / 1e9:.0f},{rate / matrix:.2f}")


if __name__ == "__main__":
    main()
