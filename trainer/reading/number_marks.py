"""Signs beside digits, told by their shape: no network knows them, and read as digits they would make another number.

A sign has to stand beside something higher, the body of the number. All sizes are shares of the height of the highest stroke.
Twin of ``site/src/preprocessing/number-marks.js``; both are tested on ``tests/vectors/numbers.json``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Path = npt.NDArray[np.float64]
"""Points of one stroke, ``(n, 2)``: x before y, y down."""

TALL = 0.5
"""The smallest share of the highest stroke's height that a digit's main stroke has."""
SLASH = 0.6
"""How far a slash goes to the right, at least, while it goes up by 1: of 1,075 ones that people wrote, 2 % lean so."""
STEEP_SLASH = 0.4
"""The same of a stroke that may be a slash: 4 % of the ones lean so."""
PERCENT = 0.15
"""The same of the slash of a percent sign: its rings say what it is."""


@dataclass(frozen=True, slots=True)
class Box:
    """The smallest box around ink, in the drawing's unit."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Across, then down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def box_of(path: Path) -> Box:
    """The box around a stroke that has ink."""
    (left, top), (right, bottom) = path.min(axis=0), path.max(axis=0)
    return Box(float(left), float(right), float(top), float(bottom))


def joined_box(boxes: Sequence[Box]) -> Box:
    """The box around one box or more."""
    return Box(min(b.left for b in boxes), max(b.right for b in boxes), min(b.top for b in boxes), max(b.bottom for b in boxes))


def free_of(paths: Sequence[Path], boxes: Sequence[Box]) -> list[bool]:
    """Says whether each stroke is a sign, or a part of one, that stands clear of the digits: then it is in no digit."""
    tallest, body = _size_of(boxes)
    tall = [box for box in boxes if box.height >= TALL * tallest]
    free = [
        box.height < TALL * tallest and _is_small_sign(box, body, tallest) and all(_is_clear(box, other, tallest) for other in tall)
        for box in boxes
    ]
    for i in range(len(paths) - 1 if len(paths) > 2 else 0):
        if _crossing(paths[i : i + 2], boxes[i : i + 2]) is None:
            continue
        pair = joined_box(boxes[i : i + 2])
        if all(j in (i, i + 1) or _is_clear(pair, other, tallest) for j, other in enumerate(boxes)):
            free[i] = free[i + 1] = True
    return free


def mark_of(paths: Sequence[Path], boxes: Sequence[Box], first: int, end: int) -> str | None:
    """The sign that the strokes from ``first`` to before ``end`` are: one of ``- . , : = + × ÷ / % 1|/``; None for all else."""
    if end - first > 3 or end - first == len(paths):
        return None
    tallest, body = _size_of(boxes)
    if end - first == 3:
        return _three_strokes(paths[first:end], boxes[first:end], body, tallest)
    if end - first == 2:
        return _two_strokes(paths[first:end], boxes[first:end], body, tallest)
    if first > 0 and end < len(paths) and boxes[first].height >= TALL * tallest:
        return _slash(paths[first], boxes[first])
    return _one_stroke(boxes[first], body, tallest)


def _size_of(boxes: Sequence[Box]) -> tuple[float, Box]:
    """The height of the highest stroke, and the box around all that are half as high at least."""
    tallest = max(box.height for box in boxes)
    return tallest, joined_box([box for box in boxes if box.height >= TALL * tallest])


def _one_stroke(box: Box, body: Box, tallest: float) -> str | None:
    if _is_dash(box, tallest):
        return "-" if _is_level(box, body) else None
    if _is_dot(box, tallest):
        return "." if (box.top + box.bottom) / 2 > body.bottom - 0.25 * body.height else None
    return "," if _is_comma(box, body, tallest) else None


def _two_strokes(paths: Sequence[Path], boxes: Sequence[Box], body: Box, tallest: float) -> str | None:
    a, b = boxes
    both = joined_box(boxes)
    between = max(a.top, b.top) - min(a.bottom, b.bottom)
    if all(_is_dot(box, tallest) for box in boxes):
        return ":" if both.width <= 0.25 * tallest and between > 0.1 * tallest else None
    if all(_is_dash(box, tallest) for box in boxes):
        shared = min(a.right, b.right) - max(a.left, b.left)
        is_equals = shared > 0.5 * max(a.width, b.width) and between > 0.05 * body.height and both.height < 0.6 * body.height
        return "=" if is_equals else None
    return _crossing(paths, boxes)


def _three_strokes(paths: Sequence[Path], boxes: Sequence[Box], body: Box, tallest: float) -> str | None:
    if _is_division(boxes, tallest):
        return "÷" if joined_box(boxes).height < 0.8 * body.height else None
    return "%" if _is_percent(paths, boxes, tallest) else None


