"""Makes the strokes of one drawing, step by step: what ``batch.py`` does for many at once.

Tests and ``python -m trainer bench`` compare the two.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trainer.reading.strokes import Stroke
from trainer.synthetic.deform import CENTRE, Draft
from trainer.synthetic.templates import Numbers, lengths_so_far


def strokes_of(drawing: Sequence[Draft]) -> list[Stroke]:
    """Returns the strokes of a drawing, each ``(n, 2)``, y down. Size and position are random."""
    strokes: list[Stroke] = []
    start: float | None = None
    for draft in drawing:
        finished = _deformed(draft)
        if start is not None:
            left = min(stroke[:, 0].min() for stroke in finished)
            finished = [stroke + np.array([start - left, 0]) for stroke in finished]
        start = None if draft.gap is None else max(stroke[:, 0].max() for stroke in finished) + draft.gap
        strokes += finished
    return strokes


def _deformed(draft: Draft) -> list[Stroke]:
    """Returns the strokes of a draft, deformed."""
    strokes = []
    for index, stroke in enumerate(np.split(draft.points, np.cumsum(draft.lengths)[:-1])):
        grown = stroke + draft.halves * 100 / np.pi * np.sin(np.pi * stroke / 100)
        written = _change_ends(grown, draft.ends[index]) + draft.early[index]
        warped = written + _displacements(written, draft.waves) + draft.late[index]
        mapped = (warped - CENTRE) @ draft.matrix.T + CENTRE
        reported = _resample(mapped, draft.steps[index])
        if draft.grain:
            reported = np.round(reported / draft.grain) * draft.grain
        strokes.append(reported + np.array([0, draft.drop[index]]))
    return strokes


def _change_ends(stroke: Stroke, shares: Numbers) -> Stroke:
    """Lengthens or cuts both ends of a stroke; one that would get too short is lengthened instead."""
    for share in shares:
        count = round(abs(share) * len(stroke))
        if share < 0 and len(stroke) > count + 4:
            stroke = stroke[count:]
        elif count:
            step = stroke[0] - stroke[1]
            stroke = np.concatenate([stroke[0] + step * np.arange(count, 0, -1)[:, None], stroke])
        stroke = stroke[::-1]  # the second time around, this is the other end
    return stroke


def _displacements(points: Stroke, waves: Numbers) -> Stroke:
    """Returns what a warp moves points by, ``(n, 2)``."""
    moved = [(waves[6 + axis] * np.sin(points @ waves[2 * axis : 2 * axis + 2] + waves[4 + axis])).sum(axis=1) for axis in (0, 1)]
    return np.stack(moved, axis=1)


def _resample(stroke: Stroke, step: float) -> Stroke:
    """Keeps as many points as a pen reports that reports one every ``step``: evenly spaced, at least two."""
    if len(stroke) == 1:
        return stroke
    length = lengths_so_far(stroke)
    wanted = np.linspace(0, length[-1], max(int(length[-1] / step), 2))
    return np.stack([np.interp(wanted, length, stroke[:, axis]) for axis in (0, 1)], axis=1)
