"""Corruptions that lie over the whole image: fog and spatter; and canny edges, of which only the outline is left."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from skimage.feature import canny

from trainer.evaluation.corruptions.blurs import blurred
from trainer.evaluation.corruptions.types import SIDE, Images, Ink, to_images, to_ink

FOG = 3.0
"""How much fog there is, beside full ink 1."""
FOG_SIDE = 256
"""Pixels of a side of a fractal, of which one corner lies over the image."""
FOG_DECAY = 1.4
"""By the square of this number the random part of a fractal gets smaller with each halving of the distances."""
FOG_AT_ONCE = 50
"""Fractals that are made at once: more take longer, because they do not fit into the processor's cache."""

SPATTER_MEAN, SPATTER_DEVIATION = 0.65, 0.3
"""Of the noise that becomes drops."""
SPATTER_SIGMA, DROP_SIGMA = 1.0, 1.5
"""Standard deviations of the blurs of the noise and of the drops, in pixels."""
SPATTER_LEVEL, DROP_LEVEL = 0.65, 0.8
"""From which values on blurred noise is a drop, and a blurred drop is seen."""
DROP_INK = 63 / 255
"""Ink of a drop: mud, which hides what is under it."""


def fog(images: Images, random: np.random.Generator) -> Images:
    """Adds fog and scales down, so that the strongest ink stays as strong as before where there is most fog."""
    ink = to_ink(images)
    strongest = ink.max(axis=(1, 2), keepdims=True)
    parts = [fractals(random, len(ink[start : start + FOG_AT_ONCE])) for start in range(0, len(ink), FOG_AT_ONCE)]
    clouds = np.concatenate(parts) if parts else ink
    return to_images((ink + FOG * clouds) * strongest / (strongest + FOG))


def fractals(random: np.random.Generator, count: int) -> Ink:
    """Makes fractals by the diamond-square algorithm and returns their upper left corners, ``(count, 28, 28)`` in 0..1.

    The range is that of the whole fractal, whose edges join. Source: Fournier, Fussell, Carpenter, "Computer Rendering of Stochastic
    Models", 1982.
    """
    heights = np.zeros((count, 1, 1), np.float32)
    wobble = 1.0
    while heights.shape[1] < FOG_SIDE:
        heights = _finer(heights, wobble, random)
        wobble /= FOG_DECAY**2
    low, high = (end(heights, axis=(1, 2), keepdims=True) for end in (np.min, np.max))
    corners: Ink = (heights[:, :SIDE, :SIDE] - low) / (high - low)
    return corners


def _finer(heights: Ink, wobble: float, random: np.random.Generator) -> Ink:
    """Doubles the side of height maps ``(n, s, s)``: a new point is the mean of its four neighbours and a random part."""
    count, side, _ = heights.shape
    drawn = wobble * (2 * random.random((3, count, side, side), np.float32) - 1)
    pairs = heights + np.roll(heights, -1, axis=1)
    middle = (pairs + np.roll(pairs, -1, axis=2)) / 4 + drawn[0]
    finer = np.empty((count, 2 * side, 2 * side), np.float32)
    finer[:, ::2, ::2] = heights
    finer[:, 1::2, 1::2] = middle
    finer[:, ::2, 1::2] = (heights + np.roll(heights, -1, axis=2) + middle + np.roll(middle, 1, axis=1)) / 4 + drawn[1]
    finer[:, 1::2, ::2] = (pairs + middle + np.roll(middle, 1, axis=2)) / 4 + drawn[2]
    return finer


def spatter(images: Images, random: np.random.Generator) -> Images:
    """Lays drops of mud over a digit."""
    noise: Ink = np.asarray(random.normal(SPATTER_MEAN, SPATTER_DEVIATION, images.shape), np.float32)
    wet = blurred(noise, SPATTER_SIGMA, SPATTER_SIGMA) > SPATTER_LEVEL
    drops = blurred(wet.astype(np.float32), DROP_SIGMA, DROP_SIGMA)
    drops[drops < DROP_LEVEL] = 0
    return to_images(to_ink(images) * (1 - drops) + DROP_INK * drops)


def canny_edges(images: Images, _random: np.random.Generator) -> Images:
    """Leaves the edges alone. Source: Canny, "A Computational Approach to Edge Detection", 1986; with the defaults of scikit-image."""
    edges: list[npt.NDArray[np.bool_]] = [canny(ink) for ink in images.astype(np.float64) / 255]
    return np.where(np.reshape(edges, images.shape), np.uint8(255), np.uint8(0))
