"""Reads files of strokes that people drew, with labels or without, and renders them as the page does.

Three formats; ``docs/train/strokes.md`` says where such files are:

- UNIPEN text, as UCI publishes Pendigits: ``.SEGMENT`` with a label in quotes, ``.PEN_DOWN``, lines ``x y``, ``.PEN_UP``; y goes up.
- What the demo saves under "Teach it your handwriting": ``{"corrections": [{"label": 7, "strokes": [[{"x": .., "y": ..}]]}]}``; y goes down.
- JSON: ``{"strokes": [sample, ...], "labels": [label, ...], "writers": [writer, ...]}``. A sample is a list of strokes, a stroke a
  list of ``[x, y]``; y goes down. Labels and writers may be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.data.mnist import Array, Grids
from trainer.errors import InklingError
from trainer.reading.strokes import strokes_to_grid

SEGMENT = re.compile(r'^\.SEGMENT\s+\S+\s+\S+\s+\S+\s+"(.*)"')
"""The line of UNIPEN that starts a sample; the group is its label."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One drawing of a file."""

    strokes: list[list[dict[str, float]]]
    """Points ``{"x": .., "y": ..}``, y down."""
    label: str
    """What its writer was asked to draw; empty where the file does not say."""
    writer: str = ""
    """Who drew it; empty where the file does not say."""


def read_samples(path: Path) -> list[Sample]:
    """Reads a file of any of the formats.

    Raises:
        InklingError: The file has none of the formats, or holds no strokes.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InklingError(f"{path} is not a text file; name a file of UNIPEN text or JSON.") from None
    samples = parse_json(path, text) if text.lstrip()[:1] in ("{", "[") else parse_unipen(path, text)
    if not samples:
        raise InklingError(f"{path} holds no strokes; it should be UNIPEN text or JSON as docs/train/strokes.md says.")
    return samples


def read_digits(path: Path) -> tuple[Grids, Array]:
    """Reads a file of digits.

    Returns:
        Grids ``(n, 28, 28, 1)`` as the page renders them, and labels ``(n,)``, 0 to 9.

    Raises:
        InklingError: The file has none of the formats or holds no strokes, a label is not a digit, or a sample has no ink.
    """
    samples = read_samples(path)
    labels = labels_of(samples, path)
    return grids_of(samples, path), labels


def labels_of(samples: list[Sample], path: Path) -> Array:
    """Returns the labels of digits, ``(n,)``, 0 to 9; ``path`` is for the error.

    Raises:
        InklingError: A label is not a digit.
    """
    for number, sample in enumerate(samples, 1):
        if sample.label not in set("0123456789"):
            raise InklingError(
                f"{path}: sample {number} has the label '{sample.label}', which is not a digit; give such samples as --non-digits."
            )
    return np.array([int(sample.label) for sample in samples], np.uint8)


def grids_of(samples: list[Sample], path: Path) -> Grids:
    """Renders samples as the page does, ``(n, 28, 28, 1)``; ``path`` is for the error.

    Raises:
        InklingError: A sample has no ink: no point that can be drawn.
    """
    grids = [strokes_to_grid(sample.strokes) for sample in samples]
    for number, grid in enumerate(grids, 1):
        if grid is None:
            raise InklingError(f"{path}: sample {number} has no ink; remove it.")
    return np.array(grids, np.float32)[..., None]


def parse_json(path: Path, text: str) -> list[Sample]:
    """Reads the JSON format; ``path`` is for the error.

    Raises:
        InklingError: The text is not that format.
    """
    try:
        content = json.loads(text)
        if "corrections" in content:
            return [_correction(one) for one in content["corrections"]]
        drawings = content["strokes"]
        labels = content.get("labels") or [""] * len(drawings)
        writers = content.get("writers") or [""] * len(drawings)
        return [
            Sample([[{"x": float(x), "y": float(y)} for x, y in stroke] for stroke in strokes], str(label), str(writer))
            for strokes, label, writer in zip(drawings, labels, writers, strict=True)
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InklingError(f"{path} is not JSON of strokes ({error}); docs/train/strokes.md says what it should hold.") from None


def _correction(correction: dict[str, Any]) -> Sample:
    """Returns a drawing that was corrected in the demo."""
    strokes = [[{"x": float(point["x"]), "y": float(point["y"])} for point in stroke] for stroke in correction["strokes"]]
    return Sample(strokes, str(correction["label"]))


def parse_unipen(path: Path, text: str) -> list[Sample]:
    """Reads UNIPEN text; ``path`` is for the error. A segment without strokes is left out.

    Raises:
        InklingError: A line between pen down and pen up is no point.
    """
    return [sample for segment in _segments(text) if (sample := _sample(path, segment)).strokes]


def _segments(text: str) -> Iterator[list[tuple[int, str]]]:
    """Cuts UNIPEN text into numbered lines, one list a segment; what stands before the first segment is a list too."""
    segment: list[tuple[int, str]] = []
    for numbered in enumerate(text.splitlines(), 1):
        if SEGMENT.match(numbered[1]):
            yield segment
            segment = []
        segment.append(numbered)
    yield segment


def _sample(path: Path, segment: list[tuple[int, str]]) -> Sample:
    """Reads one segment. In UNIPEN y goes up, in a sample it goes down."""
    label, writer, pen_down = "", "", False
    strokes: list[list[dict[str, float]]] = []
    for number, line in segment:
        words = line.split()
        if start := SEGMENT.match(line):
            label = start[1]
        elif line.startswith(".COMMENT") and len(words) == 4:  # Pendigits: digit, writer, number
            writer = words[2]
        elif line.startswith((".PEN_DOWN", ".PEN_UP")):
            pen_down = line.startswith(".PEN_DOWN")
            strokes += [[]] if pen_down else []
        elif pen_down and words and not line.startswith("."):
            strokes[-1].append(_point(path, number, line))
    return Sample(strokes, label, writer)


def _point(path: Path, number: int, line: str) -> dict[str, float]:
    words = line.split()
    try:
        return {"x": float(words[0]), "y": -float(words[1])}
    except (ValueError, IndexError):
        raise InklingError(f"{path}, line {number}: '{line.strip()}' is not a point; UNIPEN has two numbers there.") from None
