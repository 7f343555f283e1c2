"""Finds characters that look like a digit: the a of one hand may be the 0 of another. Nobody could tell which of the two was meant."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from trainer.reading.strokes import Stroke
from trainer.synthetic.templates import Indices, lengths_so_far

POINTS = 96
"""Points of each glyph that are compared, evenly along its strokes."""
CELLS = 40
"""Cells on the longer side of a glyph, to look distances up in."""
MARGIN = 4
"""Cells around it."""
NEAR = 3.7
"""A glyph looks like another where each point of both is nearer to the other than this, in cells: 9 % of the side."""
STRAY = 5
"""As many points less one may be farther away: the dot of a ``?`` does not tell it from a 7."""

SIDE = CELLS + 2 * MARGIN + 1


def look_like(glyphs: Sequence[list[Stroke]], digits: Sequence[list[Stroke]]) -> npt.NDArray[np.bool_]:
    """Tells of each glyph whether it looks like one of the digits, ``(glyphs,)``."""
    ours, theirs = (np.array([_cells(glyph) for glyph in some], np.intp).reshape(-1, POINTS) for some in (glyphs, digits))
    maps = np.array([_distances(cells) for cells in ours], np.float32).reshape(-1, SIDE * SIDE)
    found = np.zeros(len(ours), bool)
    for cells in theirs:
        forth = np.partition(_distances(cells)[ours], -STRAY, axis=1)[:, -STRAY]
        back = np.partition(maps[:, cells], -STRAY, axis=1)[:, -STRAY]
        found |= np.maximum(forth, back) < NEAR
    return found


def _cells(glyph: list[Stroke]) -> Indices:
    """Returns the cells in which points of a glyph lie, ``(POINTS,)``: in the middle of a square, its longer side ``CELLS`` long."""
    points = np.concatenate(glyph)
    low, sides = points.min(axis=0), np.ptp(points, axis=0)
    scale = CELLS / max(float(sides.max()), 1)
    dense = np.concatenate([_evenly(stroke * scale) for stroke in glyph]) - (low + sides / 2) * scale + SIDE / 2
    x, y = dense[np.linspace(0, len(dense) - 1, POINTS).astype(np.intp)].astype(np.intp).T
    cells: Indices = y * SIDE + x
    return cells


def _evenly(stroke: Stroke) -> Stroke:
    """Returns points of a stroke that are half a cell apart; three of a dot."""
    if len(stroke) == 1:
        return stroke.repeat(3, axis=0)
    along = lengths_so_far(stroke)
    wanted = np.linspace(0, along[-1], max(int(along[-1] * 2), 2))
    return np.stack([np.interp(wanted, along, stroke[:, axis]) for axis in (0, 1)], axis=1)


def _distances(cells: Indices) -> npt.NDArray[np.float64]:
    """Returns how far each cell is from the nearest of some, ``(SIDE * SIDE,)``."""
    free = np.ones(SIDE * SIDE, bool)
    free[cells] = False
    distances: npt.NDArray[np.float64] = ndimage.distance_transform_edt(free.reshape(SIDE, SIDE)).ravel()
    return distances
