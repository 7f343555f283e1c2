"""Draws the random numbers that turn a template into strokes as somebody might write it: shifted, cut, slanted, rotated, stretched, warped.

A ``Draft`` holds them; ``plain.py`` makes strokes of one drawing's drafts, ``batch.py`` of many at once. All lengths here are in
hundredths of the side of the template's square. Nothing is read but the random generator that is passed in, and the order in which
it is asked decides every synthetic image: tests hold it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from trainer.reading.strokes import Stroke
from trainer.synthetic.templates import Numbers, Template

Random = np.random.Generator

CENTRE = 50
"""The middle of the square on both axes: slant, rotation and stretching keep it where it is."""

WAVES = 3
"""Sine waves on each axis that a warp is the sum of."""

STEPS = (2.0, 9.0)
"""Shortest and longest distance between two points that a pen reports."""


@dataclass(frozen=True, slots=True)
class Variation:
    """How much drawings differ from their template; each number is a standard deviation around no change."""

    carelessness: float = 0.35
    """Of the logarithm of a factor, one a drawing, on ``point_shift``, ``stroke_shift`` and ``end_length``."""
    point_shift: float = 3.5
    """Of each control point on both axes, in hundredths of the square's side."""
    proportion: float = 0.3
    """Of the growth of one half at the cost of the other, upper and lower: small heads and long tails, and the reverse.
    Left and right vary less: 0.6 times as much."""
    slant: float = 0.22
    """Of the shear: sideways per unit of height."""
    rotation: float = 6.0
    """Of the angle, in degrees."""
    aspect: float = 0.2
    """Of the logarithm of width over height."""
    warp: float = 3.0
    """Of a smooth field that shifts all strokes, in hundredths of the square's side."""
    stroke_shift: float = 2.5
    """Of each stroke's position on both axes, in hundredths of the square's side: strokes do not meet exactly."""
    end_length: float = 0.04
    """Of what each end of a stroke is lengthened or cut by, as a share of the stroke."""


USUAL = Variation()
"""How much synthetic digits vary, where nothing else is asked for."""


@cache
def zeros(*shape: int) -> Numbers:
    """Returns an array of zeros that is never written to, for what a draft does not change."""
    return np.zeros(shape)


IDENTITY = np.eye(2)


@dataclass(slots=True)
class Draft:
    """Strokes, and the random numbers that they are deformed by, in the order in which they are applied."""

    points: Stroke
    """Points of all strokes, ``(n, 2)``."""
    lengths: tuple[int, ...]
    """Points of each stroke; their sum is ``n``."""
    halves: Numbers
    """Growth of the right half and of the lower half, ``(2,)``."""
    ends: Numbers
    """What both ends of each stroke are lengthened or cut by, as a share of the stroke, ``(strokes, 2)``."""
    early: Numbers
    """Shift of each stroke before the warp, ``(strokes, 2)``."""
    waves: Numbers
    """The warp, ``(8, 3)``: of each wave the frequencies along x and y, first of the waves that shift x, then of those that shift y;
    the phases of both; the heights of both."""
    late: Numbers
    """Shift of each stroke after the warp, ``(strokes, 2)``."""
    matrix: Numbers
    """The affine map around the centre, ``(2, 2)``."""
    steps: Numbers
    """Distance between the points of each stroke, ``(strokes,)``. A stroke of a single point keeps it."""
    drop: Numbers
    """How far each stroke is moved down at the end, ``(strokes,)``."""
    grain: float = 0.0
    """Step of the grid on which the tablet reports points; 0 where it is too fine to see."""
    gap: float | None = None
    """Where it is not None, the drawing's next draft starts this far to the right of this one."""


