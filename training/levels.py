"""Prints one number per layer: the Oxford network's mean activation over drawn pictures.

These thirteen scalars are all the trained trunk takes over from the Oxford network: export.py multiplies its layers to the
same levels, so that presets tuned on the one mean the same on the other.
"""

import argparse
from pathlib import Path

import torch

import export
import safetensors_file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("oxford", type=Path)
    parser.add_argument("--pictures", type=int, default=32)
    parser.add_argument("--seed", type=int, default=1000)
    args = parser.parse_args()
    torch.set_num_threads(1)
    means = export.channel_means(safetensors_file.read(args.oxford), export.pictures(args.seed, args.pictures))
    for name, mean in means.items():
        print(f'    "{name}": {mean.mean():.4g},')


if __name__ == "__main__":
    main()
