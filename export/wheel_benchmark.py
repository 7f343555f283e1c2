"""Measures what the wheel costs a stranger: megabytes on the disk, and seconds until the first answer.

Command: ``python -m export bench-wheel`` -> ``runs/bench-wheel.json`` (``make bench-wheel``). Everything happens in environments that
are empty before:

- the wheel with all that it needs: the size of each package, and the seconds of ``inkling read`` on one picture;
- what carries the network, and the runtimes that could: the size of each with what it brings, and the seconds from the start of Python
  to the first answer.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from export.programs import output
from export.wheel import CHECKOUT, build, environment
from trainer.errors import InklingError
from trainer.provenance import git_commit, hardware, load

PUBLISHED = CHECKOUT / "docs" / "models" / "inkling"
"""The model that is in the wheel."""

Packages = dict[str, list[Any]]
"""Name -> version and bytes."""

COMPILED = "--compile-bytecode"
"""As pip does it; uv leaves it to the first start."""

SIZES = """
import json, importlib.metadata as metadata
sizes = {}
for package in metadata.distributions():
    files = [package.locate_file(file) for file in package.files or ()]
    sizes[package.name] = [package.version, sum(file.stat().st_size for file in files if file.is_file())]
print(json.dumps(sizes))
"""
"""Prints version and bytes of each package of an environment."""

OURS = """
import numpy
from inkling.network import open_network
answer = open_network("inkling").answers
"""

ONNXRUNTIME = """
import sys, numpy, onnxruntime
session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
answer = lambda grid: session.run(None, {session.get_inputs()[0].name: grid})
"""

LITERT = """
import sys, numpy
from ai_edge_litert.interpreter import Interpreter
interpreter = Interpreter(sys.argv[1])
interpreter.allocate_tensors()
place = interpreter.get_input_details()[0]["index"]
answer = lambda grid: (interpreter.set_tensor(place, grid), interpreter.invoke())
"""

FIRST = """
answer(numpy.zeros((1, 28, 28, 1), numpy.float32))
"""

MANY = """
import time
grid = numpy.zeros((1, 28, 28, 1), numpy.float32)
def seconds():
    start = time.perf_counter()
    answer(grid)
    return time.perf_counter() - start
print(sorted(seconds() for _ in range(301))[150])
"""
"""Prints the median seconds of an answer, once everything is loaded."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """A runtime that could carry the network."""

    package: str
    """Its name for pip."""
    program: str
    """Loads a model, and defines ``answer``, which takes a grid ``(1, 28, 28, 1)``."""
    file: Path
    """The model."""


def bench(rounds: int, litert: Path, say: Callable[[str], None] = print) -> dict[str, Any]:
    """Runs the benchmark.

    Args:
        rounds: How often each time is measured; the medians count.
        litert: The same network for LiteRT.
        say: Called with one line of news at a time.

    Raises:
        InklingError: A model is missing, or something cannot be installed.
    """
    runtimes = (Runtime("onnxruntime", ONNXRUNTIME, PUBLISHED / "model.onnx"), Runtime("ai-edge-litert", LITERT, litert))
    for runtime in runtimes:
        if not runtime.file.is_file():
            raise InklingError(f"{runtime.file} is missing; make it with 'python -m export convert', and name it with --litert.")
    with tempfile.TemporaryDirectory() as folder:
        wheel = build(Path(folder) / "dist")
        programs = environment(Path(folder) / "wheel", [COMPILED, wheel])
        read: list[str | Path] = [programs / "inkling", "read", photograph(Path(folder) / "photo.jpg")]
        measured = {
            "hardware": hardware(),
            "load": load(),
            "commit": git_commit(CHECKOUT),
            "command": "make bench-wheel",
            "wheel": wheel.stat().st_size,
            "python": _output([programs / "python", "-I", "-c", "import platform; print(platform.python_version())"]).strip(),
            "packages": json.loads(_output([programs / "python", "-I", "-c", SIZES])),
            "read": _seconds(read, rounds),
        }
        say(f"inkling read: {measured['read']['wall']} s")
        ours = {name: measured["packages"][name] for name in ("inkling-digits", "numpy")}
        measured["runtimes"] = [_runtime("inkling-digits", ours, [programs / "python", "-I", "-c", OURS], rounds, say)]
        for runtime in runtimes:
            where = environment(Path(folder) / runtime.package, [COMPILED, runtime.package])
            packages = json.loads(_output([where / "python", "-I", "-c", SIZES]))
            command: list[str | Path] = [where / "python", "-I", "-c", runtime.program, runtime.file]
            measured["runtimes"].append(_runtime(runtime.package, packages, command, rounds, say))
    return measured


def photograph(file: Path) -> Path:
    """Writes what a camera might see, 1,200 by 900 pixels: a 7 of a felt pen on paper, darker to the right; returns the file."""
    paper = Image.linear_gradient("L").rotate(90).resize((1200, 900)).point(lambda value: 130 + value // 3)
    ImageDraw.Draw(paper).line([(400, 220), (760, 200), (520, 720)], fill=40, width=34, joint="curve")
    paper.save(file)
    return file


def _runtime(name: str, packages: Packages, command: list[str | Path], rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures one runtime: ``first``, seconds of a process that answers once, and ``one``, seconds of an answer after that.

    Args:
        name: Its package.
        packages: Those that it needs.
        command: Python with a program that defines ``answer``, and what the program gets.
        rounds: How often each time is measured.
        say: Called with a line of news.
    """
    *python, program = command[:4]
    first, many = ([*python, f"{program}{rest}", *command[4:]] for rest in (FIRST, MANY))
    measured: dict[str, Any] = {
        "name": name,
        "packages": packages,
        "first": _seconds(first, rounds),
        "one": [float(_output(many)) for _ in range(rounds)],
    }
    say(f"{name}: {measured['first']['wall']} s until the first answer, then {statistics.median(measured['one']) * 1000:.2f} ms each")
    return measured


def _seconds(command: list[str | Path], rounds: int) -> dict[str, list[float]]:
    """Measures a command; it runs once before, so that its files are read from memory and compiled.

    Returns:
        ``wall``: seconds by the clock; ``processor``: seconds that a core computed, which a busy machine changes less.
    """
    _output(command)
    measured: dict[str, list[float]] = {"wall": [], "processor": []}
    for _ in range(rounds):
        start, before = time.perf_counter(), os.times()
        _output(command)
        after = os.times()
        measured["wall"].append(round(time.perf_counter() - start, 3))
        measured["processor"].append(round(sum(after[2:4]) - sum(before[2:4]), 3))  # of the children, user and system
    return measured


def _output(command: list[str | Path]) -> str:
    return output(str(command[0]), command)
