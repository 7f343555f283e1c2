"""Synthetic images for calibration and figures, and how pens differ: strokes are rendered as the page renders them.

``pools.py`` draws the images for training, many at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trainer.reading.strokes import PEN_RADIUS, Stroke, arrays_to_grid
from trainer.synthetic.deform import Random
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.plain import strokes_of

PENS = (0.7, 2.4)
"""Smallest and largest radius of a pen, in pixels of the grid."""

Images = npt.NDArray[np.uint8]
"""``(n, 28, 28)``, ink 255 on background 0."""
Labels = npt.NDArray[np.uint8]
"""``(n,)``, a digit or ``NO_DIGIT``."""


def draw_digits(count: int, pen: float) -> Images:
    """Draws digits to calibrate on, ``(count, 28, 28)``: always the same ones, and none that a fit trains on."""
    random = np.random.default_rng([0, 3])
    return np.stack([render(random, strokes_of([draw_digit(random, int(random.integers(0, 10)))]), pen) for _ in range(count)])


def render(random: Random, strokes: list[Stroke], pen: float) -> Images:
    """Renders a drawing with a random pen.

    Args:
        random: Decides the pen's radius.
        strokes: Each ``(n, 2)``, y down.
        pen: Standard deviation of the logarithm of the pen's radius.

    Returns:
        ``(28, 28)`` uint8.
    """
    radius = float(radius_of(random.normal(0, pen)))
    image: Images = np.round(255 * arrays_to_grid(strokes, radius)).astype(np.uint8)
    return image


def radius_of(logarithm: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Returns a pen's radius in pixels of the grid, from a random number around 0."""
    radius: npt.NDArray[np.float64] = np.clip(PEN_RADIUS * np.exp(logarithm), *PENS)
    return radius
