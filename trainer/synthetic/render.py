"""Synthetic images to train on beside MNIST: drawn by ``digits.py`` and ``negatives.py``, rendered as the page renders strokes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import GRID, PEN_RADIUS, arrays_to_grid
from trainer.recipes import Synthetic
from trainer.synthetic.digits import Path, Random, draw
from trainer.synthetic.negatives import draw_nondigit

PENS = (0.7, 2.4)
"""Least and largest radius of a pen, in grid pixels."""

Images = npt.NDArray[np.uint8]
"""``(n, 28, 28)``."""
Labels = npt.NDArray[np.uint8]
"""``(n,)``, a digit or ``NO_DIGIT``."""


def draw_pools(synthetic: Synthetic, seed: int) -> list[tuple[Images, Labels]]:
    """Draws the pools that a recipe asks for: images and labels of each. The same seed gives the same pools."""
    random = np.random.default_rng([seed, 2])
    return [_pool(random, synthetic) for _ in range(synthetic.pools)]


def draw_digits(count: int, pen: float) -> Images:
    """Draws digits to calibrate on, ``(count, 28, 28)``: always the same ones, and none that a fit trains on."""
    random = np.random.default_rng([0, 3])
    return np.stack([render(random, draw(random, int(random.integers(0, 10))), pen) for _ in range(count)])


def _pool(random: Random, synthetic: Synthetic) -> tuple[Images, Labels]:
    labels = np.concatenate([random.integers(0, 10, synthetic.digits), np.full(synthetic.negatives, NO_DIGIT)]).astype(np.uint8)
    images = np.empty((len(labels), GRID, GRID), np.uint8)
    for index, label in enumerate(labels):
        paths = draw_nondigit(random) if label == NO_DIGIT else draw(random, int(label))
        images[index] = render(random, paths, synthetic.pen)
    return images, labels


def render(random: Random, paths: list[Path], pen: float) -> npt.NDArray[np.uint8]:
    """Renders a drawing with a random pen: ``(28, 28)`` uint8."""
    radius = float(np.clip(PEN_RADIUS * np.exp(random.normal(0, pen)), *PENS))
    image: npt.NDArray[np.uint8] = np.round(255 * arrays_to_grid(paths, radius)).astype(np.uint8)
    return image
