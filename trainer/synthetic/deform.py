"""Turns a template into strokes as somebody might write it: points shifted, ends cut, slanted, rotated, stretched and warped.

A template is a line of text such as ``10,10 80,10 80,10 40,90``: the points of a stroke in a square of 100x100, y down. All
lengths in this file are in hundredths of that square's side. Nothing is read but the random generator that is passed in.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.reading.strokes import Stroke

Random = np.random.Generator

Template = list[list[Stroke]]
"""Strokes, each a list of pieces: control points ``(n, 2)`` of a smooth curve. A new piece starts at each corner."""

CENTRE = 50
"""The middle of the square on both axes: slant, rotation and stretching keep it where it is."""


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


def parse_template(text: str) -> Template:
    """Reads a template: ``x,y`` points, a point that stands twice is a corner, ``|`` starts a new stroke."""
    strokes = []
    for part in text.split("|"):
        points = np.array([tuple(map(float, point.split(","))) for point in part.split()])
        corners = np.flatnonzero((np.diff(points, axis=0) == 0).all(axis=1)) + 1
        strokes.append(np.split(points, corners))
    return strokes


def deform(random: Random, template: Template, variation: Variation) -> list[Stroke]:
    """Draws a template as somebody might write it.

    Besides random variation, drawings are slanted a little to the right and narrower than the template, as people write.

    Returns:
        Strokes, each ``(n, 2)``, in about the template's square.
    """
    careless = np.exp(random.normal(0, variation.carelessness))
    halves = np.clip(random.normal(0, variation.proportion * np.array([0.6, 1.0])), -0.7, 0.7)
    strokes = []
    for pieces in template:
        shifted = _shift_points(random, pieces, variation.point_shift * careless)
        stroke = np.concatenate([smooth_curve(piece) for piece in shifted])
        stroke = stroke + halves * 100 / np.pi * np.sin(np.pi * stroke / 100)
        stroke = _change_ends(random, stroke, variation.end_length * careless)
        strokes.append(stroke + random.normal(0, variation.stroke_shift * careless, 2))
    matrix = random_affine(random, variation, slant=0.12, log_aspect=-0.2)
    warp = random_warp(random, variation.warp)
    return [resample(random, (stroke - CENTRE + warp(stroke)) @ matrix.T + CENTRE) for stroke in strokes]


def deform_strokes(random: Random, strokes: list[Stroke], variation: Variation) -> list[Stroke]:
    """Varies finished strokes as ``deform`` varies a template, except that neighbouring points shift together."""
    warp = random_warp(random, variation.warp + variation.point_shift)
    matrix = random_affine(random, variation)
    return [
        resample(random, (stroke - CENTRE + warp(stroke) + random.normal(0, variation.stroke_shift, 2)) @ matrix.T + CENTRE)
        for stroke in strokes
    ]


def rotation_matrix(angle: float) -> npt.NDArray[np.float64]:
    """Returns the matrix ``(2, 2)`` that rotates by an angle in radians."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def random_affine(random: Random, variation: Variation, slant: float = 0.0, log_aspect: float = 0.0) -> npt.NDArray[np.float64]:
    """Returns a random matrix ``(2, 2)``: stretched, slanted and rotated, around the given slant and logarithm of width over height."""
    shear, angle = random.normal(slant, variation.slant), np.radians(random.normal(0, variation.rotation))
    stretch = np.exp(random.normal(log_aspect, variation.aspect))
    matrix: npt.NDArray[np.float64] = rotation_matrix(angle) @ np.array([[stretch, -shear], [0, 1]])
    return matrix


def random_warp(random: Random, amount: float) -> Callable[[Stroke], Stroke]:
    """Returns a smooth random field: points ``(n, 2)`` -> displacements ``(n, 2)`` of standard deviation ``amount``.

    The field is the sum of a few long sine waves on each axis.
    """
    count = 3
    frequencies = random.normal(0, 1 / 40, (2, count, 2))
    phases = random.uniform(0, 2 * np.pi, (2, count))
    heights = random.normal(0, amount * np.sqrt(2 / count), (2, count))

    def displacements(points: Stroke) -> Stroke:
        waves = [(heights[axis] * np.sin(points @ frequencies[axis].T + phases[axis])).sum(axis=1) for axis in (0, 1)]
        return np.stack(waves, axis=1)

    return displacements


def smooth_curve(points: Stroke, samples: int = 12) -> Stroke:
    """Returns a smooth curve through points, with ``samples`` points from each to the next.

    Source: Catmull and Rom, "A Class of Local Interpolating Splines", 1974.
    """
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, samples, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))
    return np.concatenate([*pieces, points[-1:]])


def resample(random: Random, stroke: Stroke) -> Stroke:
    """Keeps as many points as a pen of random speed reports: one every 2 to 9 units, evenly spaced, at least two."""
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(stroke, axis=0).T))])
    step = np.exp(random.uniform(np.log(2), np.log(9)))
    wanted = np.linspace(0, length[-1], max(int(length[-1] / step), 2))
    return np.stack([np.interp(wanted, length, stroke[:, axis]) for axis in (0, 1)], axis=1)


def _shift_points(random: Random, pieces: list[Stroke], amount: float) -> list[Stroke]:
    """Shifts every control point; the two points of a corner shift together."""
    shifted = [piece + random.normal(0, amount, piece.shape) for piece in pieces]
    for before, after in itertools.pairwise(shifted):
        after[0] = before[-1]
    return shifted


def _change_ends(random: Random, stroke: Stroke, amount: float) -> Stroke:
    """Lengthens or cuts both ends of a stroke; one that would get too short is lengthened instead."""
    for _ in range(2):
        share = random.normal(0, amount)
        count = round(abs(share) * len(stroke))
        if share < 0 and len(stroke) > count + 4:
            stroke = stroke[count:]
        else:
            step = stroke[0] - stroke[1]
            stroke = np.concatenate([stroke[0] + step * np.arange(count, 0, -1)[:, None], stroke])
        stroke = stroke[::-1]  # the second time around, this is the other end
    return stroke
