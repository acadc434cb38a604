#!/usr/bin/env python3
"""Compares presets on pairs of images and prints one Markdown row for each result.

Usage, from the project's folder, after `mvn -q package -DskipTests`:

  python3 benchmark/compare_presets.py --network FILE --size 512 --out FOLDER \\
      test-images/scene.png,test-images/swirls.png CONTENT,STYLE ...

Each result is written to FOLDER with the CPU seconds of its process beside it, which other
programs on the machine change little. Results that are there
already are measured but not painted again, so that a comparison that was stopped can go on.
"""

import argparse
import json
import pathlib
import resource
import subprocess

COLUMNS = ("pair", "preset", "structure", "photograph share", "Gram", "Wasserstein", "fine",
           "CPU seconds")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", metavar="CONTENT,STYLE")
    parser.add_argument("--network", required=True)
    parser.add_argument("--presets", default="strokes,balanced,neural-style")
    parser.add_argument("--size", default="512")
    parser.add_argument("--precision", default="auto")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--stylize", default="bin/stylize", help="the command line to use")
    return parser.parse_args()


def child_seconds():
    """Returns the CPU seconds of all processes that have ended so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def paint(options, content, style, preset, result):
    """Paints a result and returns the CPU seconds of the whole process."""
    seconds = result.with_suffix(".seconds")
    if not (result.exists() and seconds.exists()):
        begin = child_seconds()
        subprocess.run(
            [*options.stylize.split(), content, style, "-o", result, "--preset", preset,
             "--network", options.network, "--size", options.size,
             "--precision", options.precision], check=True, stderr=subprocess.DEVNULL)
        seconds.write_text(f"{child_seconds() - begin:.0f}\n", encoding="utf-8")
    return seconds.read_text(encoding="utf-8").strip()


def judge(options, content, style, result):
    """Returns the measures of `stylize judge`."""
    file = result.with_suffix(".json")
    subprocess.run(
        [*options.stylize.split(), "judge", content, style, result, "--network", options.network,
         "--json", file], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return json.loads(file.read_text(encoding="utf-8"))


def short(number):
    return f"{number:.3f}".removeprefix("0")


def row(name, preset, measures, seconds):
    held_out = measures["heldOut"].values()
    fine = measures["fine"]
    mean = {kind: sum(layer[kind] for layer in held_out) / len(held_out)
            for kind in ("gram", "wasserstein")}
    shares = " ".join(f"{share:.2f}".removeprefix("0")
                      for share in measures["photographShare"].values())
    ratio = fine["result"] / max(fine["content"], fine["style"])
    return (name, f"`{preset}`", short(measures["structureDistance"]), shares,
            short(mean["gram"]), short(mean["wasserstein"]), f"{ratio:.2f}", seconds)


def print_row(cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    print_row(COLUMNS)
    print_row(["---"] * len(COLUMNS))
    for pair in options.pairs:
        content, style = pair.split(",")
        name = f"{pathlib.Path(content).stem} × {pathlib.Path(style).stem}"
        for preset in options.presets.split(","):
            stem = f"{pathlib.Path(content).stem}-{pathlib.Path(style).stem}-{preset}"
            result = options.out / f"{stem}-{options.size}.png"
            seconds = paint(options, content, style, preset, result)
            print_row(row(name, preset, judge(options, content, style, result), seconds))


if __name__ == "__main__":
    main()
