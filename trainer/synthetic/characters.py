"""Draws characters of no alphabet, from random strokes: negatives that look written and mean nothing."""

from __future__ import annotations

import numpy as np

from trainer.reading.strokes import Stroke
from trainer.synthetic.deform import USUAL, Draft, Random, deform_strokes, rotation_matrix
from trainer.synthetic.templates import smooth_curve

LATTICE = [np.array([x, y], float) for x in (0, 45, 90) for y in (0, 33, 67, 100)]
"""Three columns and four rows of points: the strokes of ``lattice_character`` go from one to another."""

BOWS = (0, 0, 0.25, -0.25, 0.5, -0.5)
"""How far an arc leaves the straight line, as a share of its length."""


def free_character(random: Random) -> list[Draft]:
    """Draws a character of two to five random strokes; most start on a stroke that is there already."""
    strokes: list[Stroke] = []
    for _ in range(random.integers(2, 6)):
        start = strokes[-1][random.integers(len(strokes[-1]))] if strokes and random.random() < 0.6 else random.uniform(0, 100, 2)
        strokes.append(start + random_stroke(random) * random.uniform(0.3, 1))
    return [deform_strokes(random, strokes, USUAL)]


def lattice_character(random: Random) -> list[Draft]:
    """Draws a character like a letter: three to five lines and arcs between the points of a lattice, most of them joined."""
    strokes: list[Stroke] = []
    last = LATTICE[random.integers(len(LATTICE))]
    for _ in range(random.integers(3, 6)):
        first = last if random.random() < 0.6 else LATTICE[random.integers(len(LATTICE))]
        last = LATTICE[random.integers(len(LATTICE))]
        bow = BOWS[random.integers(len(BOWS))]
        middle = (first + last) / 2 + bow * (last - first)[::-1] * (1, -1)
        strokes.append(smooth_curve(np.array([first, middle, last])))
    return [deform_strokes(random, strokes, USUAL)]


def random_stroke(random: Random) -> Stroke:
    """Draws one stroke that starts at 0, about 60 long, in a random direction: one of ``STROKES``."""
    kind = random.integers(7)
    matrix = rotation_matrix(random.uniform(0, 2 * np.pi))
    stroke: Stroke = STROKES[kind](random) @ matrix.T
    return stroke


T = np.linspace(0, 1, 24)
"""Where along a stroke its points are."""


def line(random: Random) -> Stroke:
    """A straight line."""
    return np.stack([60 * T, 0 * T], axis=1)


def angle(random: Random) -> Stroke:
    """Two lines that meet in a corner."""
    pieces = np.array([[0, 0], [45, 0]]), np.array([[45.0, 0], [random.uniform(-10, 45), 45]])
    return np.concatenate([smooth_curve(piece) for piece in pieces])


def arc(random: Random) -> Stroke:
    """A part of a circle."""
    sweep = random.uniform(1.5, 4.5)
    circle: Stroke = np.stack([np.sin(sweep * T), 1 - np.cos(sweep * T)], axis=1)
    return 30 * circle


def loop(random: Random) -> Stroke:
    """A whole turn, drawn out sideways."""
    radius = random.uniform(8, 25)
    drift = np.stack([random.uniform(0, 50) * T, 0 * T], axis=1)
    drawn_out: Stroke = radius * np.stack([np.sin(6.5 * T), 1 - np.cos(6.5 * T)], axis=1) + drift
    return drawn_out


def wave(random: Random) -> Stroke:
    """A wavy line."""
    return np.stack([80 * T, random.uniform(5, 15) * np.sin(random.uniform(6, 16) * T)], axis=1)


def curve(random: Random) -> Stroke:
    """Any smooth curve through a few random points."""
    return smooth_curve(np.concatenate([[[0, 0]], np.cumsum(random.normal(0, 28, (random.integers(2, 5), 2)), axis=0)]))


STROKES = (line, angle, arc, loop, wave, curve, curve)
"""Kinds of stroke, each as likely as the others: any smooth curve twice."""
