"""Digits of one's own to train on: files of strokes, as ``evaluate`` reads them or as the demo saves corrections, and folders of pictures.

A folder of pictures has one folder a label: ``0`` to ``9``, and ``other`` for what is not a digit. Nothing is written here;
``trainer/synthetic/own_drawings.py`` makes training images of what was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from trainer.data.mnist import Array
from trainer.data.stroke_files import Sample, read_samples
from trainer.errors import InklingError
from trainer.evaluation.datasets import refuse_test_set
from trainer.reading.image import image_to_grid
from trainer.reading.image_file import read_brightness
from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import Stroke
from trainer.run import sha256

T = TypeVar("T")

DIGITS = frozenset("0123456789")
OTHER = "other"
"""The folder of pictures that are not digits."""

MOST_NAMED = 20
"""So many problems are told; of more it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Own:
    """What was read."""

    drawings: tuple[tuple[Stroke, ...], ...] = ()
    """Strokes of each drawing, each stroke ``(n, 2)``, y down, in the units of their file."""
    drawing_labels: tuple[int, ...] = ()
    """Of each drawing a digit, or ``NO_DIGIT``."""
    images: Array | None = None
    """Grids of the pictures, ``(n, 28, 28)`` uint8, ink 255; None where there are none."""
    image_labels: tuple[int, ...] = ()
    """Of each picture."""
    sources: tuple[dict[str, Any], ...] = ()
    """What a manifest says of each file or folder: its ``kind``, ``name``, ``sha256`` and how many ``samples`` it holds."""

    @property
    def samples(self) -> int:
        """How many drawings and pictures there are."""
        return len(self.drawing_labels) + len(self.image_labels)


NOTHING = Own()


def read_own(strokes: Sequence[Path], folders: Sequence[Path], answers: int) -> Own:
    """Reads files of strokes and folders of pictures.

    Args:
        strokes: Files of strokes; a label that is not a digit is a drawing that is not one.
        folders: Folders of pictures, one folder a label.
        answers: How many answers the network has: 10, or 11 where it can say that something is not a digit.

    Raises:
        InklingError: Something cannot be used. All that is wrong is named, one line each.
    """
    problems: list[str] = []
    drawings: list[tuple[tuple[Stroke, ...], int]] = []
    pictures: list[tuple[Array, int]] = []
    sources: list[dict[str, Any]] = []
    for file in strokes:
        read = _attempt(problems, partial(_read_strokes, file, answers, problems)) or []
        drawings += read
        sources.append({"kind": "strokes", "name": file.name, "sha256": sha256(file) if file.is_file() else "", "samples": len(read)})
    for folder in folders:
        found, digest = _read_folder(folder, answers, problems)
        pictures += found
        sources.append({"kind": "images", "name": folder.name, "sha256": digest, "samples": len(found)})
    if problems:
        raise InklingError(_listed(problems))
    return Own(
        tuple(drawing for drawing, _ in drawings),
        tuple(label for _, label in drawings),
        np.stack([grid for grid, _ in pictures]) if pictures else None,
        tuple(label for _, label in pictures),
        tuple(sources),
    )


def _listed(problems: Sequence[str]) -> str:
    more = [f"... and {len(problems) - MOST_NAMED} more."] if len(problems) > MOST_NAMED else []
    lines = "\n".join([*problems[:MOST_NAMED], *more])
    return lines if len(problems) == 1 else f"Nothing was trained, because {len(problems)} things are wrong:\n{lines}"


def _attempt(problems: list[str], read: Callable[[], T]) -> T | None:
    """Reads something; notes its error and returns None where it cannot be read."""
    try:
        return read()
    except InklingError as error:
        problems.append(str(error))
    except OSError as error:
        problems.append(f"{error.filename} cannot be read: {error.strerror}.")
    return None


def _read_strokes(file: Path, answers: int, problems: list[str]) -> list[tuple[tuple[Stroke, ...], int]]:
    refuse_test_set(file)
    read = []
    for number, sample in enumerate(read_samples(file), 1):
        strokes = _strokes_of(sample)
        label = _attempt(problems, partial(_label, f"{file}: sample {number}", sample.label, answers))
        if not strokes:
            problems.append(f"{file}: sample {number} has no ink; take it out.")
        elif label is not None:
            read.append((strokes, label))
    return read


def _strokes_of(sample: Sample) -> tuple[Stroke, ...]:
    return tuple(np.array([[point["x"], point["y"]] for point in stroke]) for stroke in sample.strokes if stroke)


def _label(what: str, label: str, answers: int) -> int:
    """Returns a label as a network's answer."""
    if label in DIGITS:
        return int(label)
    if not label:
        raise InklingError(f"{what} has no label: say which digit it is.")
    if answers <= NO_DIGIT:
        raise InklingError(f"{what} has the label '{label}', and this recipe knows digits only; take it out, or train inkling.")
    return NO_DIGIT


def _read_folder(folder: Path, answers: int, problems: list[str]) -> tuple[list[tuple[Array, int]], str]:
    """Returns the grids and labels of a folder's pictures, and the SHA-256 of their names and contents."""
    digest = hashlib.sha256()
    read: list[tuple[Array, int]] = []
    found = 0
    for inside in sorted(folder.iterdir()) if folder.is_dir() else []:
        if inside.name.startswith("."):
            continue
        if not inside.is_dir() or inside.name not in {*DIGITS, OTHER}:
            problems.append(f"{inside} is not a folder named 0 to 9 or {OTHER}; put each picture into the folder of its label.")
            continue
        label = _attempt(problems, partial(_label, f"The folder {inside}", inside.name, answers))
        for file in sorted(path for path in inside.iterdir() if not path.name.startswith(".")):
            found += 1
            grid = _attempt(problems, partial(_grid, file))
            if grid is not None and label is not None:
                digest.update(f"{inside.name}/{file.name} {sha256(file)}\n".encode())
                read.append((grid, label))
    if not found:
        problems.append(f"{folder} holds no pictures; name a folder that has one folder a label: 0 to 9, and {OTHER}.")
    return read, digest.hexdigest()


def _grid(file: Path) -> Array:
    grid = image_to_grid(read_brightness(file))
    if grid is None:
        raise InklingError(f"{file} is blank: there is nothing to learn from; take it out.")
    pixels: Array = np.round(255 * grid).astype(np.uint8)
    return pixels
