"""Draws negatives as strokes, which are no digits: letters, invented characters, shapes, several digits at once, scribbles, dots.

A network that was trained on digits alone calls a picture of a house a digit. Negatives show it what else people draw, so that
it learns to refuse it. No data but this package and the public-domain Hershey fonts.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from trainer.reading.strokes import Stroke
from trainer.synthetic.characters import free_character, lattice_character
from trainer.synthetic.deform import USUAL, Random, Variation, deform_strokes, resample, smooth_curve
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.symbols import letter, shape


def draw_negative(random: Random) -> list[Stroke]:
    """Draws a negative of a random kind.

    Returns:
        Strokes, each ``(n, 2)``, y down; size and position are random. One that looks like a 1 is drawn again.
    """
    weights = np.array([weight for _, weight in KINDS])
    while True:
        kind, _ = KINDS[random.choice(len(KINDS), p=weights / weights.sum())]
        strokes = kind(random)
        if not is_upright_line(strokes):
            return strokes


def is_upright_line(strokes: list[Stroke]) -> bool:
    """Tells whether a drawing is little more than an upright line: whatever it was meant to be, a reader takes it for a 1."""
    points = np.concatenate(strokes)
    if len(points) < 2:
        return False
    variances, axes = np.linalg.eigh(np.cov(points.T))
    rise, run = abs(axes[1, 1]), abs(axes[0, 1])
    return bool(variances[0] < 0.15**2 * variances[1] and rise > 0.5 * run)


def turned_digit(random: Random) -> list[Stroke]:
    """Draws a digit on its side or mirrored, where that makes no other digit."""
    digit = int(random.choice([2, 3, 4, 5, 7]))
    strokes = draw_digit(random, digit)
    if random.random() < 0.4 and digit in (3, 7):
        return [np.stack([100 - stroke[:, 0], stroke[:, 1]], axis=1) for stroke in strokes]
    side = random.choice([-1, 1])
    return [np.stack([side * stroke[:, 1], -side * stroke[:, 0]], axis=1) for stroke in strokes]


def several_digits(random: Random) -> list[Stroke]:
    """Draws two or three digits side by side."""
    strokes: list[Stroke] = []
    right = 0.0
    for _ in range(random.choice([2, 2, 2, 3])):
        digit = draw_digit(random, int(random.integers(10)), Variation(rotation=3.0))
        left = min(stroke[:, 0].min() for stroke in digit)
        digit = [stroke + np.array([right - left, random.normal(0, 5)]) for stroke in digit]
        right = max(stroke[:, 0].max() for stroke in digit) + random.uniform(2, 30)
        strokes += digit
    return strokes


def crossed_out_digit(random: Random) -> list[Stroke]:
    """Draws a digit with three to six lines through it."""
    strokes = draw_digit(random, int(random.integers(10)))
    count = random.integers(3, 7)
    lines = [
        np.array([[random.uniform(-20, 20), height], [random.uniform(80, 120), height + random.normal(0, 30)]])
        for height in random.uniform(0, 100, count)
    ]
    return strokes + deform_strokes(random, lines, USUAL)


def scribble(random: Random) -> list[Stroke]:
    """Draws one long stroke: to and fro, or round and round."""
    count = random.integers(8, 26)
    if random.random() < 0.5:
        points = random.uniform(0, 100, (count, 2))
    else:
        t = np.arange(count) * random.uniform(0.8, 2.4)
        circle = np.stack([np.cos(t), np.sin(t)], axis=1) * random.uniform(15, 50, (count, 1))
        points = 50 + circle + np.stack([t, 0 * t], axis=1) * random.uniform(0, 6)
    return [resample(random, smooth_curve(points, 6))]


def dashes(random: Random) -> list[Stroke]:
    """Draws a level line, straight or wavy, or two of them."""
    lines = [np.array([[0.0, 0], [100, random.normal(0, 8)]]) for _ in range(random.choice([1, 1, 2]))]
    strokes = [smooth_curve(line) + np.array([0, 25 * index]) for index, line in enumerate(lines)]
    return deform_strokes(random, strokes, Variation(point_shift=1, slant=0.1, aspect=0.1, warp=5))


def dots(random: Random) -> list[Stroke]:
    """Draws one to five dots."""
    return [random.uniform(0, 100, (1, 2)) for _ in range(random.choice([1, 1, 2, 3, 5]))]


KINDS: tuple[tuple[Callable[[Random], list[Stroke]], float], ...] = (
    (free_character, 4),
    (lattice_character, 3),
    (letter, 8),
    (shape, 3),
    (several_digits, 3),
    (turned_digit, 1.5),
    (scribble, 1.5),
    (crossed_out_digit, 0.6),
    (dashes, 0.6),
    (dots, 0.6),
)
"""Kinds of negatives, and how often each is drawn relative to the others."""
