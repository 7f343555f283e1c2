"""The ink of a photograph: paper under uneven light, with shadows, noise, and things at its edge.

Twin of ``site/src/preprocessing/photo.js``; ``image_to_grid`` calls it, and a test holds both to each other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

Picture = npt.NDArray[np.float64]

WINDOW = 6
"""What is narrower than this share of the longer side is ink, what is wider is ground or shadow."""

DARKEST = 0.1
"""Share of the brightest pixel under which a camera tells nothing but noise."""

FAINTEST = 1 / 4
"""Ink fainter than this share of the strongest is noise: single pixels stray far, and one of them would widen the box."""

SPECK = 1 / 20
"""A piece with less ink than this share of the largest is a speck."""

EDGE = 1 / 10
"""With this share of the ink of what touches the edge, what does not touch it is the digit, and the rest a table or a shadow's end."""


def photo_ink(brightness: Picture) -> Picture:
    """Finds the ink in a photograph of a digit.

    Light multiplies, so it is told from ink in logarithms. The ground at a pixel is the closing of the picture: what
    remains when everything narrow is filled by its surroundings, and a shadow's sharp edge stays where it is.

    Source: the bottom-hat transform, Serra, Image Analysis and Mathematical Morphology, 1982.

    Args:
        brightness: ``(height, width)``, not all the same; 0 is black.

    Returns:
        ``(height, width)``: how much darker than its ground each pixel is, or lighter where ink is light; 0 where there is no ink.
    """
    window = max(max(brightness.shape) // WINDOW, 3) | 1
    light = brightness - min(brightness.min(), 0)
    light = np.log(DARKEST + light / light.max())
    # Ink is narrow: it stands out from its surroundings further than they stand out from it.
    if ((light - ndimage.uniform_filter(light, window, mode="nearest")) ** 3).sum() > 0:
        light = -light
    contrast = ndimage.grey_closing(light, window, mode="nearest") - light
    contrast -= np.median(contrast)
    edge = border(contrast)
    noise = 5 * np.median(np.abs(edge - np.median(edge)))  # over three standard deviations
    noise = np.clip(noise, FAINTEST * contrast.max(), contrast.max() / 2)
    return _digit(np.where(contrast > noise, contrast, 0.0))


def border(picture: Picture) -> Picture:
    """The first and the last row, the first and the last column: a corner counts twice."""
    return np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])


def _digit(ink: Picture) -> Picture:
    """Leaves out the pieces that are no part of a digit: specks, and what comes in from the edge."""
    pieces, count = ndimage.label(ink, np.ones((3, 3)))
    mass = ndimage.sum_labels(ink, pieces, np.arange(count + 1))  # The ground, 0, has none.
    outer = np.zeros(count + 1, dtype=bool)
    outer[border(pieces)] = True
    if mass[~outer].max(initial=0) >= EDGE * mass[outer].max(initial=0):
        mass[outer] = 0
    kept: Picture = np.where((mass >= SPECK * mass.max())[pieces] & (ink > 0), ink, 0.0)
    return kept
