"""Finds what a picture may show: one digit, or several from left to right.

Connected parts of the ink are sorted by their middles, and every sequence of up to four neighbours is a possible segment; so is all
the ink.

Twin of ``site/src/preprocessing/picture-parts.js`` and ``picture-marks.js``; a test holds both to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .image import Ink, contrast_on, ink_of, ink_to_grid, prepared
from .number_marks import Box, joined_box
from .photo import SPECK, Picture
from .pixels import boxes_of, components_of, sums_of
from .segmentation import MOST_IN_ALL, MOST_TOGETHER
from .strokes import Grid

DOT = 1 / 80
"""A part with less ink than this share of the largest one is a speck. One with less than ``SPECK`` is a sign between digits, or a
speck."""
TALL = 0.5
"""The smallest share of the highest part's height that a digit's main part has."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Places of parts, from left to right."""

    first: int
    end: int
    """The place after the last one."""
    mark: str | None
    """The sign that the part is by its shape, ``-``, ``.`` or ``,``; None where the network says what it is."""
    grid: Grid | None
    """What the network reads; None for a sign."""


@dataclass(frozen=True, slots=True)
class PictureParts:
    """What a picture shows, before a network has read it."""

    grid: Grid
    """All the ink, as ``image_to_grid`` gives it."""
    boxes: list[Box]
    """The box around each part, from left to right, in pixels."""
    segments: list[Segment]
    """All that are possible beside the whole; none for a picture of one part."""

    @property
    def grids(self) -> list[Grid]:
        """What the network has to read: all the ink, then the segments that are no signs."""
        return [self.grid, *(segment.grid for segment in self.segments if segment.grid is not None)]


def picture_parts(brightness: Picture) -> PictureParts | None:
    """Finds what a picture may show: one digit, or several from left to right.

    Args:
        brightness: ``(height, width)``, any size, any range.

    Returns:
        The parts, or None for a picture of one colour.
    """
    contrast = contrast_on(prepared(brightness))
    if contrast is None:
        return None
    ink = ink_of(contrast)
    grid = ink_to_grid(ink)
    if ink.is_grid or components_of(ink.values)[1] < 2:
        return PictureParts(grid, [], [])
    with_dots = ink_of(contrast, DOT)
    components, count = components_of(with_dots.values)
    boxes = [Box(float(x.start), float(x.stop), float(y.start), float(y.stop)) for y, x in boxes_of(components, count)]
    mass = sums_of(with_dots.values, components, count)[1:]
    marks = _marks(boxes)
    order = sorted(range(count), key=lambda i: (boxes[i].left + boxes[i].right, i))
    order = [i for place, i in enumerate(order) if mass[i] >= SPECK * mass.max() or (marks[i] and 0 < place < count - 1)]
    if not 2 <= len(order) <= MOST_IN_ALL:
        return PictureParts(grid, [], [])
    inks = [np.where(components == i + 1, with_dots.values, 0.0) for i in order]
    return PictureParts(grid, [boxes[i] for i in order], _segments(inks, [marks[i] for i in order]))


def _segments(inks: Sequence[Picture], marks: Sequence[str | None]) -> list[Segment]:
    """All segments that are possible; a sign is a segment alone, and all parts together are the whole."""
    segments = []
    for first, mark in enumerate(marks):
        if mark:
            segments.append(Segment(first, first + 1, mark, None))
            continue
        for end in range(first + 1, min(first + MOST_TOGETHER, len(inks)) + 1):
            if marks[end - 1]:
                break
            if end - first < len(inks):
                segments.append(Segment(first, end, None, ink_to_grid(Ink(np.sum(inks[first:end], axis=0), False))))
    return segments


def _marks(boxes: Sequence[Box]) -> list[str | None]:
    """The sign that each part is, where it stands clear of the digits; their line is as wide as the pen, unlike that of strokes."""
    tallest = max(box.height for box in boxes)
    tall = [box for box in boxes if box.height >= TALL * tallest]
    body = joined_box(tall)
    return [
        None if any(min(box.right, other.right) > max(box.left, other.left) for other in tall) else _mark(box, body, tallest)
        for box in boxes
    ]


def _mark(box: Box, body: Box, tallest: float) -> str | None:
    middle = (box.middle[1] - body.top) / body.height
    if box.height <= 0.3 * tallest and box.width > 0.2 * tallest and box.height <= 0.6 * box.width:
        return "-" if 0.2 < middle < 0.8 else None
    if max(box.width, box.height) <= 0.25 * tallest:
        return "." if middle > 0.75 else None
    is_comma = box.height <= 0.5 * tallest and box.width <= 0.4 * tallest and box.top > body.bottom - 0.35 * body.height
    return "," if is_comma else None
