"""Corruptions of single pixels: shot noise, impulse noise, brightness, stripe."""

from __future__ import annotations

import numpy as np

from trainer.evaluation.corruptions.types import SIDE, Images, to_images, to_ink

PHOTONS = 3
"""Photons that full ink sends on average, in shot noise."""
IMPULSES = 0.17
"""Share of the pixels that impulse noise sets to 0 or to 1."""
BRIGHTER = 0.5
"""What brightness adds to each pixel."""
STRIPE = SIDE // 4
"""Columns on the left and on the right that stripe inverts."""


def shot_noise(images: Images, random: np.random.Generator) -> Images:
    """Counts photons: a Poisson number for each pixel."""
    return to_images(random.poisson(PHOTONS * to_ink(images)) / PHOTONS)


def impulse_noise(images: Images, random: np.random.Generator) -> Images:
    """Sets random pixels to full ink or to none, one as often as the other."""
    drawn = random.random(images.shape, np.float32)
    return np.where(drawn < IMPULSES, np.where(drawn < IMPULSES / 2, np.uint8(0), np.uint8(255)), images)


def brightness(images: Images, _random: np.random.Generator) -> Images:
    """Adds the same to all pixels: the background is grey, and most of the ink stays full."""
    return to_images(to_ink(images) + BRIGHTER)


def stripe(images: Images, _random: np.random.Generator) -> Images:
    """Inverts all but a stripe in the middle."""
    result = images.copy()
    for columns in (slice(None, STRIPE), slice(SIDE - STRIPE, None)):
        result[:, :, columns] = 255 - images[:, :, columns]
    return result
