"""Images to train on beside MNIST: what ``hands.py`` and ``nondigits.py`` draw, rendered by the page's own rule with pens of any width."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trainer.reading.strokes import GRID, PEN_RADIUS, paths_to_grid
from trainer.recipes import Drawn
from trainer.synthetic.digits import Path, Random, draw
from trainer.synthetic.negatives import draw_nondigit

NO_DIGIT = 10
"""Label of what is no digit."""
PENS = (0.7, 2.4)
"""Least and largest radius of a pen, in grid pixels."""

Images = npt.NDArray[np.uint8]
"""``(n, 28, 28)``."""
Labels = npt.NDArray[np.uint8]
"""``(n,)``, a digit or ``NO_DIGIT``."""


def draw_pool(drawn: Drawn, seed: int) -> list[tuple[Images, Labels]]:
    """Draws what a recipe asks for, one sheet after the other: images and labels of each. The same seed, the same sheets."""
    random = np.random.default_rng([seed, 2])
    return [_sheet(random, drawn) for _ in range(drawn.sheets)]


def _sheet(random: Random, drawn: Drawn) -> tuple[Images, Labels]:
    labels = np.concatenate([random.integers(0, 10, drawn.digits), np.full(drawn.others, NO_DIGIT)]).astype(np.uint8)
    images = np.empty((len(labels), GRID, GRID), np.uint8)
    for index, label in enumerate(labels):
        paths = draw_nondigit(random) if label == NO_DIGIT else draw(random, int(label))
        images[index] = render(random, paths, drawn.pen)
    return images, labels


def render(random: Random, paths: list[Path], pen: float) -> npt.NDArray[np.uint8]:
    """Renders a drawing with a random pen: ``(28, 28)`` uint8."""
    radius = float(np.clip(PEN_RADIUS * np.exp(random.normal(0, pen)), *PENS))
    image: npt.NDArray[np.uint8] = np.round(255 * paths_to_grid(paths, radius)).astype(np.uint8)
    return image
