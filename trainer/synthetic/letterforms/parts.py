"""What letterforms are made of: points, corners, arcs, and the random choices between parts.

A form is written in a square of 100x100, y down. A smooth curve joins the points of a stroke; a point that stands twice is a corner.
Angles are in degrees, clockwise from straight up.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from trainer.synthetic.deform import Random

Point = tuple[float, float]
Points = list[Point]
"""The control points of a stroke."""
Form = list[Points]
"""The strokes of a digit."""

NUMBERS = 40
"""Random numbers that are drawn together: asking the generator for one number at a time takes longer than the digit."""


class Dice:
    """Random choices. Takes its numbers from a generator, some at a time."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._numbers: list[float] = []

    def number(self) -> float:
        """Returns a number in 0..1."""
        if not self._numbers:
            self._numbers = self._random.random(NUMBERS).tolist()
        return self._numbers.pop()

    def chance(self, probability: float) -> bool:
        """Tells whether something happens that does so with this probability."""
        return self.number() < probability

    def between(self, low: float, high: float) -> float:
        """Returns a number in this range."""
        return low + (high - low) * self.number()

    def within(self, *ranges: tuple[float, float, float]) -> float:
        """Returns a number in one of several ranges, each ``(weight, low, high)``."""
        _, low, high = ranges[self.pick(*(weight for weight, _, _ in ranges))]
        return self.between(low, high)

    def pick(self, *weights: float) -> int:
        """Returns the index of one of the weights; it is returned as often as its weight says."""
        left = self.number() * sum(weights)
        for index, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return index
        return len(weights) - 1

    def near(self, point: Point, distance: float) -> Point:
        """Returns a point at most this far away on both axes."""
        return point[0] + self.between(-distance, distance), point[1] + self.between(-distance, distance)


def corner(point: Point) -> Points:
    """Returns a point at which the pen changes its direction at once."""
    return [point, point]


def cornered(points: Sequence[Point]) -> Points:
    """Returns the same stroke in straight lines, with a corner at each of its points."""
    inner = [twice for point in points[1:-1] for twice in corner(point)]
    return [points[0], *inner, points[-1]]


def arc(centre: Point, radii: Point, start: float, sweep: float, growth: float = 0.0) -> Points:
    """Returns points along an ellipse, about every 45 degrees.

    Args:
        centre: Of the ellipse.
        radii: Across and down.
        start: Angle of the first point.
        sweep: Angle from the first point to the last; below 0 it goes counterclockwise.
        growth: Share by which the radii have grown at the end.
    """
    steps = max(2, round(abs(sweep) / 45))
    points = []
    for step in range(steps + 1):
        angle, size = math.radians(start + sweep * step / steps), 1 + growth * step / steps
        points.append((centre[0] + size * radii[0] * math.sin(angle), centre[1] - size * radii[1] * math.cos(angle)))
    return points


def line(centre: Point, angle: float, length: float) -> Points:
    """Returns a straight line through a point, from its upper end."""
    across, up = length / 2 * math.sin(math.radians(angle)), length / 2 * math.cos(math.radians(angle))
    return [(centre[0] + across, centre[1] - up), (centre[0] - across, centre[1] + up)]


def between(first: Point, second: Point, share: float) -> Point:
    """Returns the point that lies at this share of the way from one point to another."""
    return first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])


Letterform = Callable[[Dice], Form]
"""Draws one form of a digit."""
