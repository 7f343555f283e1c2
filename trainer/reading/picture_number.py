"""Reads a picture of several digits as a number.

A network reads all possible segments, and dynamic programming finds the segmentation of the lowest cost, with the costs that drawings
have. So a part of a digit that stands alone, such as the roof of a 5, is read with the digit that it belongs to.

Twin of ``site/src/preprocessing/picture-number.js``; a test holds both to each other.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .number_marks import Box, joined_box
from .picture_parts import PictureParts, Segment
from .rejection import Answers, Thresholds, digit_scores, verdict_of
from .segment_number import (
    GAP,
    LIKE_HEIGHTS,
    MARK,
    OVERLAP,
    PIECE,
    SIGN,
    SMALLEST_SCORE,
    UNLIKE_HEIGHTS,
    WIDE_OVERLAP,
    Piece,
)


def number_in(parts: PictureParts, answers: Answers, thresholds: Thresholds | None = None) -> list[Piece]:
    """Chooses the pieces of the lowest cost, from left to right: one for a single digit.

    Args:
        parts: Of the picture.
        answers: Of the network, to ``parts.grids``.
        thresholds: Of the network.
    """
    rows = iter(answers[1:])
    found = [(segment, None if segment.mark else next(rows)) for segment in parts.segments]
    whole = Piece([], verdict_of(answers[0], thresholds), None)
    if not found:
        return [whole]
    read = [(segment, 0.0 if row is None else float(digit_scores(row[None])[0])) for segment, row in found]
    count = len(parts.boxes)
    everything = (Segment(0, count, None, parts.grid), float(digit_scores(answers[:1])[0]))
    way = _cheapest(parts.boxes, [*read, everything])
    if way == [len(read)] or all(found[i][0].mark for i in way):
        return [whole]
    return [Piece([], SIGN if row is None else verdict_of(row, thresholds), segment.mark) for segment, row in (found[i] for i in way)]


def _cheapest(boxes: Sequence[Box], segments: Sequence[tuple[Segment, float]]) -> list[int]:
    """Finds the segmentation of the lowest cost; ``segments`` come with how much each looks like a digit."""
    height = joined_box(boxes).height
    outer = [joined_box(boxes[part.first : part.end]) for part, _ in segments]
    best: dict[int, tuple[float, int]] = {}
    for i in sorted(range(len(segments)), key=lambda i: (segments[i][0].first, i)):
        part, score = segments[i]
        own = MARK if part.mark else -float(np.log(max(score, SMALLEST_SCORE))) + GAP * _gaps(boxes[part.first : part.end]) / height
        best[i] = (own if part.first == 0 else np.inf, -1)
        for before, (other, _) in enumerate(segments):
            if other.end == part.first:
                cost = best[before][0] + own + _boundary_cost(outer[before], outer[i], bool(part.mark or other.mark))
                if cost < best[i][0]:
                    best[i] = (cost, before)
    last = min((i for i, (part, _) in enumerate(segments) if part.end == len(boxes)), key=lambda i: best[i][0])
    way: list[int] = []
    while last >= 0:
        way.insert(0, last)
        last = best[last][1]
    return way


def _boundary_cost(a: Box, b: Box, beside_mark: bool) -> float:
    """The cost of two neighbouring segments, or of a segment and a sign, as between strokes."""
    shared = max(min(a.right, b.right) - max(a.left, b.left), 0.0)
    overlap = OVERLAP * shared / min(a.width, b.width) + WIDE_OVERLAP * shared / max(a.height, b.height)
    if beside_mark:
        return overlap
    unlike = max(1 - min(a.height, b.height) / joined_box([a, b]).height - LIKE_HEIGHTS, 0.0)
    return PIECE + overlap + UNLIKE_HEIGHTS * unlike / (1 - LIKE_HEIGHTS)


def _gaps(boxes: Sequence[Box]) -> float:
    """The empty width between the parts of a segment."""
    right, total = boxes[0].right, 0.0
    for box in boxes[1:]:
        total += max(box.left - right, 0.0)
        right = max(right, box.right)
    return total
