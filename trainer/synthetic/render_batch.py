"""Renders many drawings at once, as ``trainer/reading/strokes.py`` renders one.

A piece of a stroke is measured only from the pixels that its ink can reach: a tenth of the box.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trainer.reading.strokes import BOX, CENTRE, GRID, LIMIT, TIE, Stroke
from trainer.synthetic.batch import Strokes, starts_of
from trainer.synthetic.templates import Indices, Numbers

WINDOWS = (5, 6, 7, 8, 10, 14, BOX)
"""Sides of the squares of pixels around a piece of a stroke; each piece gets the smallest that holds its ink."""

DISTANCES = 16384
"""Distances that are computed together: larger arrays leave the processor's cache, smaller ones are too many calls."""


def render_many(strokes: Strokes, pens: Numbers) -> npt.NDArray[np.uint8]:
    """Renders drawings with pens of these radii, in pixels of the grid: ``(n, 28, 28)``, ink 255 on background 0."""
    points = _fit_into_box(strokes, pens)
    nearest = _nearest(points, strokes, pens + 0.5)
    ink = np.minimum(np.maximum(pens[:, None, None] + 0.5 - np.sqrt(nearest), 0), 1)
    images = np.zeros((len(pens), GRID, GRID), np.uint8)
    rows, columns = (_offsets(ink.sum(axis=axis)) for axis in (2, 1))
    box = np.arange(BOX)
    places = (np.arange(len(pens))[:, None, None], (rows[:, None] + box)[:, :, None], (columns[:, None] + box)[:, None])
    images[places] = np.round(255 * ink)
    return images


def _fit_into_box(strokes: Strokes, pens: Numbers) -> Stroke:
    """Scales and shifts the points of each drawing so that its ink fills the box, centred."""
    sizes = strokes.points_of_drawings
    starts = starts_of(sizes)
    low = np.minimum.reduceat(strokes.points, starts)
    extent = np.maximum.reduceat(strokes.points, starts) - low
    longer = extent.max(axis=1)
    scale = np.where(longer > 1 / LIMIT, (BOX - 2 * pens) / np.where(longer > 1 / LIMIT, longer, 1), 0)[:, None]
    fitted: Stroke = (strokes.points - low.repeat(sizes, axis=0)) * scale.repeat(sizes)[:, None] + (BOX / 2 - extent * scale / 2).repeat(
        sizes, axis=0
    )
    return fitted


def _nearest(points: Stroke, strokes: Strokes, reach: Numbers) -> Numbers:
    """Returns the squared distance from each pixel of each box to the nearest piece of a stroke, ``(n, 20, 20)``.

    Where it is more than ``reach``, a pixel's distance, one a drawing, it may be infinite.
    """
    lengths = strokes.lengths
    pieces = np.maximum(lengths - 1, 1)
    start = np.arange(pieces.sum()) + (starts_of(lengths) - starts_of(pieces)).repeat(pieces)
    end = start + (lengths > 1).repeat(pieces)
    drawing = np.arange(len(strokes.counts)).repeat(strokes.counts).repeat(pieces)
    starts, ends = points[start], points[end]
    low = np.floor(np.minimum(starts, ends) - reach[drawing, None] + 0.5).astype(np.intp)  # the first pixel whose centre is within reach
    high = np.ceil(np.maximum(starts, ends) + reach[drawing, None] + 0.5).astype(np.intp)  # after the last one
    low, high = np.maximum(low, 0), np.minimum(high, BOX)
    window = np.searchsorted(WINDOWS, (high - low).max(axis=1))
    nearest = np.full(len(reach) * BOX * BOX, np.inf)
    for number, side in enumerate(WINDOWS):
        alike = np.flatnonzero(window == number)
        together = DISTANCES // side**2
        for first in range(0, len(alike), together):
            some = alike[first : first + together]
            _lower(nearest, drawing[some], np.minimum(low[some], BOX - side), side, starts[some], ends[some])
    return nearest.reshape(-1, BOX, BOX)


def _lower(nearest: Numbers, drawing: Indices, corner: Indices, side: int, starts: Stroke, ends: Stroke) -> None:
    """Lowers the squared distances of the square of pixels at each corner to those from its piece of a stroke."""
    pixels = corner[:, :, None] + np.arange(side)
    along = ends - starts
    half = np.hypot(along[:, 0], along[:, 1])[:, None] / 2
    x, y = np.where(half == 0, (1, 0), along / np.where(half == 0, 1, 2 * half)).T[:, :, None]
    dx, dy = (pixels + (0.5 - (starts + ends) / 2)[:, :, None]).swapaxes(0, 1)  # from the middle of the piece
    # How far each pixel is from the piece: sideways, and beyond its ends.
    beyond = (dx * x)[:, None] + (dy * y)[:, :, None]
    np.abs(beyond, out=beyond)
    np.maximum(beyond - half[:, :, None], 0, out=beyond)
    beyond *= beyond
    sideways = (dx * y)[:, None] - (dy * x)[:, :, None]
    sideways *= sideways
    beyond += sideways
    place = (drawing[:, None] * BOX + pixels[:, 1])[:, :, None] * BOX + pixels[:, None, 0]
    np.minimum.at(nearest, place.ravel(), beyond.ravel())


def _offsets(profiles: Numbers) -> Indices:
    """Returns where each box starts along one axis of the grid, from its ink along that axis, ``(n, 20)``."""
    mass = (profiles * (np.arange(BOX) + 0.5)).sum(axis=1) / profiles.sum(axis=1)
    offsets: Indices = np.clip(np.floor(CENTRE - mass + 0.5 - TIE), 0, GRID - BOX).astype(np.intp)
    return offsets
