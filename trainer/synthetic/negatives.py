"""Draws negatives as strokes, which are not digits: letters, invented characters, shapes, several digits at once, scribbles, dots.

A network that was trained on digits alone calls a picture of a house a digit. Negatives show it what else people draw, so that
it learns to refuse it. No data but this package and the public-domain Hershey fonts.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import accumulate

import numpy as np

from trainer.reading.strokes import Stroke
from trainer.synthetic.characters import free_character, lattice_character
from trainer.synthetic.deform import USUAL, Draft, Random, Variation, as_it_is, deform_strokes, random_steps
from trainer.synthetic.digits import GRAINS, STAIRCASE, draw_digit
from trainer.synthetic.hands import hand_character
from trainer.synthetic.plain import strokes_of
from trainer.synthetic.symbols import letter, shape
from trainer.synthetic.templates import smooth_curve


def draw_negative(random: Random) -> list[Draft]:
    """Draws a negative of a random kind. One that looks like a 1 is drawn again."""
    while True:
        drawing = any_drawing(random)
        if not is_upright_line(strokes_of(drawing)):
            return drawing


def any_drawing(random: Random) -> list[Draft]:
    """Draws a drawing of a random kind, which may look like a 1."""
    kind = int(np.searchsorted(SHARES, random.random(), side="right"))
    drawing = KINDS[kind][0](random)
    if random.random() < STAIRCASE:
        grain = random.uniform(*GRAINS)
        for draft in drawing:
            draft.grain = grain
    return drawing


def is_upright_line(strokes: list[Stroke]) -> bool:
    """Tells whether a drawing is little more than an upright line: whatever it was meant to be, a reader takes it for a 1."""
    points = np.concatenate(strokes)
    if len(points) < 2:
        return False
    variances, axes = np.linalg.eigh(np.cov(points.T))
    rise, run = abs(axes[1, 1]), abs(axes[0, 1])
    return bool(variances[0] < THIN**2 * variances[1] and rise > UPRIGHT * run)


def may_be_upright_line(drawing: list[Draft]) -> bool:
    """Guesses ``is_upright_line`` in a tenth of its time: before the warp and the shifts, and with margins for them."""
    if len(drawing) > 1:
        return False
    points = drawing[0].points @ drawing[0].matrix.T
    (across, both), (_, down) = (points.T @ points).tolist()
    x, y = points.sum(axis=0).tolist()
    across, both, down = across - x * x / len(points), both - x * y / len(points), down - y * y / len(points)
    middle, reach, angle = (across + down) / 2, math.hypot((across - down) / 2, both), math.atan2(2 * both, across - down) / 2
    return middle - reach < (1.4 * THIN) ** 2 * (middle + reach) and abs(math.sin(angle)) > 0.6 * UPRIGHT * abs(math.cos(angle))


THIN = 0.15
"""Width over length below which a drawing is a line."""
UPRIGHT = 0.5
"""Rise over run above which a line is upright."""


def turned_digit(random: Random) -> list[Draft]:
    """Draws a digit on its side or mirrored, where that makes no other digit."""
    digit = TURNED[random.integers(len(TURNED))]
    draft = draw_digit(random, digit)
    mirrored = random.random() < 0.4 and digit in MIRRORED
    turn = np.array([[-1, 0], [0, 1]]) if mirrored else (-1, 1)[random.integers(2)] * np.array([[0, 1], [-1, 0]])
    draft.matrix = turn @ draft.matrix
    return [draft]


TURNED = (2, 3, 4, 5, 6, 7, 8, 9)
MIRRORED = (3, 4, 7, 9)


def several_digits(random: Random) -> list[Draft]:
    """Draws two or three digits side by side."""
    drawing = []
    for _ in range((2, 2, 2, 3)[random.integers(4)]):
        draft = draw_digit(random, int(random.integers(10)), BESIDE)
        draft.drop = 5 * random.standard_normal(len(draft.lengths))
        draft.gap = random.uniform(2, 30)
        drawing.append(draft)
    return drawing


BESIDE = Variation(rotation=3.0)


def crossed_out_digit(random: Random) -> list[Draft]:
    """Draws a digit with three to six lines through it."""
    digit = draw_digit(random, int(random.integers(10)))
    count = random.integers(3, 7)
    lines = [
        np.array([[random.uniform(-20, 20), height], [random.uniform(80, 120), height + random.normal(0, 30)]])
        for height in random.uniform(0, 100, count)
    ]
    return [digit, deform_strokes(random, lines, USUAL)]


def overwritten_digit(random: Random) -> list[Draft]:
    """Draws a digit over another one, as people correct themselves: nobody can know which one counts."""
    first, second = random.choice(len(OVERWRITTEN), 2, replace=False)
    return [draw_digit(random, OVERWRITTEN[first]), draw_digit(random, OVERWRITTEN[second])]


OVERWRITTEN = (0, 2, 3, 4, 5, 6, 7, 8, 9)  # a 1 hardly changes what it is written over


def part_of_a_digit(random: Random) -> list[Draft]:
    """Draws the beginning of a digit that is made of bows: less than half of its only stroke."""
    while True:
        draft = draw_digit(random, PARTS[random.integers(len(PARTS))])
        if len(draft.lengths) == 1:
            break
    kept = max(6, int(draft.lengths[0] * random.uniform(0.25, 0.42)))
    draft.points, draft.lengths = draft.points[:kept], (kept,)
    return [draft]


PARTS = (2, 3, 8)


def scribble(random: Random) -> list[Draft]:
    """Draws one long stroke: to and fro, or round and round."""
    count = random.integers(8, 26)
    if random.random() < 0.5:
        points = random.uniform(0, 100, (count, 2))
    else:
        t = np.arange(count) * random.uniform(0.8, 2.4)
        circle = np.stack([np.cos(t), np.sin(t)], axis=1) * random.uniform(15, 50, (count, 1))
        points = 50 + circle + np.stack([t, 0 * t], axis=1) * random.uniform(0, 6)
    return [as_it_is([smooth_curve(points, 6)], random_steps(random, 1))]


def dashes(random: Random) -> list[Draft]:
    """Draws a level line, straight or wavy, or two of them."""
    lines = [np.array([[0.0, 0], [100, random.normal(0, 8)]]) for _ in range((1, 1, 2)[random.integers(3)])]
    strokes = [smooth_curve(line) + np.array([0, 25 * index]) for index, line in enumerate(lines)]
    return [deform_strokes(random, strokes, DASH)]


DASH = Variation(point_shift=1, slant=0.1, aspect=0.1, warp=5)


def dots(random: Random) -> list[Draft]:
    """Draws one to five dots."""
    strokes = [random.uniform(0, 100, (1, 2)) for _ in range((1, 1, 2, 3, 5)[random.integers(5)])]
    return [as_it_is(strokes, np.ones(len(strokes)))]


KINDS: tuple[tuple[Callable[[Random], list[Draft]], float], ...] = (
    (free_character, 3.5),
    (lattice_character, 3),
    (letter, 4),
    (hand_character, 13),
    (shape, 4),
    (several_digits, 3),
    (turned_digit, 1.5),
    (scribble, 1.5),
    (part_of_a_digit, 0.5),
    (crossed_out_digit, 0.6),
    (overwritten_digit, 0.3),
    (dashes, 0.6),
    (dots, 0.6),
)
"""Kinds of negatives, and how often each is drawn relative to the others."""

SHARES = np.array(list(accumulate(weight for _, weight in KINDS))) / sum(weight for _, weight in KINDS)
"""Share of the negatives that are of this kind or one before it."""
