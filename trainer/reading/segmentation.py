"""The segmentation of the lowest cost: which neighbouring pieces of ink, strokes or parts of a picture, make a digit together.

Costs, in nats, say how little each segment looks like a digit, how far apart its pieces are, how much neighbouring segments overlap,
and how unlike their heights are. Twin of ``site/src/preprocessing/segmentation.js``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from .number_marks import Box, joined_box

MOST_TOGETHER = 4
"""Most pieces of ink of one digit beside others."""
MOST_IN_ALL = 24
"""Most pieces of ink of a number: more are read as one digit."""
SMALLEST_SIZE = 0.02
"""Smallest size to divide by, in units of the pad: dots have none. Parts of a picture are larger: they are measured in pixels."""

PIECE = -1.9
"""Cost of each boundary: below 0, so that two digits of the same height are two, even where the whole looks like one."""
OVERLAP = 0.8
"""Cost of a complete overlap of the narrower one of two neighbours."""
WIDE_OVERLAP = 19.0
"""Cost of an overlap as wide as the higher one of two neighbours is high."""
UNLIKE_HEIGHTS = 20.0
"""Cost of a neighbour without height."""
LIKE_HEIGHTS = 0.22
"""The share of their common height that a neighbour may lack at no cost."""
GAP = 4.0
"""Cost of a gap inside a segment that is as wide as all ink is high."""
MARK = 1.0
"""Cost of a sign."""
LONG_MARK = -3.0
"""Cost of a sign of three pieces: below 0, because few drawings have its shape, and its pieces alone may be signs or digits."""
SMALLEST_SCORE = 0.002
"""Smallest score of a segment: its logarithm must be finite."""


class Segment(Protocol):
    """Neighbouring pieces of ink."""

    @property
    def first(self) -> int:
        """Place of the first piece, from left to right."""

    @property
    def end(self) -> int:
        """The place after the last one."""

    @property
    def mark(self) -> str | None:
        """The sign that they are by their shape; None where the network says what they are."""


def cheapest_way(
    segments: Sequence[Segment],
    boxes: Sequence[Box],
    outer: Sequence[Box],
    scores: Sequence[float],
    joined: Callable[[int], float] = lambda place: 0.0,
) -> list[int]:
    """Finds the segmentation of the lowest cost, from left to right, by dynamic programming.

    Args:
        segments: All that are possible.
        boxes: Around each piece of ink.
        outer: Around the ink of each segment.
        scores: How much each segment looks like a digit, 0 to 1; not used for signs.
        joined: What a boundary before the piece at a place costs in addition.

    Returns:
        Places in ``segments``.
    """
    height = max(joined_box(boxes).height, SMALLEST_SIZE)
    best: dict[int, tuple[float, int]] = {}
    for i in sorted(range(len(segments)), key=lambda i: (segments[i].first, i)):
        segment = segments[i]
        own = _own_cost(segment, boxes, scores[i], height)
        best[i] = (own if segment.first == 0 else np.inf, -1)
        for before, other in enumerate(segments):
            if other.end == segment.first:
                boundary = _boundary_cost(outer[before], outer[i], bool(segment.mark or other.mark))
                cost = best[before][0] + own + joined(segment.first) + boundary
                if cost < best[i][0]:
                    best[i] = (cost, before)
    last = min((i for i, segment in enumerate(segments) if segment.end == len(boxes)), key=lambda i: best[i][0])
    way: list[int] = []
    while last >= 0:
        way.insert(0, last)
        last = best[last][1]
    return way


def _own_cost(segment: Segment, boxes: Sequence[Box], score: float, height: float) -> float:
    """The cost of a segment, whatever is beside it."""
    if segment.mark:
        return LONG_MARK if segment.end - segment.first > 2 else MARK
    return -float(np.log(max(score, SMALLEST_SCORE))) + GAP * _gaps(boxes[segment.first : segment.end]) / height


def _boundary_cost(a: Box, b: Box, beside_mark: bool) -> float:
    """The cost of two neighbouring segments, or of a segment and a sign."""
    shared = max(min(a.right, b.right) - max(a.left, b.left), 0.0)
    higher = max(a.height, b.height, SMALLEST_SIZE)
    overlap = OVERLAP * shared / max(min(a.width, b.width), SMALLEST_SIZE) + WIDE_OVERLAP * shared / higher
    if beside_mark:
        return overlap
    both = max(joined_box([a, b]).height, SMALLEST_SIZE)
    unlike = max(1 - min(a.height, b.height) / both - LIKE_HEIGHTS, 0.0)
    return PIECE + overlap + UNLIKE_HEIGHTS * unlike / (1 - LIKE_HEIGHTS)


def _gaps(boxes: Sequence[Box]) -> float:
    """The empty width between the pieces of a segment."""
    right, total = boxes[0].right, 0.0
    for box in boxes[1:]:
        total += max(box.left - right, 0.0)
        right = max(right, box.right)
    return total
