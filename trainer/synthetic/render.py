"""Synthetic images for training and calibration: strokes of ``digits.py`` and ``negatives.py``, rendered as the page renders them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import GRID, PEN_RADIUS, Stroke, arrays_to_grid
from trainer.recipes import Synthetic
from trainer.synthetic.deform import Random
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.negatives import draw_negative

PENS = (0.7, 2.4)
"""Smallest and largest radius of a pen, in pixels of the grid."""

Images = npt.NDArray[np.uint8]
"""``(n, 28, 28)``, ink 255 on ground 0."""
Labels = npt.NDArray[np.uint8]
"""``(n,)``, a digit or ``NO_DIGIT``."""


def draw_pools(synthetic: Synthetic, seed: int) -> list[tuple[Images, Labels]]:
    """Draws the pools of synthetic images that a recipe asks for, each images and labels. The same seed gives the same pools."""
    random = np.random.default_rng([seed, 2])
    return [_pool(random, synthetic) for _ in range(synthetic.pools)]


def draw_digits(count: int, pen: float) -> Images:
    """Draws digits to calibrate on, ``(count, 28, 28)``: always the same ones, and none that a fit trains on."""
    random = np.random.default_rng([0, 3])
    return np.stack([render(random, draw_digit(random, int(random.integers(0, 10))), pen) for _ in range(count)])


def render(random: Random, strokes: list[Stroke], pen: float) -> Images:
    """Renders a drawing with a random pen.

    Args:
        random: Decides the pen's radius.
        strokes: Each ``(n, 2)``, y down.
        pen: Standard deviation of the logarithm of the pen's radius.

    Returns:
        ``(28, 28)`` uint8.
    """
    radius = float(np.clip(PEN_RADIUS * np.exp(random.normal(0, pen)), *PENS))
    image: Images = np.round(255 * arrays_to_grid(strokes, radius)).astype(np.uint8)
    return image


def _pool(random: Random, synthetic: Synthetic) -> tuple[Images, Labels]:
    labels = np.concatenate([random.integers(0, 10, synthetic.digits), np.full(synthetic.negatives, NO_DIGIT)]).astype(np.uint8)
    images = np.empty((len(labels), GRID, GRID), np.uint8)
    for index, label in enumerate(labels):
        strokes = draw_negative(random) if label == NO_DIGIT else draw_digit(random, int(label))
        images[index] = render(random, strokes, synthetic.pen)
    return images, labels
