"""What corruptions take and give, and the way from ink in 0..1 back to bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

SIDE = 28
"""Pixels of a side of an image of MNIST."""

Images = npt.NDArray[np.uint8]
"""``(n, 28, 28)``, ink 255 on background 0."""
Ink = npt.NDArray[np.float32]
"""``(n, 28, 28)``, ink 1 on background 0."""
Corruption = Callable[[Images, np.random.Generator], Images]
"""Images and random numbers -> as many images, corrupted."""


def to_ink(images: Images) -> Ink:
    """Bytes -> ink in 0..1."""
    return images.astype(np.float32) / np.float32(255)


def to_images(ink: npt.NDArray[np.floating[Any]]) -> Images:
    """Ink -> bytes; what is below 0 or above 1 is clipped."""
    images: Images = np.rint(255 * np.clip(ink, 0, 1)).astype(np.uint8)
    return images
