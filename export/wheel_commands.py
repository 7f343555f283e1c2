"""The export's commands on the Python package: ``python -m export wheel|bench-wheel``."""

from __future__ import annotations

import argparse
from pathlib import Path

DIST = Path("build/dist")
"""The folder that the wheel is built into."""

LITERT = Path("docs/models/inkling/model.tflite")
"""The flagship for LiteRT, one of the runtimes that the package is compared with."""


def add_wheel_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that build and measure the wheel."""
    wheel = commands.add_parser("wheel", help="build the wheel inkling-digits of this checkout")
    wheel.add_argument("--out", type=Path, default=DIST, metavar="DIR", help=f"folder to write to (default: {DIST})")
    wheel.set_defaults(command=build_wheel)

    bench = commands.add_parser("bench-wheel", help="measure the wheel in an empty environment: megabytes, and seconds to an answer")
    bench.add_argument("--rounds", type=int, default=7, metavar="N", help="how often each time is measured; the medians count (default: 7)")
    bench.add_argument(
        "--litert", type=Path, default=LITERT, metavar="FILE", help=f"the same network for the other runtime (default: {LITERT})"
    )
    bench.add_argument(
        "--json", type=Path, default=Path("runs/bench-wheel.json"), metavar="FILE", help="the results (default: runs/bench-wheel.json)"
    )
    bench.set_defaults(command=bench_wheel)


def build_wheel(arguments: argparse.Namespace) -> None:
    """Builds the wheel."""
    from export.wheel import build

    wheel = build(arguments.out)
    print(f"Built {wheel}, {wheel.stat().st_size / 1000:.0f} KB; pip install takes it.")


def bench_wheel(arguments: argparse.Namespace) -> None:
    """Measures the wheel."""
    from export.wheel_benchmark import bench
    from trainer.run import to_json, write_atomically

    write_atomically(arguments.json, to_json(bench(arguments.rounds, arguments.litert)))
    print(f"Wrote {arguments.json}; publish it with 'python -m export benchmark {arguments.json}'.")
