"""Reads several digits and signs in one drawing: strokes to pieces, from left to right.

The strokes, and the parts of strokes that may hold several digits, are sorted by their middles. Every sequence of up to four
neighbours is a possible segment; so is the whole drawing. A network reads them all, and ``segmentation.py`` finds the segmentation of
the lowest cost, where each cut of a stroke costs something, too.

Twin of ``site/src/preprocessing/segment-number.js`` and ``number-reader.js``; both are tested on ``tests/vectors/numbers.json``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .joined_strokes import Part, ink_of, parts_of, whole_stroke
from .number_marks import Path, box_of, free_of, joined_box, mark_of
from .rejection import Answers, Thresholds, Verdict, digit_scores, verdict_of
from .segmentation import MOST_IN_ALL, MOST_TOGETHER, cheapest_way
from .slashed_zero import oval_of
from .strokes import Grid, Points, arrays_to_grid, usable_points

CUT = 0.5
"""Smallest height of a stroke that is cut, in heights of the highest stroke."""
JOINED = 3.5
"""Cost of a boundary where a stroke is cut, in nats."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A digit, something that is refused, or a sign."""

    strokes: list[Path]
    verdict: Verdict
    """Of a sign: "not a digit", because no network read it."""
    mark: str | None
    """The sign: one of ``- . , : = + × ÷ / %``, or ``1|/`` for what may be a one or a slash; None for all else."""
    answer: npt.NDArray[np.float32] | None = None
    """What the network answered, ``(10,)`` or ``(11,)``; None for a sign."""
    grid: Grid | None = None
    """What the network saw; None for a sign."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadNumber:
    """What a drawing with ink was read as."""

    whole: Piece
    """All the ink as one digit."""
    pieces: list[Piece]
    """From left to right; one for a single digit."""


def read_number(answers: NetworkAnswers, strokes: Sequence[Points], thresholds: Thresholds | None = None) -> list[Piece]:
    """Reads a drawing as a number: its pieces from left to right, one for a single digit, none for a drawing without ink."""
    read = read_drawing(answers, strokes, thresholds)
    return [] if read is None else read.pieces


def read_drawing(answers: NetworkAnswers, strokes: Sequence[Points], thresholds: Thresholds | None = None) -> ReadNumber | None:
    """Reads a drawing as one digit and as a number; None for a drawing without ink."""
    paths = [path for path in map(usable_points, strokes) if len(path)]
    if not paths:
        return None
    parts = _parts_to_read(paths)
    segments = [] if len(paths) > MOST_IN_ALL else possible_segments(parts)
    places = (0, len(parts), None)
    known = (segment for segment in segments if (segment.first, segment.end, segment.mark) == places)
    everything = next(known, None) or Segment(*places, ink_of(parts))
    read = [segment for segment in segments if segment.mark is None]
    read += [] if everything in read else [everything]
    grids = dict(zip(read, (_grid_of(part.ink) for part in read), strict=True))
    rows = dict(zip(read, answers(np.stack(list(grids.values())).astype(np.float32)), strict=True))
    scores = [float(digit_scores(rows[part][None])[0]) if part in rows else 0.0 for part in segments]
    best = cheapest_segments(parts, segments, scores) if segments else [everything]
    if all(part.mark for part in best):
        best = [everything]

    def piece(part: Segment) -> Piece:
        if part.mark is not None:
            return Piece(part.ink, SIGN, part.mark)
        return Piece(part.ink, verdict_of(rows[part], thresholds), None, rows[part], grids[part])

    return ReadNumber(piece(everything), [piece(part) for part in best])


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
    return sorted(parts, key=lambda part: box_of(part.ink).middle[0])


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
    """Their places: up to ``MOST_TOGETHER`` neighbours, each whole stroke, and the whole drawing."""
    count = len(parts)
    ranges = [(first, end) for first in range(count) for end in range(first + 1, min(first + MOST_TOGETHER, count) + 1)]
    longer = [
        (first, first + part.count)
        for first, part in enumerate(parts)
        if part.count > MOST_TOGETHER
        and all(other.stroke is part.stroke for other in parts[first : first + part.count])
        and first + part.count <= count
    ]
    is_there = count <= MOST_TOGETHER or parts[0].count == count
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
    outer = [joined_box([box_of(path) for path in segment.ink]) for segment in segments]

    def joined(place: int) -> float:
        return JOINED if parts[place - 1].stroke is parts[place].stroke else 0.0

    return [segments[i] for i in cheapest_way(segments, boxes, outer, scores, joined)]
