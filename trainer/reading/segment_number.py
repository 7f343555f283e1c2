"""Reads several digits and signs in one drawing: strokes to pieces, from left to right.

The strokes, and the parts of strokes that may hold several digits, are sorted by their middles. Every sequence of up to four
neighbours is a possible segment; so is the whole drawing. A network reads them all, and dynamic programming finds the segmentation of
the lowest cost: how little each segment looks like a digit, how far apart its strokes are, how much neighbouring segments overlap, how
unlike their heights are, and how many strokes are cut.

Twin of ``site/src/preprocessing/segment-number.js`` and ``number-reader.js``; both are tested on ``tests/vectors/numbers.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .joined_strokes import Part, ink_of, parts_of, whole_stroke
from .number_marks import Box, Path, box_of, free_of, joined_box, mark_of
from .rejection import Answers, Thresholds, Verdict, digit_scores, verdict_of
from .slashed_zero import oval_of
from .strokes import Grid, Points, arrays_to_grid, usable_points

MOST_STROKES = 4
"""Most strokes, or parts of them, of one digit beside others."""
CUT = 0.5
"""Smallest height of a stroke that is cut, in heights of the highest stroke."""
MOST_IN_ALL = 24
"""Most strokes of a number: a drawing with more is read as one digit."""
SMALLEST_SIZE = 0.02
"""Smallest size to divide by, in units of the pad: dots have none."""

PIECE = -1.9
"""Cost of each boundary, in nats: below 0, so that two digits of the same height are two, even where the whole looks like one."""
OVERLAP = 0.8
"""Cost of a complete overlap of the narrower one of two neighbours."""
WIDE_OVERLAP = 19.0
"""Cost of an overlap as wide as the higher one of two neighbours is high."""
UNLIKE_HEIGHTS = 20.0
"""Cost of a neighbour without height."""
LIKE_HEIGHTS = 0.22
"""The share of their common height that a neighbour may lack at no cost."""
GAP = 4.0
"""Cost of a gap inside a segment that is as wide as the drawing is high."""
JOINED = 3.5
"""Cost of a boundary where a stroke is cut."""
MARK = 1.0
"""Cost of a sign."""
LONG_MARK = -3.0
"""Cost of a sign of three strokes: below 0, because few drawings have its shape, and its parts alone may be signs or digits."""
SMALLEST_SCORE = 0.002
"""Smallest score of a segment: its logarithm must be finite."""

NetworkAnswers = Callable[[npt.NDArray[np.float32]], Answers]
"""Grids, ``(n, 28, 28)``, to the answers of a network: ``(n, 10)`` or ``(n, 11)``."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Places of parts, from left to right."""

    first: int
    end: int
    """The place after the last one."""
    mark: str | None
    """The sign that they are by their shape; None where the network says what they are."""
    ink: list[Path]
    """What the network reads: where strokes are cut, with the line that joins them or without it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A digit, something that is refused, or a sign."""

    strokes: list[Path]
    verdict: Verdict
    """Of a sign: "not a digit", because no network read it."""
    mark: str | None
    """The sign: one of ``- . , : = + × ÷ / %``, or ``1|/`` for what may be a one or a slash; None for all else."""


def read_number(answers: NetworkAnswers, strokes: Sequence[Points], thresholds: Thresholds | None = None) -> list[Piece]:
    """Reads a drawing as a number: its pieces from left to right, one for a single digit, none for a drawing without ink."""
    paths = [path for path in map(usable_points, strokes) if len(path)]
    if not paths:
        return []
    parts = _parts_to_read(paths)
    segments = [] if len(paths) > MOST_IN_ALL else possible_segments(parts)
    places = (0, len(parts), None)
    known = (segment for segment in segments if (segment.first, segment.end, segment.mark) == places)
    everything = next(known, None) or Segment(*places, ink_of(parts))
    read = [segment for segment in segments if segment.mark is None]
    read += [] if everything in read else [everything]
    found = answers(np.stack([_grid_of(part.ink) for part in read]).astype(np.float32))
    scores = dict(zip(read, digit_scores(found).tolist(), strict=True))
    best = cheapest_segments(parts, segments, [scores.get(part, 0.0) for part in segments]) if segments else [everything]
    if all(part.mark for part in best):
        best = [everything]
    rows = dict(zip(read, found, strict=True))
    return [Piece(part.ink, verdict_of(rows[part], thresholds) if part.mark is None else SIGN, part.mark) for part in best]


SIGN = Verdict("not a digit", None, 0.0, ())
"""Of what no network read."""


def number_text(pieces: Sequence[Piece]) -> str:
    """The number as text: ``3.14``; ``?`` for what is refused, and both candidates for what is unsure: ``(4|9)2``."""
    texts = (piece.mark or "|".join(map(str, piece.verdict.candidates)) or "?" for piece in pieces)
    return "".join(f"({text})" if len(text) > 1 else text for text in texts)


