"""Seconds per gradient of the loss of Gatys et al. in plain PyTorch, as a yardstick.

Usage: python3 neural_style_pt.py [--device cuda] [--sides 256,512] [--weights FILE] [--tf32 off,convolutions,all]

It builds the same network (VGG19 to conv5_1), the same five style layers and one content layer, and prints the
same columns as ``stylize bench``. The weights are those of a safetensors file with torchvision's names, such as
the built-in network's, or random: they do not change the speed. On recent NVIDIA GPUs, TF32 (10 bits of mantissa
instead of 23) may be off, on in convolutions as PyTorch has it by itself, or on in matrix products, too.
To time neural-style-pt itself: clone github.com/ProGamerGov/neural-style-pt and run
``python3 neural_style.py -image_size 512 -num_iterations 50 -optimizer lbfgs -gpu c``; divide its time.
"""

import argparse
import json
import struct
import time

import torch
import torch.nn.functional as F

WIDTHS = [[3, 64, 64], [64, 128, 128], [128, 256, 256, 256, 256], [256, 512, 512, 512, 512], [512, 512]]
# Torchvision counts convolutions, rectifiers and poolings alike.
PLACES = [[0, 2], [5, 7], [10, 12, 14, 16], [19, 21, 23, 25], [28]]
STYLE = {(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)}
CONTENT = (3, 1)
TYPES = {"F16": torch.float16, "F32": torch.float32}


def random_network():
    return [[(torch.randn(o, i, 3, 3) * (2 / (9 * i)) ** 0.5, torch.zeros(o)) for i, o in zip(w, w[1:])] for w in WIDTHS]


def read_network(file):
    with open(file, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        data = bytearray(f.read())

    def tensor(name):
        entry = header[name]
        begin, end = entry["data_offsets"]
        values = torch.frombuffer(data[begin:end], dtype=TYPES[entry["dtype"]])
        return values.reshape(entry["shape"]).float()

    return [[(tensor(f"features.{p}.weight"), tensor(f"features.{p}.bias")) for p in block] for block in PLACES]


def features(x, net):
    seen = {}
    for b, block in enumerate(net):
        if b:
            x = F.max_pool2d(x, 2)
        for l, (kernel, bias) in enumerate(block):
            x = F.relu(F.conv2d(x, kernel, bias, padding=1))
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


def measure(side, net, device, repetitions):
    """Seconds per gradient, and, on CUDA, the most memory that tensors took and that PyTorch reserved, in MB."""
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    content = torch.randn(1, 3, side, side, device=device) * 50
    with torch.no_grad():
        seen = features(content, net)
        target = {CONTENT: seen[CONTENT]}
        style = {k: gram(seen[k]) for k in STYLE}
        del seen
    picture = torch.randn(1, 3, side, side, device=device) * 50

    def gradient():
        x = picture.clone().requires_grad_(True)
        seen = features(x, net)
        loss = F.mse_loss(seen[CONTENT], target[CONTENT])
        for k in STYLE:
            loss = loss + 1e3 / seen[k].shape[1] ** 2 * F.mse_loss(gram(seen[k]), style[k])
        loss.backward()

    seconds = timed(gradient, device, repetitions)
    if not device.startswith("cuda"):
        return seconds, "", ""
    return seconds, torch.cuda.max_memory_allocated() >> 20, torch.cuda.max_memory_reserved() >> 20


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--sides", default="256,512")
    parser.add_argument("--weights", help="a safetensors file; random if left out")
    parser.add_argument("--tf32", default="convolutions", help="off, convolutions, all; several with commas")
    parser.add_argument("--repetitions", type=int, default=3)
    options = parser.parse_args()
    device = options.device
    net = read_network(options.weights) if options.weights else random_network()
    net = [[(kernel.to(device), bias.to(device)) for kernel, bias in block] for block in net]
    flop = sum(2 * k.numel() / 4**b for b, block in enumerate(net) for k, _ in block)
    square = torch.randn(2048, 2048, device=device)
    print(f"PyTorch {torch.__version__}, {device}, {torch.get_num_threads()} threads")
    print("TF32,side,tile,seconds,GFLOP/s,matrix GFLOP/s,share,MB of tensors,MB reserved")
    for tf32 in options.tf32.split(","):
        torch.backends.cudnn.allow_tf32 = tf32 != "off"
        torch.backends.cuda.matmul.allow_tf32 = tf32 == "all"
        for side in map(int, options.sides.split(",")):
            matrix = 2 * 2048**3 / timed(lambda: square @ square, device, 4)
            seconds, used, reserved = measure(side, net, device, options.repetitions)
            rate = 2 * flop * side * side / seconds
            print(f"{tf32},{side},0,{seconds:.4f},{rate / 1e9:.0f},{matrix / 1e9:.0f},{rate / matrix:.2f},{used},{reserved}",
                  flush=True)


if __name__ == "__main__":
    main()
