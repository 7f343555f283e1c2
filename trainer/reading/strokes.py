"""Strokes -> the 28x28 grid that networks read, by the rule that MNIST was made by.

The rule, measured on the 60,000 training images: the longer side of the ink fills 20 pixels and the aspect ratio is kept. The
shorter side is centred in that box of 20x20. A shift by whole pixels brings the centre of mass to the middle of the grid.
Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits"; the rounding was measured
(``docs/how/strokes.md``).

Twin of ``site/src/preprocessing/strokes.js``. Tests hold both to ``tests/vectors/strokes.json``, and to each other on random
strokes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]
"""``(28, 28)``: ink is 1, ground is 0."""
Points = Sequence[Mapping[str, float]]
"""One stroke as the page records it: points ``{"x": .., "y": ..}`` in any unit, y down."""
Stroke = npt.NDArray[np.float64]
"""One stroke as an array, ``(n, 2)``: x before y, y down."""

GRID = 28
"""Side of the grid, in pixels."""
BOX = 20
"""Side of the box that the ink fills, in pixels."""
CENTRE = 14.5
"""Where MNIST puts the centre of mass, in pixels: the middle of pixel 14, because pixel ``i`` covers ``i`` to ``i + 1``."""
PEN_RADIUS = 1.25
"""Radius of the pen, in pixels of the grid. With this radius, rendered strokes carry as much ink as the digits of MNIST."""
LIMIT = 1e9
"""Points with larger coordinates are skipped, as are points that are not finite."""
SEGMENTS_AT_ONCE = 4096
"""Segments that are rendered together: this limits the memory that a long drawing takes."""
TIE = 1e-6
"""A centre of mass this close to the middle between two shifts counts as in the middle: both twins then round the same way."""


def strokes_to_grid(strokes: Sequence[Points]) -> Grid | None:
    """Renders strokes into the grid.

    Position and size of the drawing do not matter, nor how densely it was sampled. The pen has a fixed width in the grid.

    Args:
        strokes: Points in any unit, y down. Points that are not finite, or beyond ``LIMIT``, are skipped.

    Returns:
        The grid, or None when there is no ink.
    """
    arrays = [stroke for stroke in map(usable_points, strokes) if len(stroke)]
    return arrays_to_grid(arrays) if arrays else None


def arrays_to_grid(strokes: list[Stroke], pen: float = PEN_RADIUS) -> Grid:
    """Renders strokes of finite points, at least one, into the grid; ``pen`` is the pen's radius in pixels of the grid."""
    return centre_in_grid(draw_ink(fit_into_box(strokes, pen), pen))


def usable_points(stroke: Points) -> Stroke:
    """Returns the points of a stroke that are finite and within ``LIMIT``, as an array."""
    points = np.array([(point["x"], point["y"]) for point in stroke], dtype=np.float64).reshape(-1, 2)
    with np.errstate(invalid="ignore"):
        usable: npt.NDArray[np.bool_] = (np.abs(points) <= LIMIT).all(axis=1)
    return points[usable]


def fit_into_box(strokes: list[Stroke], pen: float = PEN_RADIUS) -> list[Stroke]:
    """Scales and shifts strokes so that their ink, which is one pen radius wider on each side, fills the box, centred."""
    points = np.concatenate(strokes)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = (BOX - 2 * pen) / extent.max() if extent.max() > 1 / LIMIT else 0.0  # a dot has no size to scale
    return [(stroke - low) * scale + (BOX / 2 - extent * scale / 2) for stroke in strokes]


def draw_ink(strokes: list[Stroke], pen: float = PEN_RADIUS) -> Grid:
    """Draws strokes into the box, ``(20, 20)``: at the edge of the pen the ink falls from 1 to 0 within one pixel."""
    starts = np.concatenate([stroke[: max(len(stroke) - 1, 1)] for stroke in strokes])
    ends = np.concatenate([stroke[min(1, len(stroke) - 1) :] for stroke in strokes])
    nearest = np.full((BOX, BOX), np.inf)
    for first in range(0, len(starts), SEGMENTS_AT_ONCE):
        some = slice(first, first + SEGMENTS_AT_ONCE)
        nearest = np.minimum(nearest, _squared_distances(starts[some], ends[some]))
    ink: Grid = np.clip(pen + 0.5 - np.sqrt(nearest), 0, 1)
    return ink


def _squared_distances(starts: Stroke, ends: Stroke) -> npt.NDArray[np.float64]:
    """Returns the squared distance from the centre of each pixel of the box to the nearest of the segments, ``(20, 20)``."""
    centres, along = np.arange(BOX) + 0.5, ends - starts
    length = along[:, 0] * along[:, 0] + along[:, 1] * along[:, 1]
    dx, dy = centres[None, :, None] - starts[:, 0], centres[:, None, None] - starts[:, 1]
    t = np.clip((dx * along[:, 0] + dy * along[:, 1]) / np.where(length == 0, 1, length), 0, 1)
    ex, ey = dx - t * along[:, 0], dy - t * along[:, 1]
    squared: npt.NDArray[np.float64] = (ex * ex + ey * ey).min(axis=2)
    return squared


def centre_in_grid(box: Grid) -> Grid:
    """Puts the box ``(20, 20)`` into the grid, its centre of mass as near to the middle as whole pixels and the edge allow."""
    grid = np.zeros((GRID, GRID))
    top, left = (_offset(box.sum(axis=axis)) for axis in (1, 0))
    grid[top : top + BOX, left : left + BOX] = box
    return grid


def _offset(profile: npt.NDArray[np.float64]) -> int:
    """Returns where the box starts along one axis of the grid, in pixels, from the box's ink along that axis."""
    mass = float((profile * (np.arange(BOX) + 0.5)).sum() / profile.sum())
    return int(np.clip(np.floor(CENTRE - mass + 0.5 - TIE), 0, GRID - BOX))