def _grid_of(ink: list[Path]) -> Grid:
    """The grid of strokes; of a zero with a slash or a dot, that of its oval."""
    oval = oval_of(ink)
    return arrays_to_grid(ink if oval is None else [oval])


def _parts_to_read(paths: Sequence[Path]) -> list[Part]:
    """The parts of all strokes, sorted by their middles. Nothing is cut where that would give too many."""
    lowest = CUT * max(box_of(path).height for path in paths)
    cut = [part for path in paths for part in _parts_beside(path, paths, lowest)]
    parts = [whole_stroke(path) for path in paths] if len(cut) > MOST_IN_ALL else cut
    return sorted(parts, key=lambda part: _middle_of(part.ink))


def _parts_beside(path: Path, others: Sequence[Path], lowest: float) -> list[Part]:
    """The parts of a stroke; one where it is low, or where another stroke lies above or below a cut: then it is a part of a digit."""
    if box_of(path).height < lowest:
        return [whole_stroke(path)]
    parts = parts_of(path)
    boxes = [box_of(other) for other in others if other is not path]
    is_under = any(box.left <= part.ink[0][0] <= box.right for part in parts[1:] for box in boxes)
    return [whole_stroke(path)] if is_under else parts


def possible_segments(parts: Sequence[Part]) -> list[Segment]:
    """All segments that are possible, by their first part; ``parts`` are sorted from left to right."""
    paths = [part.ink for part in parts]
    boxes = [box_of(path) for path in paths]
    free = [is_free and part.count == 1 for is_free, part in zip(free_of(paths, boxes), parts, strict=True)]
    pairs = pairwise(paths)
    inside = {place for place, pair in enumerate(pairs, start=1) if oval_of(pair) is not None}  # Here no digit begins or ends.
    segments = []
    for first, end in _ranges_of(parts):
        if first in inside or end in inside:
            continue
        own = parts[first:end]
        mark = mark_of(paths, boxes, first, end) if all(part.count == 1 for part in own) else None
        if mark is not None or len(set(free[first:end])) == 1:
            segments += [Segment(first, end, mark, ink) for ink in _inks_of(own)]
    return segments


def _ranges_of(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Their places: up to ``MOST_STROKES`` neighbours, each whole stroke, and the whole drawing."""
    count = len(parts)
    ranges = [(first, end) for first in range(count) for end in range(first + 1, min(first + MOST_STROKES, count) + 1)]
    longer = [
        (first, first + part.count)
        for first, part in enumerate(parts)
        if part.count > MOST_STROKES
        and all(other.stroke is part.stroke for other in parts[first : first + part.count])
        and first + part.count <= count
    ]
    is_there = count <= MOST_STROKES or parts[0].count == count
    return ranges + longer + ([] if is_there else [(0, count)])


def _inks_of(parts: Sequence[Part]) -> list[list[Path]]:
    """The ink of neighbours: with what joins it to other parts, and without."""
    before = [False, True] if parts[0].index > 0 else [False]
    after = [False, True] if parts[-1].index + 1 < parts[-1].count else [False]
    return [ink_of(parts, without_before, without_after) for without_before in before for without_after in after]


def cheapest_segments(parts: Sequence[Part], segments: Sequence[Segment], scores: Sequence[float]) -> list[Segment]:
    """Finds the segmentation of the lowest cost, from left to right.

    Args:
        parts: From left to right.
        segments: All that are possible.
        scores: How much each looks like a digit, 0 to 1; not used for signs.
    """
    boxes = [box_of(part.ink) for part in parts]
    height = max(joined_box(boxes).height, SMALLEST_SIZE)
    outer = [joined_box([box_of(path) for path in segment.ink]) for segment in segments]
    best: dict[int, tuple[float, int]] = {}
    for i in sorted(range(len(segments)), key=lambda i: (segments[i].first, i)):
        part = segments[i]
        mark_cost = LONG_MARK if part.end - part.first > 2 else MARK
        own = (
            mark_cost if part.mark else -float(np.log(max(scores[i], SMALLEST_SCORE))) + GAP * _gaps(boxes[part.first : part.end]) / height
        )
        best[i] = (own if part.first == 0 else np.inf, -1)
        for before, other in enumerate(segments):
            if other.end == part.first:
                is_mark = bool(part.mark or other.mark)
                joined = JOINED if parts[part.first - 1].stroke is parts[part.first].stroke else 0.0
                cost = best[before][0] + own + joined + _boundary_cost(outer[before], outer[i], is_mark)
                if cost < best[i][0]:
                    best[i] = (cost, before)
    last = min((i for i, part in enumerate(segments) if part.end == len(parts)), key=lambda i: best[i][0])
    way: list[Segment] = []
    while last >= 0:
        way.insert(0, segments[last])
        last = best[last][1]
    return way


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
    """The empty width between the strokes of a segment."""
    right, total = boxes[0].right, 0.0
    for box in boxes[1:]:
        total += max(box.left - right, 0.0)
        right = max(right, box.right)
    return total


def _middle_of(path: Path) -> float:
    box = box_of(path)
    return (box.left + box.right) / 2
