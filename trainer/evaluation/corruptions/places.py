"""Corruptions that move, turn or deform the digit: shear, scale, rotate and translate."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from trainer.evaluation.corruptions.types import SIDE, Images, to_images, to_ink

SHEAR = 0.4
"""Angle of the shear, in radians."""
SCALE = 0.7
"""Size that is left of a digit."""
ROTATE = 0.4
"""Angle of the rotation, in radians."""
TRANSLATE = 3
"""Pixels that a digit moves, along both axes."""

CENTRE = (SIDE - 1) / 2
"""The point that stays in its place, in pixel indices."""


def shear(images: Images, random: np.random.Generator) -> Images:
    """Leans a digit to the left or to the right.

    The matrix is that of scikit-image in 2019, which also makes a digit a little taller.
    """
    return _either(images, random, lambda sign: [[math.cos(SHEAR), 0], [-math.sin(sign * SHEAR), 1]])


def scale(images: Images, _random: np.random.Generator) -> Images:
    """Makes a digit smaller."""
    return _warped(images, np.eye(2) / SCALE)


def rotate(images: Images, random: np.random.Generator) -> Images:
    """Turns a digit clockwise or counter-clockwise."""
    cosine, sine = math.cos(ROTATE), math.sin(ROTATE)
    return _either(images, random, lambda sign: [[cosine, sign * sine], [-sign * sine, cosine]])


def translate(images: Images, random: np.random.Generator) -> Images:
    """Moves a digit to one of the four corners; ink that leaves the image is lost."""
    framed = np.pad(images, ((0, 0), (TRANSLATE, TRANSLATE), (TRANSLATE, TRANSLATE)))
    first = 2 * TRANSLATE * random.integers(0, 2, (2, len(images), 1, 1))
    rows, columns = np.indices((SIDE, SIDE))
    result: Images = framed[np.arange(len(images))[:, None, None], rows + first[0], columns + first[1]]
    return result


def _either(images: Images, random: np.random.Generator, matrix: Callable[[int], npt.ArrayLike]) -> Images:
    """Warps each image by the matrix of one of two signs, at random."""
    positive = random.integers(0, 2, len(images)).astype(bool)
    result = np.empty_like(images)
    for chosen, sign in ((positive, 1), (~positive, -1)):
        result[chosen] = _warped(images[chosen], np.array(matrix(sign)))
    return result


def _warped(images: Images, matrix: npt.NDArray[np.float64]) -> Images:
    """Takes each pixel from ``matrix`` @ (row, column), seen from the centre, between pixels by bilinear interpolation."""
    every = np.eye(3)
    every[1:, 1:] = matrix
    offset = [0, *(CENTRE - matrix @ [CENTRE, CENTRE])]
    return to_images(ndimage.affine_transform(to_ink(images), every, offset, order=1, mode="grid-constant"))
