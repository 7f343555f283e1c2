"""Strokes, or the image of a digit -> the 28x28 grid, exactly as MNIST was made.

The rule, read off the 60,000 training images: the ink's longer side fills 20 pixels and its aspect ratio is kept; the shorter
side is centred in that box; a whole-pixel shift brings the centre of mass into the grid's centre pixel. Source: LeCun, Cortes,
Burges, "The MNIST database"; the rounding was measured (``docs/how/strokes.md``).

Twin of ``site/src/preprocessing/strokes.js``. Both are held to ``tests/vectors/strokes.json``, and to each other on random strokes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from trainer.reading.photo import border, photo_ink

Grid = npt.NDArray[np.float64]
"""``(28, 28)``, ink 1 on ground 0."""
Strokes = Sequence[Sequence[Mapping[str, float]]]
"""What a hand drew: strokes of points ``{"x": .., "y": ..}`` in any unit, y down."""

GRID = 28
"""Side of the grid, in pixels."""
BOX = 20
"""Side of the box that the ink fills, in pixels."""
CENTRE = 14.5
"""Where MNIST puts the centre of mass: the middle of pixel 14, pixel ``i`` covering ``i`` to ``i + 1``."""
PEN_RADIUS = 1.25
"""Radius of the pen, in grid pixels. With it rendered pen strokes carry as much ink as MNIST's digits."""
LIMIT = 1e9
"""Coordinates beyond this, like those that are not finite, are no points."""
FINE = 512
"""Images are read at this many pixels or up to twice as many: a digit needs 20."""
TIE = 1e-6
"""Centres of mass this close to the middle between two shifts count as there: both twins then round the same way."""


def strokes_to_grid(strokes: Strokes) -> Grid | None:
    """Renders strokes into the grid.

    Neither place nor size of the drawing matters, nor how densely it was sampled. The pen has a fixed width in the grid.

    Args:
        strokes: Points in any unit, y down. Points that are not finite, or beyond ``LIMIT``, are skipped.

    Returns:
        The grid, or None when nothing was drawn.
    """
    paths = [path for path in map(points_of, strokes) if len(path)]
    if not paths:
        return None
    return paths_to_grid(paths)


def paths_to_grid(paths: list[npt.NDArray[np.float64]], pen: float = PEN_RADIUS) -> Grid:
    """Renders paths, each ``(n, 2)``, of finite points with a pen of that radius: what ``strokes_to_grid`` does with strokes."""
    return _place(draw_ink(fit_into_box(paths, pen), pen))


def image_to_grid(brightness: npt.NDArray[np.float64]) -> Grid | None:
    """Fits the image of one digit into the grid, by the same rule.

    The ground is what the border shows; ink is what differs from it, whether darker or lighter. Where the border itself
    differs, the image is a photograph, and the ground is what surrounds the ink.

    Args:
        brightness: ``(height, width)``, any size, any range.

    Returns:
        The grid, or None for an image of one colour.
    """
    brightness = _shrink(brightness)
    edge = border(brightness)
    ground = np.median(edge)
    if np.median(np.abs(edge - ground)) > 0:
        ink = photo_ink(brightness)
    else:
        ink = np.maximum(brightness - ground if brightness.max() - ground > ground - brightness.min() else ground - brightness, 0.0)
    if not ink.any():
        return None
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / ink.max()
    scale = BOX / max(ink.shape)
    return _place(_overlap(ink.shape[0], scale) @ ink @ _overlap(ink.shape[1], scale).T)


def _shrink(brightness: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Averages square blocks of a large image: what is left is no larger than twice ``FINE``, and far less noisy."""
    block = max(brightness.shape) // FINE
    if block < 2:
        return brightness
    height, width = (max(side // block, 1) for side in brightness.shape)
    kept = brightness[: height * block, : width * block]
    averaged: npt.NDArray[np.float64] = kept.reshape(height, kept.shape[0] // height, width, kept.shape[1] // width).mean(axis=(1, 3))
    return averaged


def points_of(stroke: Sequence[Mapping[str, float]]) -> npt.NDArray[np.float64]:
    """The stroke's points that can be drawn: ``(n, 2)``, x before y."""
    points = np.array([(point["x"], point["y"]) for point in stroke], dtype=np.float64).reshape(-1, 2)
    with np.errstate(invalid="ignore"):
        drawable: npt.NDArray[np.bool_] = (np.abs(points) <= LIMIT).all(axis=1)
    return points[drawable]


def fit_into_box(paths: list[npt.NDArray[np.float64]], pen: float = PEN_RADIUS) -> list[npt.NDArray[np.float64]]:
    """Scales and shifts the paths so that their ink, half a pen beyond its points, just fills the box, centred."""
    points = np.concatenate(paths)
    low, extent = points.min(axis=0), np.ptp(points, axis=0)
    scale = (BOX - 2 * pen) / extent.max() if extent.max() > 1 / LIMIT else 0.0
    return [(path - low) * scale + (BOX / 2 - extent * scale / 2) for path in paths]


def draw_ink(paths: list[npt.NDArray[np.float64]], pen: float = PEN_RADIUS) -> Grid:
    """Draws paths into the box: a pixel's ink falls from 1 to 0 over one pixel at the pen's edge."""
    starts = np.concatenate([path[: max(len(path) - 1, 1)] for path in paths])
    ends = np.concatenate([path[min(1, len(path) - 1) :] for path in paths])
    centres = np.arange(BOX) + 0.5
    nearest = np.full((BOX, BOX), np.inf)
    for first in range(0, len(starts), 4096):
        a, along = starts[first : first + 4096], ends[first : first + 4096] - starts[first : first + 4096]
        length = along[:, 0] * along[:, 0] + along[:, 1] * along[:, 1]
        dx, dy = centres[None, :, None] - a[:, 0], centres[:, None, None] - a[:, 1]
        t = np.clip((dx * along[:, 0] + dy * along[:, 1]) / np.where(length == 0, 1, length), 0, 1)
        ex, ey = dx - t * along[:, 0], dy - t * along[:, 1]
        nearest = np.minimum(nearest, (ex * ex + ey * ey).min(axis=2))
    ink: Grid = np.clip(pen + 0.5 - np.sqrt(nearest), 0, 1)
    return ink


def _overlap(pixels: int, scale: float) -> npt.NDArray[np.float64]:
    """The matrix ``(BOX, pixels)`` that resamples by area: how much of each source pixel lies in each pixel of the box."""
    start = np.floor((BOX - pixels * scale) / 2)  # a whole pixel, so that MNIST's own images come out as they went in
    edges = np.clip((np.arange(BOX + 1) - start) / scale, 0, pixels)
    source = np.arange(pixels)
    shared: npt.NDArray[np.float64] = np.minimum(edges[1:, None], source + 1) - np.maximum(edges[:-1, None], source)
    return np.maximum(shared, 0) * scale


def _place(box: Grid) -> Grid:
    """Puts the box into the grid, its centre of mass as near the grid's centre pixel as whole pixels and the grid's edge allow."""
    grid = np.zeros((GRID, GRID))
    top, left = (_offset(box.sum(axis=axis)) for axis in (1, 0))
    grid[top : top + BOX, left : left + BOX] = box
    return grid


def _offset(profile: npt.NDArray[np.float64]) -> int:
    """How many pixels to shift the box along one axis, so that its centre of mass comes into the grid's centre pixel."""
    mass = float((profile * (np.arange(BOX) + 0.5)).sum() / profile.sum())
    return int(np.clip(np.floor(CENTRE - mass + 0.5 - TIE), 0, GRID - BOX))
