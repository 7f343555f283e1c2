"""Corruptions that mix neighbouring pixels: glass blur and motion blur."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from trainer.evaluation.corruptions.types import SIDE, Images, Ink, to_images, to_ink

GLASS_SIGMA = 0.7
"""Standard deviation of the blur before and after pixels are exchanged, in pixels. It goes up and down only, as in the source, which
takes the columns of a grey image for the channels of a coloured one."""
GLASS_ROUNDS = 2
"""How often each pixel may be exchanged."""

MOTION_REACH = 20
"""Pixels that a motion blur looks back along its direction at most: a kernel with the radius 10 has 21 weights."""
MOTION_SIGMA = 3
"""Standard deviation of these weights, which are one half of a normal distribution, in pixels."""
MOTION_ANGLE = 45
"""Largest angle between the direction of a motion and the rows, in degrees."""


def blurred(ink: Ink, down: float, across: float) -> Ink:
    """Blurs each image by normal distributions of two standard deviations; outside an image its border goes on."""
    result: Ink = ndimage.gaussian_filter(ink, (0, down, across), mode="nearest")
    return result


def glass_blur(images: Images, random: np.random.Generator) -> Images:
    """Exchanges pixels with near ones, between two blurs.

    Pixels follow each other from the lower right to the upper left. Each second one on average changes its place with one that is
    none or one pixel up and left. An exchange depends on those before it, so the loop goes over pixels, and each step over all images.
    """
    soft = np.floor(255 * blurred(to_ink(images), GLASS_SIGMA, 0)).astype(np.uint8)
    pixels = np.ascontiguousarray(soft.reshape(len(images), SIDE * SIDE).T)
    every = np.arange(len(images))
    for _ in range(GLASS_ROUNDS):
        for row in range(SIDE - 1, 1, -1):
            for column in range(SIDE - 1, 1, -1):
                up, left, moves = random.integers(0, 2, (3, len(images)), np.uint8).astype(np.intp)
                here = row * SIDE + column
                there = here - moves * (up * SIDE + left)
                kept = pixels[here].copy()
                pixels[here] = pixels[there, every]
                pixels[there, every] = kept
    return to_images(blurred(to_ink(pixels.T.reshape(images.shape)), GLASS_SIGMA, 0))


def motion_blur(images: Images, random: np.random.Generator) -> Images:
    """Averages the pixels along a random direction, the nearest most; outside an image its border goes on.

    The weights and the rounding of places are those of ImageMagick's ``MotionBlurImage``.
    """
    steps = np.arange(MOTION_REACH + 1)
    weights = np.exp(-(steps**2) / (2 * MOTION_SIGMA**2))
    angles = np.radians(random.uniform(-MOTION_ANGLE, MOTION_ANGLE, len(images)))
    across, down = (np.ceil(steps * part(angles)[:, None] - 0.5).astype(int) for part in (np.cos, np.sin))
    every, (rows, columns) = np.arange(len(images))[:, None, None], np.indices((SIDE, SIDE))
    result = np.zeros(images.shape, np.float32)
    for step, weight in enumerate(weights / weights.sum()):
        row = np.clip(rows + down[:, step, None, None], 0, SIDE - 1)
        column = np.clip(columns + across[:, step, None, None], 0, SIDE - 1)
        result += np.float32(weight) * images[every, row, column]
    return np.rint(result).astype(np.uint8)
