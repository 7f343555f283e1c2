"""The image of one digit -> the 28x28 grid, by the rule that strokes go by.

Twin of ``site/src/preprocessing/image.js``; a test holds both to each other.
"""

from __future__ import annotations

import numpy as np

from .photo import Picture, border, photo_ink
from .strokes import BOX, Grid, centre_in_grid

FINE = 512
"""Larger images are averaged down to this many pixels on the longer side, or up to twice as many: a digit needs 20."""


def image_to_grid(brightness: Picture) -> Grid | None:
    """Fits the image of one digit into the grid.

    The border shows the ground. Ink is what differs from it, darker or lighter. Where the border itself is uneven, the image
    is a photograph, and ``photo_ink`` finds the ink.

    Args:
        brightness: ``(height, width)``, any size, any range.

    Returns:
        The grid, or None for an image of one colour.
    """
    brightness = _shrink(brightness)
    edge = border(brightness)
    ground = float(np.median(edge))
    uneven = np.median(np.abs(edge - ground)) > 0
    ink = photo_ink(brightness) if uneven else _difference(brightness, ground)
    if not ink.any():
        return None
    ink = _crop(ink)
    scale = BOX / max(ink.shape)
    return centre_in_grid(_overlap(ink.shape[0], scale) @ ink @ _overlap(ink.shape[1], scale).T)


def _shrink(brightness: Picture) -> Picture:
    """Averages square blocks of a large image: the result is at most twice ``FINE`` on each side, and much less noisy."""
    block = max(brightness.shape) // FINE
    if block < 2:
        return brightness
    height, width = (max(side // block, 1) for side in brightness.shape)
    kept = brightness[: height * block, : width * block]
    averaged: Picture = kept.reshape(height, kept.shape[0] // height, width, kept.shape[1] // width).mean(axis=(1, 3))
    return averaged


def _difference(brightness: Picture, ground: float) -> Picture:
    """Returns how much darker than the ground each pixel is, or lighter where the ink is light; 0 where it is not."""
    light_ink = brightness.max() - ground > ground - brightness.min()
    return np.maximum(brightness - ground if light_ink else ground - brightness, 0.0)


def _crop(ink: Picture) -> Picture:
    """Cuts an image to its ink, and divides it by the strongest ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    cropped: Picture = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / ink.max()
    return cropped


def _overlap(pixels: int, scale: float) -> Picture:
    """Returns the matrix ``(20, pixels)`` that resamples by area: how much of each source pixel lies in each pixel of the box."""
    start = np.floor((BOX - pixels * scale) / 2)  # a whole pixel, so that images of MNIST do not change
    edges = np.clip((np.arange(BOX + 1) - start) / scale, 0, pixels)
    source = np.arange(pixels)
    shared: Picture = np.minimum(edges[1:, None], source + 1) - np.maximum(edges[:-1, None], source)
    return np.maximum(shared, 0) * scale
