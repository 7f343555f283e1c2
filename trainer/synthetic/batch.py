"""Makes the strokes of many drawings at once: what ``plain.py`` does for one, in few operations on long arrays.

All points of all strokes of all drawings lie in one array; counts say what belongs together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.reading.strokes import Stroke
from trainer.synthetic.deform import CENTRE, WAVES, Draft
from trainer.synthetic.negatives import THIN, UPRIGHT
from trainer.synthetic.templates import Indices, Numbers


@dataclass(frozen=True, slots=True)
class Strokes:
    """The strokes of many drawings."""

    points: Stroke
    """Points of all strokes, ``(n, 2)``."""
    lengths: Indices
    """Points of each stroke."""
    counts: Indices
    """Strokes of each drawing."""

    @property
    def points_of_drawings(self) -> Indices:
        """Points of each drawing."""
        return np.add.reduceat(self.lengths, starts_of(self.counts))

    def first(self, drawings: int) -> Strokes:
        """Returns the first drawings alone."""
        strokes = int(self.counts[:drawings].sum())
        return Strokes(self.points[: self.lengths[:strokes].sum()], self.lengths[:strokes], self.counts[:drawings])


def strokes_of_many(drawings: Sequence[Sequence[Draft]]) -> Strokes:
    """Returns the strokes of drawings, at least one."""
    drafts = [draft for drawing in drawings for draft in drawing]
    points, lengths = np.concatenate([draft.points for draft in drafts]), np.concatenate([draft.lengths for draft in drafts])
    strokes = np.array([len(draft.lengths) for draft in drafts])
    points = _grow(points, np.stack([draft.halves for draft in drafts]).repeat(np.add.reduceat(lengths, starts_of(strokes)), axis=0))
    points, lengths = _change_ends(points, lengths, np.concatenate([draft.ends for draft in drafts]))
    points = points + np.concatenate([draft.early for draft in drafts]).repeat(lengths, axis=0)
    points = _map(points, lengths, strokes, drafts)
    points, lengths = _resample(points, lengths, np.concatenate([draft.steps for draft in drafts]))
    points = _on_grid(points, np.add.reduceat(lengths, starts_of(strokes)), np.array([draft.grain for draft in drafts]))
    points[:, 1] += np.concatenate([draft.drop for draft in drafts]).repeat(lengths)
    points[:, 0] += _places(drawings, points[:, 0], np.add.reduceat(lengths, starts_of(strokes)))
    in_drawings = np.array([len(drawing) for drawing in drawings])
    return Strokes(points, lengths, np.add.reduceat(strokes, starts_of(in_drawings)))


def are_upright_lines(strokes: Strokes) -> npt.NDArray[np.bool_]:
    """Tells of each drawing whether it is little more than an upright line; see ``negatives.is_upright_line``."""
    sizes = strokes.points_of_drawings
    starts = starts_of(sizes)
    away = strokes.points - (np.add.reduceat(strokes.points, starts) / sizes[:, None]).repeat(sizes, axis=0)
    across, down = np.add.reduceat(away * away, starts).T
    both = np.add.reduceat(away[:, 0] * away[:, 1], starts)
    middle, reach = (across + down) / 2, np.hypot((across - down) / 2, both)
    angle = np.arctan2(2 * both, across - down) / 2  # of the longer axis of the ellipse that the points fill
    upright = np.abs(np.sin(angle)) > UPRIGHT * np.abs(np.cos(angle))
    found: npt.NDArray[np.bool_] = (middle - reach < THIN**2 * (middle + reach)) & upright & (sizes > 1)
    return found


def starts_of(counts: Indices) -> Indices:
    """Returns where each of consecutive parts starts, from how long they are: 3, 2, 4 -> 0, 3, 5."""
    starts: Indices = np.cumsum(counts) - counts
    return starts


def _grow(points: Stroke, halves: Numbers) -> Stroke:
    grown: Stroke = points + halves * 100 / np.pi * np.sin(np.pi * points / 100)
    return grown


def _change_ends(points: Stroke, lengths: Indices, shares: Numbers) -> tuple[Stroke, Indices]:
    """Lengthens or cuts both ends of each stroke; returns points and how many each stroke has."""
    before, after = (np.zeros_like(lengths) for _ in range(2))  # points that are added; below 0: that are cut
    for change, share in ((before, shares[:, 0]), (after, shares[:, 1])):
        size = lengths + before
        count = np.round(np.abs(share) * size).astype(np.intp)
        change += np.where((share < 0) & (size > count + 4), -count, count)
    changed = lengths + before + after
    index = np.arange(changed.sum()) - (starts_of(changed) + before).repeat(changed)  # of the point in its stroke; outside it for new ones
    last = (lengths - 1).repeat(changed)
    inside = np.minimum(np.maximum(index, 0), last)
    first = starts_of(lengths).repeat(changed)
    result = points[first + inside]
    new = np.flatnonzero(index != inside)
    end, step = (first + inside)[new], np.sign(index - inside)[new]
    result[new] += (points[end] - points[end - step]) * np.abs(index - inside)[new, None]
    return result, changed


def _map(points: Stroke, lengths: Indices, strokes: Indices, drafts: Sequence[Draft]) -> Stroke:
    """Warps, shifts and maps the points of each draft."""
    sizes = np.add.reduceat(lengths, starts_of(strokes))
    waves, (x, y) = np.stack([draft.waves for draft in drafts]), points.T
    away = points + np.concatenate([draft.late for draft in drafts]).repeat(lengths, axis=0) - CENTRE
    for axis in (0, 1):
        for wave in range(WAVES):
            across, down, phase, height = (waves[:, row, wave].repeat(sizes) for row in (2 * axis, 2 * axis + 1, 4 + axis, 6 + axis))
            away[:, axis] += height * np.sin(x * across + y * down + phase)
    matrix = np.stack([draft.matrix for draft in drafts]).repeat(sizes, axis=0)
    mapped: Stroke = away[:, :1] * matrix[:, :, 0] + away[:, 1:] * matrix[:, :, 1] + CENTRE
    return mapped


def _resample(points: Stroke, lengths: Indices, steps: Numbers) -> tuple[Stroke, Indices]:
    """Keeps as many points of each stroke as its pen reports; returns points and how many each stroke has."""
    starts = starts_of(lengths)
    along = _lengths_so_far(points, lengths, starts)
    total = along[starts + lengths - 1]
    kept = np.where(lengths == 1, 1, np.maximum((total / steps).astype(np.intp), 2))
    number = np.arange(kept.sum()) - starts_of(kept).repeat(kept)
    wanted = number * (total / np.maximum(kept - 1, 1)).repeat(kept)
    # One sorted array of the lengths of all strokes: each stroke's start after the end of the one before it.
    base = np.arange(len(lengths)) * (total.max() + 1)
    before = np.searchsorted(along + base.repeat(lengths), wanted + base.repeat(kept), side="right") - 1
    before = np.minimum(np.maximum(before, starts.repeat(kept)), (starts + np.maximum(lengths - 2, 0)).repeat(kept))
    after = before + (lengths > 1).repeat(kept)
    piece = along[after] - along[before]
    share = (wanted - along[before]) / np.where(piece == 0, 1, piece)
    return points[before] + share[:, None] * (points[after] - points[before]), kept


def _on_grid(points: Stroke, sizes: Indices, grains: Numbers) -> Stroke:
    """Moves the points of each draft to the grid of its tablet."""
    if not grains.any():
        return points
    grain = grains.repeat(sizes)[:, None]
    moved: Stroke = np.where(grain > 0, np.round(points / np.where(grain > 0, grain, 1)) * grain, points)
    return moved


def _lengths_so_far(points: Stroke, lengths: Indices, starts: Indices) -> Numbers:
    """Returns how long its stroke is up to each point, ``(n,)``. Each stroke is added up by itself, so that no digits get lost."""
    step = np.zeros(len(points))
    step[1:] = np.hypot(*np.diff(points, axis=0).T)
    step[starts] = 0
    stroke = np.arange(len(lengths)).repeat(lengths)
    place = np.arange(len(points)) - starts.repeat(lengths)
    rows = np.zeros((len(lengths), lengths.max()))
    rows[stroke, place] = step
    result: Numbers = rows.cumsum(axis=1)[stroke, place]
    return result


def _places(drawings: Sequence[Sequence[Draft]], x: Numbers, sizes: Indices) -> Numbers:
    """Returns how far to the right each point moves, ``(n,)``: a draft with a gap has the next one beside it."""
    starts, moves, number = starts_of(sizes), np.zeros(len(sizes)), 0
    left, right = np.minimum.reduceat(x, starts), np.maximum.reduceat(x, starts)
    for drawing in drawings:
        for one, draft in enumerate(drawing[:-1], number):
            if draft.gap is not None:
                moves[one + 1] = right[one] + moves[one] + draft.gap - left[one + 1]
        number += len(drawing)
    return moves.repeat(sizes)