def deform(random: Random, template: Template, variation: Variation) -> Draft:
    """Draws a template as somebody might write it.

    Besides random variation, drawings are slanted a little to the right and narrower than the template, as people write.
    """
    v, strokes = variation, len(template.lengths)
    shifts = template.of_controls.size + 4 * strokes
    numbers = random.standard_normal(3 + shifts + 3 + 4 * WAVES)
    careless = math.exp(v.carelessness * numbers[0])
    halves = np.minimum(np.maximum(numbers[1:3] * (0.6 * v.proportion, v.proportion), -0.7), 0.7)
    of_strokes = careless * numbers[3 : 3 + shifts]
    shear, angle, stretch = numbers[3 + shifts : 6 + shifts].tolist()
    return Draft(
        template.curves @ (template.controls + v.point_shift * of_strokes[template.of_controls]),
        template.lengths,
        halves,
        v.end_length * of_strokes[template.of_ends],
        v.stroke_shift * of_strokes[template.of_strokes],
        random_warp(random, v.warp, numbers[6 + shifts :]),
        zeros(strokes, 2),
        affine(0.12 + v.slant * shear, v.rotation * angle, -0.2 + v.aspect * stretch),
        random_steps(random, strokes),
        zeros(strokes),
    )


def deform_strokes(random: Random, strokes: Sequence[Stroke], variation: Variation) -> Draft:
    """Varies finished strokes as ``deform`` varies a template, except that neighbouring points shift together."""
    v, count = variation, len(strokes)
    waves = random_warp(random, v.warp + v.point_shift, random.standard_normal(4 * WAVES))
    shear, angle, stretch = random.standard_normal(3).tolist()
    late, steps = np.empty((count, 2)), np.empty(count)
    for index in range(count):
        late[index] = random.standard_normal(2)
        steps[index] = random.random()
    return Draft(
        np.concatenate(strokes),
        tuple(map(len, strokes)),
        zeros(2),
        zeros(count, 2),
        zeros(count, 2),
        waves,
        v.stroke_shift * late,
        affine(v.slant * shear, v.rotation * angle, v.aspect * stretch),
        step_of(steps),
        zeros(count),
    )


def as_it_is(strokes: Sequence[Stroke], steps: Numbers) -> Draft:
    """Returns a draft of strokes that are not deformed, only resampled."""
    none, count = zeros(2), len(strokes)
    shift = zeros(count, 2)
    return Draft(
        np.concatenate(strokes), tuple(map(len, strokes)), none, shift, shift, zeros(8, WAVES), shift, IDENTITY, steps, zeros(count)
    )


def affine(shear: float, degrees: float, log_stretch: float) -> Numbers:
    """Returns the matrix ``(2, 2)`` that stretches, slants and rotates."""
    stretch, sine, cosine = math.exp(log_stretch), math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return np.array([[cosine * stretch, -cosine * shear - sine], [sine * stretch, cosine - sine * shear]])


def rotation_matrix(angle: float) -> Numbers:
    """Returns the matrix ``(2, 2)`` that rotates by an angle in radians."""
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def random_warp(random: Random, amount: float, frequencies: Numbers) -> Numbers:
    """Returns the waves of a smooth random field of standard deviation ``amount``: a few long sine waves on each axis, ``(8, 3)``.

    ``frequencies`` are 12 normal numbers, drawn before; the generator draws the phases and the heights.
    """
    waves = np.empty((8, WAVES))
    waves[:4] = frequencies.reshape(2, WAVES, 2).swapaxes(1, 2).reshape(4, WAVES) * (1 / 40)
    waves[4:6] = random.random((2, WAVES)) * (2 * np.pi)
    waves[6:] = random.standard_normal((2, WAVES)) * (amount * math.sqrt(2 / WAVES))
    return waves


def random_steps(random: Random, strokes: int) -> Numbers:
    """Returns how far apart a pen of random speed reports points, for each stroke."""
    return step_of(random.random(strokes))


def step_of(shares: Numbers) -> Numbers:
    """Turns numbers in 0..1 into distances between points."""
    low, high = math.log(STEPS[0]), math.log(STEPS[1])
    steps: Numbers = np.exp(low + (high - low) * shares)
    return steps
