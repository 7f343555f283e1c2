"""Brings very broad lines of a picture nearer to the pen that networks know.

Thin lines are left as they are: they are brightened later, and to make them broader did not help on development drawings.

Twin of ``site/src/preprocessing/pen.js``; a test holds both to each other.
"""

from __future__ import annotations

import numpy as np

from .filters import distances, largest_around
from .photo import Picture
from .pixels import components_of

SMALLEST = 60
"""Ink with a shorter longer side, in pixels, is left as it is: the width of its lines cannot be measured."""
BROADEST, BROAD = 0.17, 0.14
"""Lines above the first width, in longer sides of the ink, are made as thin as the second. The pen of strokes has 0.125."""
SOLID = 0.4
"""Ink that is broader is no line."""
PARTS = 7
"""Ink and paper with more connected parts have noise, or are dithered: then the width of lines cannot be measured."""
NARROW = 0.1
"""The share of the places along the lines that are narrowest: thinning leaves these a line."""


def with_thinner_lines(ink: Picture) -> Picture:
    """Makes lines thinner where their usual width is far above that of a pen.

    The width is measured along the ridge of the distance from each pixel to the nearest one without ink.

    Args:
        ink: ``(height, width)``, cut to its ink, at most 1.

    Returns:
        The same ink, or ink of 0 to 1.
    """
    side = max(ink.shape)
    if side < SMALLEST:
        return ink
    lines = np.pad(ink > 0.5, 1)
    if sum(components_of(part)[1] for part in (lines, ~lines)) > PARTS:
        return ink
    inside = distances(lines)
    ridge = inside[(inside > 0) & (inside == largest_around(inside, 3, outside=0.0))]
    if not len(ridge):
        return ink
    width = (2 * float(np.median(ridge)) - 1) / side
    if not BROADEST < width <= SOLID:
        return ink
    less = (width - BROAD) * side / (2 * (1 - BROAD))  # on each side of a line; the ink becomes shorter too
    less = min(less, float(np.sort(ridge)[int(NARROW * (len(ridge) - 1))]) - 1)
    thinner: Picture = np.clip(inside - less, 0, 1)
    return thinner
