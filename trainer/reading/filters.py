"""What a pixel is among those around it: the largest, the mean, the closing, the distance to the nearest one without ink.

As ``pixels.py``: SciPy has all of it and takes long to import; tests hold these functions to SciPy's. Twin of what
``site/src/preprocessing/photo.js`` and ``pen.js`` compute.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
"""Any number of axes; each is treated in the same way."""


def closing(values: Values, window: int) -> Values:
    """Returns the morphological closing: the largest value around each place, and of these the smallest.

    Args:
        values: At the edge, they go on as they are there.
        window: Places in a row, an odd number.
    """
    return -largest_around(-largest_around(values, window), window)


def largest_around(values: Values, window: int, outside: float | None = None) -> Values:
    """Returns the largest value in the window around each place.

    Source: van Herk, "A fast algorithm for local minimum and maximum filters on rectangular and octagonal kernels", 1992.

    Args:
        values: Any number of axes.
        window: Places in a row, an odd number.
        outside: What lies beyond the edge; None takes the value at the edge.
    """
    for axis in range(values.ndim):
        values = np.moveaxis(_largest_in_rows(np.moveaxis(values, axis, -1), window, outside), -1, axis)
    return values


def _largest_in_rows(values: Values, window: int, outside: float | None) -> Values:
    count = values.shape[-1]
    padded = _padded(values, window, outside)
    rest = -padded.shape[-1] % window  # whole blocks of a window: it reaches over the end of one block and the start of the next
    filler = np.full((*padded.shape[:-1], rest), -np.inf)
    blocks = np.concatenate([padded, filler], axis=-1).reshape(*values.shape[:-1], -1, window)
    starts = np.maximum.accumulate(blocks, axis=-1).reshape(*values.shape[:-1], -1)
    ends = np.maximum.accumulate(blocks[..., ::-1], axis=-1)[..., ::-1].reshape(*values.shape[:-1], -1)
    largest: Values = np.maximum(ends[..., :count], starts[..., window - 1 : window - 1 + count])
    return largest


def mean_around(values: Values, window: int) -> Values:
    """Returns the mean of the window around each place; at the edge, values go on as they are there."""
    for axis in range(values.ndim):
        padded = _padded(np.moveaxis(values, axis, -1), window, None)
        sums = np.cumsum(np.concatenate([np.zeros((*padded.shape[:-1], 1)), padded], axis=-1), axis=-1)
        values = np.moveaxis((sums[..., window:] - sums[..., :-window]) / window, -1, axis)
    return values


def _padded(values: Values, window: int, outside: float | None) -> Values:
    sides = [(0, 0)] * (values.ndim - 1) + [(window // 2, window // 2)]
    return np.pad(values, sides, mode="edge") if outside is None else np.pad(values, sides, constant_values=outside)


def distances(mask: npt.NDArray[np.bool_]) -> Values:
    """Returns how far each pixel of a mask is from the nearest one outside of it.

    Args:
        mask: ``(height, width)``; the outermost pixels are outside.
    """
    level, upright = _steps(mask), _steps(mask.T).T
    squared = upright * upright
    for step in range(1, int(np.minimum(level, upright).max(initial=0)) + 1):
        nearer = upright[:, step:] ** 2 + step * step
        squared[:, :-step] = np.minimum(squared[:, :-step], nearer)
        squared[:, step:] = np.minimum(squared[:, step:], upright[:, :-step] ** 2 + step * step)
    result: Values = np.sqrt(squared)
    return result


def _steps(mask: npt.NDArray[np.bool_]) -> Values:
    """Returns how many pixels the nearest one outside of the mask is away in the same row."""
    places = np.broadcast_to(np.arange(mask.shape[1]), mask.shape)
    before = np.maximum.accumulate(np.where(mask, 0, places), axis=1)
    after = np.minimum.accumulate(np.where(mask, mask.shape[1] - 1, places)[:, ::-1], axis=1)[:, ::-1]
    steps: Values = np.minimum(places - before, after - places).astype(np.float64)
    return steps
