"""Cuts a stroke that holds several digits, written without lifting the pen, where a line may join two of them.

Such a line goes to the right, and hardly anything before it lies further right than anything after it. Whether there are two digits
is for the network to say: the parts compete with the whole stroke. Twin of ``site/src/preprocessing/joined-strokes.js``; both are
tested on ``tests/vectors/numbers.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .number_marks import Path, box_of

WIDE = 0.8
"""Smallest width of a stroke that is cut, in its heights."""
POINTS = 40
"""Points that a stroke gets for each of its heights: a mouse gives only the corners of a fast line."""
MOST_POINTS = 2000
"""Most points of a stroke to cut: more is a scribble."""
MOST_PARTS = 6
"""Most parts of one stroke."""
SHARED = 0.05
"""The share of its height by which the ink before a cut may reach beyond the ink after it."""
TALL = 0.75
"""Smallest height of a part, in heights of the stroke."""
DOWN = 0.6
"""A joining line goes down at most by this while it goes right by 1."""
STRAIGHT = 0.8
"""The cosine of the angle by which a joining line may bend."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A stroke, or what lies between two cuts."""

    stroke: Path
    """All of it."""
    ink: Path
    """Of this part."""
    index: int
    """Of the stroke's parts, in the order of drawing."""
    count: int
    """Of the stroke's parts; 1 where it is not cut."""
    start: int
    """The first point of the ink that is behind the joining line before it."""
    end: int
    """The place of the ink's point with which the joining line after it begins, plus 1."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to cut, and where the joining line begins and ends."""

    at: int
    first: int
    last: int


def whole_stroke(stroke: Path) -> Part:
    """All of a stroke as one part."""
    return Part(stroke, stroke, 0, 1, 0, len(stroke))


def parts_of(stroke: Path) -> list[Part]:
    """Cuts a stroke that has ink; from its first point to its last, one part where there is nothing to cut."""
    box = box_of(stroke)
    if box.height <= 0 or box.width < WIDE * box.height:
        return [whole_stroke(stroke)]
    points = _evenly(stroke, box.height / POINTS)
    cuts = [] if points is None else _cuts_of(points, box.height)
    if points is None or not cuts:
        return [whole_stroke(stroke)]
    end = len(points) - 1
    ends = [Cut(0, 0, 0), *cuts, Cut(end, end, end)]
    return [_between(stroke, points, ends, index) for index in range(len(ends) - 1)]


def _between(stroke: Path, points: Path, ends: Sequence[Cut], index: int) -> Part:
    before, after = ends[index], ends[index + 1]
    ink = points[before.at : after.at + 1]
    is_line = before.last >= after.first  # Nothing is left between the two lines: then they are all that there is.
    start, end = (0, len(ink)) if is_line else (before.last - before.at, after.first - before.at + 1)
    return Part(stroke, ink, index, len(ends) - 1, start, end)


def ink_of(parts: Sequence[Part], without_before: bool = False, without_after: bool = False) -> list[Path]:
    """The ink of neighbours; a stroke of which all parts are there is whole again.

    Args:
        parts: One or more.
        without_before: Leaves out the joining line before the first part.
        without_after: Leaves out the joining line after the last part.
    """
    strokes = {id(part.stroke): [other for other in parts if other.stroke is part.stroke] for part in parts}
    inks = []
    for own in strokes.values():
        if len(own) == own[0].count:
            inks.append(own[0].stroke)
            continue
        starts = [part.start if without_before and part is parts[0] else 0 for part in own]
        ends = [part.end if without_after and part is parts[-1] else len(part.ink) for part in own]
        inks.append(np.concatenate([part.ink[start:end] for part, start, end in zip(own, starts, ends, strict=True)]))
    return inks


def _evenly(stroke: Path, step: float) -> Path | None:
    """Points of the same line at equal distances, and its end; None where there are too many."""
    points = [stroke[0]]
    left = step  # To the next point.
    for a, b in pairwise(stroke):
        length = float(np.hypot(*(b - a)))
        along = left
        while along <= length:
            if len(points) > MOST_POINTS:
                return None
            points.append(a + (b - a) * along / length)
            along += step
        left = along - length
    return np.array([*points, stroke[-1]])


def _cuts_of(points: Path, height: float) -> list[Cut]:
    """Where to cut: once in each run of points of a line that may join two digits."""
    ways = _ways(points)
    shared = np.maximum.accumulate(points[:, 0]) - np.minimum.accumulate(points[::-1, 0])[::-1]
    joins = (shared <= SHARED * height) & (ways[:, 0] > 0) & (ways[:, 1] <= DOWN * ways[:, 0])
    cuts: list[Cut] = []
    low = 0
    for i in range(len(points) + 1):
        if i < len(points) and joins[i]:
            continue
        if i > low:
            at = _narrowest(shared, low, i)
            last = cuts[-1].at if cuts else 0
            if min(_height_of(points[last : at + 1]), _height_of(points[at:])) >= TALL * height:
                cuts.append(_line_at(ways, at))
        low = i + 1
    return cuts[: MOST_PARTS - 1]


def _ways(points: Path) -> npt.NDArray[np.float64]:
    """The direction at each point, of length 1 or 0."""
    places = np.arange(len(points))
    along = points[np.minimum(places + 2, len(points) - 1)] - points[np.maximum(places - 2, 0)]
    lengths = np.hypot(along[:, 0], along[:, 1])
    return np.asarray(along / np.where(lengths == 0, 1, lengths)[:, None])


def _narrowest(shared: npt.NDArray[np.float64], low: int, end: int) -> int:
    """The middle one of the lowest in the range."""
    places = low + np.flatnonzero(shared[low:end] <= shared[low:end].min() + 1e-9)
    return int(places[len(places) // 2])


def _height_of(points: Path) -> float:
    return box_of(points).height


def _line_at(ways: npt.NDArray[np.float64], at: int) -> Cut:
    """The straight line through the point at ``at``."""
    is_along = ways @ ways[at] >= STRAIGHT
    first = last = at
    while first > 0 and is_along[first - 1]:
        first -= 1
    while last + 1 < len(ways) and is_along[last + 1]:
        last += 1
    return Cut(at, first, last)
