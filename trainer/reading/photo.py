"""The ink of a photograph: paper under uneven light, with shadows, noise, and objects at its edge.

Twin of ``site/src/preprocessing/photo.js``. ``image_to_grid`` calls it, and a test holds both twins to each other.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .filters import closing, mean_around
from .pixels import components_of, sums_of

Picture = npt.NDArray[np.float64]
"""``(height, width)``: one number a pixel."""

WINDOW = 3
"""What is narrower than the longer side divided by this is ink; what is wider is background or shadow. With 6, the broad strokes of
a felt pen were background."""

DARKEST = 0.1
"""Share of the brightest pixel that is added before the logarithm: below it, a camera gives only noise."""

FAINTEST = 1 / 4
"""Ink that is fainter than this share of the strongest ink is noise: one such pixel far away would widen the box."""

SPECK = 1 / 20
"""A connected component with less ink than this share of the largest one is a speck, and is left out."""

EDGE = 1 / 10
"""When a component inside has at least this share of the ink of one at the edge, the digit is inside and the edge is left out."""


def photo_contrast(brightness: Picture) -> Picture:
    """Finds what differs from the paper in a photograph.

    Light multiplies the brightness of the paper, so ink is told from light in logarithms. The background at a pixel is
    the morphological closing of the picture: it fills everything narrow, and keeps the sharp edge of a shadow where it is.

    Source: the bottom-hat transform, Serra, "Image Analysis and Mathematical Morphology", 1982.

    Args:
        brightness: ``(height, width)``, not all the same; 0 is black.

    Returns:
        ``(height, width)``: how much darker than its background each pixel is, or lighter where ink is light; 0 without ink.
    """
    window = max(max(brightness.shape) // WINDOW, 3) | 1  # an odd number
    light = brightness - min(brightness.min(), 0)
    light = np.log(DARKEST + light / light.max())
    # Ink is narrow: it differs from the pixels around it by more than they differ from it. So the skew tells light ink from dark.
    if ((light - mean_around(light, window)) ** 3).sum() > 0:
        light = -light
    contrast = closing(light, window) - light
    contrast -= np.median(contrast)
    edge = border(contrast)
    noise = 5 * np.median(np.abs(edge - np.median(edge)))  # more than three standard deviations
    noise = np.clip(noise, FAINTEST * contrast.max(), contrast.max() / 2)
    return np.where(contrast > noise, contrast, 0.0)


def border(picture: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Returns the first and the last row, the first and the last column, ``(2 * height + 2 * width,)``; corners count twice."""
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def without_specks(ink: Picture, least: float = SPECK, *, edge: bool = True) -> Picture:
    """Leaves out the connected components that are not part of the digit: specks, and without ``edge`` what touches the edge."""
    components, count = components_of(ink)
    mass = sums_of(ink, components, count)  # component 0 is the background, and has none
    outer = np.zeros(count + 1, dtype=bool)
    outer[border(components)] = True
    if not edge and mass[~outer].max(initial=0) >= EDGE * mass[outer].max(initial=0):
        mass[outer] = 0
    kept: Picture = np.where((mass >= least * mass.max())[components] & (ink > 0), ink, 0.0)
    return kept
