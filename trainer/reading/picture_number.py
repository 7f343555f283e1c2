"""Reads a picture of several digits as a number.

A network reads all possible segments, and ``segmentation.py`` finds the segmentation of the lowest cost, as in drawings. So a part of
a digit that stands alone, such as the roof of a 5, is read with the digit that it belongs to.

Twin of ``site/src/preprocessing/picture-number.js``; a test holds both to each other.
"""

from __future__ import annotations

from .number_marks import joined_box
from .picture_parts import PictureParts, Segment
from .rejection import Answers, Thresholds, digit_scores, verdict_of
from .segment_number import SIGN, Piece
from .segmentation import cheapest_way


def number_in(parts: PictureParts, answers: Answers, thresholds: Thresholds | None = None) -> list[Piece]:
    """Chooses the pieces of the lowest cost, from left to right: one for a single digit.

    Args:
        parts: Of the picture.
        answers: Of the network, to ``parts.grids``.
        thresholds: Of the network.
    """
    whole = Piece([], verdict_of(answers[0], thresholds), None, answers[0], parts.grid)
    if not parts.segments:
        return [whole]
    rows = iter(answers[1:])
    read = [None if segment.mark else next(rows) for segment in parts.segments] + [answers[0]]
    segments = [*parts.segments, Segment(0, len(parts.boxes), None, parts.grid)]
    scores = [0.0 if row is None else float(digit_scores(row[None])[0]) for row in read]
    outer = [joined_box(parts.boxes[segment.first : segment.end]) for segment in segments]
    pieces = [
        Piece([], SIGN if (row := read[i]) is None else verdict_of(row, thresholds), segments[i].mark, row, segments[i].grid)
        for i in cheapest_way(segments, parts.boxes, outer, scores)
    ]
    return [whole] if all(piece.mark for piece in pieces) else pieces
