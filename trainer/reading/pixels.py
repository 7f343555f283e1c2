"""Connected pixels of a picture: components, even regions, their boxes and holes.

SciPy has all of it, but importing it nearly doubles the time until the first answer, and it would be the largest part of an
installation: ``docs/project/decisions/wheel.md``. Tests hold these functions to SciPy's. Twin of ``site/src/preprocessing/pixels.js``.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
"""``(height, width)``."""
Labels = npt.NDArray[np.intp]
"""``(height, width)``: the number of each pixel's component, from 1 in the order of their first pixels; 0 where there is none."""
Pairs = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]
"""Runs that belong together: the first ones of the pairs, and the second ones."""
Box = tuple[slice, slice]
"""Rows and columns."""


def components_of(ink: npt.NDArray[np.generic]) -> tuple[Labels, int]:
    """Finds the connected components of what is not 0; pixels that touch at a side or at a corner belong together.

    Args:
        ink: ``(height, width)``.

    Returns:
        The components, and how many there are.
    """
    mask = np.asarray(ink != 0)
    runs = _runs(mask[:, 1:] & mask[:, :-1], mask)
    width = mask.shape[1]
    pairs = []
    for shift in (-1, 0, 1):
        upper, lower = slice(max(-shift, 0), width - max(shift, 0)), slice(max(shift, 0), width - max(-shift, 0))
        both = mask[:-1, upper] & mask[1:, lower]
        pairs.append((runs[:-1, upper][both], runs[1:, lower][both]))
    return _numbered(runs, mask, pairs)


def even_regions(brightness: npt.NDArray[np.float64], tolerance: float) -> Labels:
    """Numbers the regions, from 1, in which each pixel is as bright as the one beside it, or above or below it.

    Args:
        brightness: ``(height, width)``.
        tolerance: By how much neighbours may differ.
    """
    mask = np.ones(brightness.shape, dtype=bool)
    runs = _runs(np.abs(np.diff(brightness, axis=1)) <= tolerance, mask)
    even = np.abs(np.diff(brightness, axis=0)) <= tolerance
    return _numbered(runs, mask, [(runs[:-1][even], runs[1:][even])])[0]


def boxes_of(labels: Labels, count: int) -> list[Box]:
    """Returns the box of each component, the first one first."""
    rows, columns = np.nonzero(labels)
    numbers = labels[rows, columns]
    order = np.argsort(numbers, kind="stable")
    if not count:
        return []
    starts = np.searchsorted(numbers[order], np.arange(1, count + 1))
    ends = [
        (np.minimum.reduceat(places, starts).tolist(), (np.maximum.reduceat(places, starts) + 1).tolist())
        for places in (rows[order], columns[order])
    ]
    return [(slice(top, bottom), slice(left, right)) for top, bottom, left, right in zip(*ends[0], *ends[1], strict=True)]


def sums_of(values: npt.NDArray[np.float64], labels: Labels, count: int) -> npt.NDArray[np.float64]:
    """Returns the sum of the values of each component, ``(count + 1,)``; at place 0 that of the pixels of none."""
    return np.asarray(np.bincount(labels.ravel(), values.ravel(), count + 1), np.float64)


def filled(mask: Mask) -> Mask:
    """Fills the holes of a region: pixels from which no path leads out, not even over corners."""
    around = components_of(~np.pad(mask, 1))[0][1:-1, 1:-1]
    outside = np.zeros(mask.size + 2, dtype=bool)
    outside[1] = True  # the corner of the margin is the first pixel
    result: Mask = ~outside[around]
    return result


def _runs(joined: Mask, mask: Mask) -> Labels:
    """Numbers the runs of pixels, from 0, that are joined to the one at their left; ``joined`` is ``(height, width - 1)``."""
    begins = mask.copy()
    begins[:, 1:] &= ~joined
    runs: Labels = (np.cumsum(begins.ravel()) - 1).reshape(mask.shape)
    return runs


def _numbered(runs: Labels, mask: Mask, pairs: Iterable[Pairs]) -> tuple[Labels, int]:
    """Numbers the components that runs form; a pair is two runs that belong together."""
    if not mask.any():
        return np.zeros(mask.shape, dtype=np.intp), 0
    first, second = (np.concatenate(sides) for sides in zip(*map(_without_repeats, pairs), strict=True))
    roots = np.arange(int(runs.max()) + 1)
    while len(first):  # the earliest run of a component is its root; each round joins what is known to belong together
        low, high = np.minimum(roots[first], roots[second]), np.maximum(roots[first], roots[second])
        apart = low != high
        first, second = first[apart], second[apart]
        np.minimum.at(roots, high[apart], low[apart])
        while (roots[roots] != roots).any():
            roots = roots[roots]
    numbers = np.cumsum(roots == np.arange(len(roots)))
    return np.where(mask, numbers[roots[runs]], 0), int(numbers[-1])


def _without_repeats(pairs: Pairs) -> Pairs:
    """Leaves out a pair that is the one before it: runs lie along each other for many pixels."""
    first, second = pairs
    new = np.ones(len(first), dtype=bool)
    new[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
    return first[new], second[new]