def _is_division(boxes: Sequence[Box], tallest: float) -> bool:
    """Whether they are a dash with a dot above it and a dot below it."""
    dash = next((box for box in boxes if _is_dash(box, tallest)), None)
    dots = sorted((box for box in boxes if box is not dash and _is_dot(box, tallest)), key=lambda dot: dot.middle[1])
    if dash is None or len(dots) != 2 or not all(dash.left < dot.middle[0] < dash.right for dot in dots):
        return False
    return dots[0].bottom < dash.middle[1] < dots[1].top


def _is_percent(paths: Sequence[Path], boxes: Sequence[Box], tallest: float) -> bool:
    """Whether they are a slash with a small ring above it on the left and below it on the right."""
    pairs = list(zip(paths, boxes, strict=True))
    tall = (i for i, (path, box) in enumerate(pairs) if box.height >= TALL * tallest and is_straight(path, box))
    at = next((i for i in tall if _lean(paths[i]) > PERCENT), None)
    if at is None:
        return False
    slash = boxes[at].middle
    upper, lower = sorted((pair for i, pair in enumerate(pairs) if i != at), key=lambda pair: pair[1].middle[1])
    first, last = upper[1].middle, lower[1].middle
    is_beside = first[0] < slash[0] < last[0] and first[1] < slash[1] < last[1]
    return is_beside and _is_ring(*upper, tallest) and _is_ring(*lower, tallest)


def _is_ring(path: Path, box: Box, tallest: float) -> bool:
    """Whether it is small, about as wide as high, and ends near to where it begins."""
    size = max(box.width, box.height)
    apart = float(np.hypot(*(path[-1] - path[0])))
    return 0.1 * tallest < size <= 0.6 * tallest and min(box.width, box.height) > 0.4 * size and apart < 0.4 * size


def _lean(path: Path) -> float:
    """How far it goes to the right while it goes up by 1; below 0 to the left."""
    dx, dy = (float(way) for way in path[-1] - path[0])
    return np.inf if dy == 0 else -dx / dy


def _slash(path: Path, box: Box) -> str | None:
    """What a stroke between others is that leans as ones seldom do, or may do."""
    if not is_straight(path, box):
        return None
    lean = _lean(path)
    if lean < STEEP_SLASH:
        return None
    return "1|/" if lean < SLASH else "/"


def _crossing(paths: Sequence[Path], boxes: Sequence[Box]) -> str | None:
    """What two straight strokes are that cross in their middles."""
    if not all(is_straight(path, box) for path, box in zip(paths, boxes, strict=True)):
        return None
    along = [path[-1] - path[0] for path in paths]
    short, long = sorted(float(np.hypot(*way)) for way in along)
    apart = float(np.hypot(*((paths[0][0] + paths[0][-1]) / 2 - (paths[1][0] + paths[1][-1]) / 2)))
    if short < 0.5 * long or apart > 0.25 * short:
        return None
    flat, steep = (along[0], along[1]) if abs(along[0][1]) < abs(along[1][1]) else (along[1], along[0])
    if abs(flat[1]) < 0.35 * abs(flat[0]) and abs(steep[0]) < 0.35 * abs(steep[1]):
        return "+"
    is_times = flat[0] * flat[1] * steep[0] * steep[1] < 0 and abs(flat[1]) > 0.4 * abs(flat[0]) and abs(steep[0]) > 0.4 * abs(steep[1])
    return "×" if is_times else None


def _is_small_sign(box: Box, body: Box, tallest: float) -> bool:
    return _is_dot(box, tallest) or _is_comma(box, body, tallest) or (_is_dash(box, tallest) and _is_level(box, body))


def _is_level(box: Box, body: Box) -> bool:
    """Whether it is neither at the top nor at the bottom."""
    middle = (box.top + box.bottom) / 2
    return body.top + 0.2 * body.height < middle < body.bottom - 0.2 * body.height


def _is_clear(a: Box, b: Box, tallest: float) -> bool:
    """Whether they stand side by side with a gap."""
    return max(a.left, b.left) - min(a.right, b.right) > 0.02 * tallest


def _is_comma(box: Box, body: Box, tallest: float) -> bool:
    return box.height <= 0.4 * tallest and box.width <= 0.35 * tallest and box.top > body.bottom - 0.3 * body.height


def _is_dot(box: Box, tallest: float) -> bool:
    return max(box.width, box.height) <= 0.15 * tallest


def _is_dash(box: Box, tallest: float) -> bool:
    return box.height <= 0.2 * tallest and box.width > 0.15 * tallest and box.height <= 0.4 * box.width


def is_straight(path: Path, box: Box) -> bool:
    """Whether no point is farther from the line between its ends than a tenth of its length."""
    dx, dy = path[-1] - path[0]
    length = float(np.hypot(dx, dy))
    if length < 0.9 * np.hypot(box.width, box.height):
        return False
    off = np.abs((path[:, 0] - path[0, 0]) * dy - (path[:, 1] - path[0, 1]) * dx)
    return bool((off <= 0.1 * length * length).all())
