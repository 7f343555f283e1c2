"""Templates of drawings, and the smooth curves through their points.

A template is a line of text such as ``10,10 80,10 80,10 40,90``: the points of a stroke in a square of 100x100, y down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from trainer.reading.strokes import Stroke

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Template:
    """A template, prepared so that one product of matrices gives all its curves.

    One call of the generator draws all numbers that shift its points. For each stroke it draws two for each control point, two for the ends
    of the stroke, and two for its position; the indices say which is which.
    """

    controls: Stroke
    """Control points of all strokes, ``(k, 2)``. A corner stands there twice."""
    curves: Numbers
    """``(n, k)``: what each control point adds to each point of the curves."""
    lengths: tuple[int, ...]
    """Points of each stroke's curve; their sum is ``n``."""
    of_controls: Indices
    """Which random numbers shift the control points, ``(k, 2)``."""
    of_ends: Indices
    """Which ones change the ends of the strokes, ``(strokes, 2)``."""
    of_strokes: Indices
    """Which ones shift the strokes, ``(strokes, 2)``."""


@cache
def parse_template(text: str) -> Template:
    """Reads a template: ``x,y`` points, a point that stands twice is a corner, ``|`` starts a new stroke."""
    return template_of([[(float(x), float(y)) for x, y in (point.split(",") for point in part.split())] for part in text.split("|")])


def template_of(strokes: Sequence[Sequence[tuple[float, float]]]) -> Template:
    """Makes a template of the control points of each stroke; a point that stands twice is a corner."""
    key = tuple((len(points), tuple(i for i in range(1, len(points)) if points[i] == points[i - 1])) for points in strokes)
    return Template(np.array([point for points in strokes for point in points], float), *_structure(key))


Structure = tuple[Numbers, tuple[int, ...], Indices, Indices, Indices]
"""The fields of a template that its points do not decide."""


@lru_cache(maxsize=2000)
def _structure(strokes: tuple[tuple[int, tuple[int, ...]], ...]) -> Structure:
    """Prepares the curves of strokes, each given as how many points it has and which of them are the second of a corner."""
    unit = np.eye(sum(size for size, _ in strokes))
    curves, numbers, done, drawn = [], [], 0, 0
    for size, corners in strokes:
        rows = np.arange(done, done + size)
        curves.append(np.concatenate([smooth_curve(unit[piece]) for piece in _pieces(rows, corners)]))
        numbers.append(np.arange(drawn, drawn + 2 * size + 4).reshape(-1, 2))
        done, drawn = done + size, drawn + 2 * size + 4
    lengths = tuple(map(len, curves))
    of_controls = np.concatenate([pairs[:-2] for pairs in numbers])
    of_ends, of_strokes = (np.array([pairs[index] for pairs in numbers]) for index in (-2, -1))
    return np.concatenate(curves), lengths, of_controls, of_ends, of_strokes


def _pieces(rows: Indices, corners: Sequence[int]) -> list[Indices]:
    """Returns the rows of the control points of each smooth piece; the piece after a corner starts where the one before it ends."""
    pieces = np.split(rows, corners)
    return [pieces[0], *(np.concatenate([[piece[0] - 1], piece[1:]]) for piece in pieces[1:])]


def lengths_so_far(stroke: Stroke) -> Numbers:
    """Returns how long a stroke ``(n, 2)`` is up to each of its points, ``(n,)``; ``batch.py`` does the same for many strokes."""
    return np.concatenate([[0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])


def smooth_curve(points: Numbers, samples: int = 12) -> Numbers:
    """Returns a smooth curve through points ``(n, axes)``, with ``samples`` points from each to the next.

    Source: Catmull and Rom, "A Class of Local Interpolating Splines", 1974.
    """
    curve: Numbers = _smoothing(len(points), samples) @ points
    return curve


@cache
def _smoothing(count: int, samples: int) -> Numbers:
    """Returns what each of ``count`` points adds to each point of a curve through them: the curve is a linear function of its points."""
    points = np.eye(count)
    if count == 1:
        return points
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])[:, None]
    t = np.linspace(0, 1, samples, endpoint=False)[:, None]
    a, b, c, d = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    pieces = b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return np.concatenate([pieces.reshape(-1, count), points[-1:]])
