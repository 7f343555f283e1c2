"""Draws digits as hands do: the styles that schools teach and people make of them, deformed, as strokes.

MNIST was written by Americans around 1990. It has hardly a barred 7, a flagged 1 or a slashed 0; the rest of the world writes them.
Every style is a few points on paper; a hand leans, stretches, trembles, overshoots and joins sloppily. No data but this file.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Path = npt.NDArray[np.float64]
"""One stroke, ``(n, 2)``: x right, y down."""
Random = np.random.Generator

# Points on a sheet of 100x100, y down, joined smoothly; a point that stands twice is a corner; `|` lifts the pen.
STYLES: dict[int, tuple[str, ...]] = {
    0: (
        "55,2 30,8 12,45 25,88 50,98 75,85 85,45 72,10 50,2",
        "45,3 75,10 88,48 74,90 48,98 20,88 10,48 24,12 50,3",
        "66,10 40,3 14,35 18,85 50,99 80,80 84,40 68,8 46,5 30,14",
        "60,5 25,12 10,50 28,92 60,96 86,60 76,15 56,5 46,14 58,24",
        "55,2 30,8 12,45 25,88 50,98 75,85 85,45 72,10 50,2 | 92,0 8,100",
        "55,2 30,8 12,45 25,88 50,98 75,85 85,45 72,10 50,2 | 70,24 30,78",
        "55,2 20,12 10,50 25,90 50,98 75,88 88,50 74,10 50,2 84,0 84,0 14,96",
        "42,16 54,3 80,18 86,58 56,98 20,84 12,44 36,12 60,14 64,30 52,36 46,20",
        "30,4 10,40 22,88 52,98 82,80 88,42 70,12 44,14 34,28",
        "50,0 20,10 8,50 24,90 52,99 80,86 90,46 74,10 46,2 24,14 14,40",
        "30,20 14,50 30,90 60,98 88,60 74,14 44,4 20,28 26,60 44,80",
        "20,6 60,0 94,30 86,80 44,98 8,72 12,30 46,8 88,12",
        "55,2 25,10 10,46 25,90 52,98 78,85 88,45 72,10 50,2 50,2 34,76 34,76 66,26",
        "30,12 10,50 26,90 58,98 86,72 86,32 62,10",
        "46,22 8,36 0,62 30,84 72,84 100,60 90,32 52,20",
        "60,18 22,16 2,44 14,80 56,90 96,70 92,34 64,18 40,26",
        "20,8 14,50 34,94 66,94 86,60 78,20 50,6 30,22",
    ),
    1: (
        "50,0 50,100",
        "52,0 49,40 50,100",
        "35,18 52,0 52,0 52,100",
        "22,40 55,0 55,0 55,100",
        "10,62 40,28 56,0 56,0 54,100",
        "30,22 52,0 52,0 52,100 | 25,100 80,100",
        "15,45 52,0 52,0 50,98 | 22,100 80,97",
        "50,0 50,100 | 28,100 74,100",
        "38,14 52,0 52,0 52,100 52,100 30,100 78,100",
        "50,0 49,86 56,98 68,95",
        "4,50 40,20 62,0 62,0 58,48 52,100",
        "12,34 62,0 62,0 44,100",
        "0,22 30,14 58,0 58,0 50,100",
        "50,2 32,34 38,36 56,2 56,2 50,100",
        "30,24 54,0 54,0 46,98 | 12,92 38,99 60,93 92,98",
        "36,20 56,0 56,0 48,100 48,100 18,98 86,92",
        "0,50 72,0 72,0 40,100",
        "40,20 56,2 62,10 48,28 56,4 56,4 50,96 | 6,98 96,92",
        "20,30 52,2 52,2 50,90 50,90 6,96 6,96 98,92",
        "34,14 58,0 58,0 60,60 44,96 24,94",
    ),
    2: (
        "12,25 25,5 55,0 80,15 78,38 45,72 12,98 12,98 88,98",
        "14,25 35,2 70,6 78,32 55,62 22,90 10,92 14,78 30,84 60,98 90,92",
        "12,25 30,3 62,2 80,25 60,58 12,95 12,95 35,88 60,98 90,90",
        "22,36 14,18 30,3 60,2 80,20 72,45 15,97 15,97 88,96",
        "10,12 45,2 78,10 76,36 40,70 10,97 10,97 92,97",
        "16,20 45,0 78,18 70,50 40,88 22,98 12,90 24,80 50,92 88,99",
        "15,10 80,6 80,6 70,40 14,96 14,96 86,96",
        "20,16 46,0 70,16 54,52 26,88 10,90 20,74 46,90 70,99 96,86",
        "24,30 22,8 50,0 68,20 46,64 18,94 18,94 50,88 90,98",
    ),
    3: (
        "15,15 45,0 75,12 72,36 45,46 45,46 78,56 85,80 55,100 12,88",
        "15,12 50,0 78,18 62,42 38,47 52,44 80,58 78,88 42,100 10,85",
        "15,12 50,0 78,18 64,40 40,50 34,44 46,42 76,56 80,84 45,100 10,86",
        "15,2 80,2 80,2 42,40 42,40 78,50 84,78 55,100 12,88",
        "12,4 78,2 78,2 48,42 72,48 86,74 60,99 10,90",
        "12,20 30,2 68,4 74,28 40,45 40,45 74,58 76,88 40,99 8,80",
        "20,6 55,0 78,14 60,38 34,42 60,46 84,64 70,94 36,99 8,94",
        "16,12 54,0 74,24 50,43 50,43 78,58 76,92 60,98",
    ),
    4: (
        "30,0 10,60 10,60 88,60 | 65,20 62,100",
        "25,0 20,38 30,55 75,50 | 75,0 70,100",
        "62,0 5,65 5,65 92,65 | 62,0 62,100",
        "85,66 5,66 5,66 65,0 65,0 65,100",
        "20,0 20,52 20,52 78,52 | 78,2 76,100",
        "45,0 8,58 8,58 95,58 | 68,36 60,100",
        "40,0 12,55 14,62 60,58 92,54 | 70,25 58,100",
        "35,0 8,62 8,62 90,56 | 58,34 58,100",
        "34,0 20,56 20,56 50,60 84,44 | 64,20 50,100",
        "24,4 18,48 48,56 80,6 80,6 66,100",
        "40,0 20,50 34,60 72,42 | 76,24 54,100",
        "28,8 12,44 44,56 84,32 72,6 56,36 48,100",
        "50,0 10,56 10,56 86,48 | 62,32 42,100",
        "30,0 18,46 34,54 66,48 66,48 76,20 56,100",
        "36,0 24,40 40,58 62,30 62,30 54,64 50,100",
        "34,2 26,40 18,54 46,56 70,50 | 58,38 50,100",
        "40,0 10,62 10,62 70,70 84,66 | 54,14 60,40 52,100",
    ),
    5: (
        "25,0 20,42 20,42 50,36 80,52 80,80 50,100 12,90 | 25,0 85,0",
        "85,0 28,0 28,0 20,42 20,42 52,36 80,55 78,84 48,100 12,90",
        "82,5 45,2 25,20 35,42 68,54 80,76 58,98 15,92",
        "28,8 24,45 24,45 55,40 82,60 76,88 45,100 12,90 | 40,4 92,0",
        "30,2 26,40 56,42 80,62 72,90 40,100 8,88 | 30,2 88,4",
        "80,2 34,2 34,2 24,38 60,44 74,70 54,96 10,98",
        "22,0 22,46 22,46 62,42 84,66 66,96 14,96 | 22,0 90,0",
    ),
    6: (
        "65,0 30,25 12,65 25,95 55,99 78,80 68,58 40,56 18,72",
        "60,0 20,55 14,80 35,99 65,95 72,70 50,58 22,68",
        "78,12 60,0 30,18 12,62 28,96 62,98 80,75 60,56 30,60 15,78",
        "40,0 22,40 18,80 35,99 58,92 60,72 42,62 22,76",
        "25,0 18,60 22,90 50,100 75,82 62,58 30,62 20,74",
        "70,4 24,36 10,74 34,99 72,92 80,66 54,48 18,66",
        "58,0 26,34 16,76 40,100 66,84 58,66 34,70 20,88",
        "72,4 50,22 36,58 38,92 56,98 62,80 48,68 22,76",
        "84,10 56,4 34,34 30,74 44,98 66,92 70,72 52,60 32,72",
    ),
    7: (
        "10,5 85,5 85,5 40,100",
        "10,8 85,4 85,4 55,45 42,100",
        "12,24 12,4 12,4 85,4 85,4 42,100",
        "10,5 85,5 85,5 40,100 | 28,52 78,48",
        "14,22 12,4 12,4 85,4 85,4 55,50 45,100 | 30,50 84,50",
        "8,20 20,5 45,10 85,3 85,3 45,100",
        "8,20 20,5 45,10 85,3 85,3 42,100 | 32,54 76,46",
        "10,4 80,4 80,4 62,40 60,100",
        "10,6 84,4 84,4 36,100 | 30,60 80,44",
        "6,10 50,2 82,8 84,26 62,60 48,100 | 22,70 92,58",
        "8,22 16,4 46,8 80,3 80,3 58,50 46,100 | 24,66 60,62 94,66",
        "8,12 48,2 82,10 70,46 50,96 36,96 34,80 58,68 94,62",
        "8,10 46,2 80,8 80,24 62,66 56,100",
        "10,20 12,4 12,4 46,8 82,4 82,4 66,44 48,74 30,100 | 34,46 34,46 84,58",
        "14,14 50,4 84,8 80,30 60,62 52,100 | 24,52 92,50",
        "8,8 60,4 84,12 70,50 62,98 | 14,62 94,52",
        "10,12 44,2 76,4 70,34 58,58 60,100 | 4,58 88,54",
        "4,20 24,6 60,10 86,2 78,30 56,66 46,100 | 22,44 96,46",
        "18,10 62,6 62,6 56,50 50,100 | 8,54 90,50",
        "0,16 34,4 70,6 86,20 70,50 50,76 34,100 | 18,50 100,54",
    ),
    8: (
        "75,15 48,0 22,18 40,42 70,58 78,82 48,100 20,84 30,58 62,40 75,18 68,8",
        "50,46 22,30 28,6 60,0 76,22 50,46 20,66 22,92 56,100 82,80 50,46",
        "50,0 25,12 28,38 50,47 74,36 74,10 50,0 | 50,47 18,62 22,92 50,100 80,90 80,60 50,47",
        "78,8 50,0 25,15 35,38 65,55 78,80 50,100 22,82 35,55 72,28 84,6",
        "80,8 30,2 22,22 75,75 62,98 25,92 30,68 82,14",
        "60,4 30,4 22,26 50,46 78,68 66,98 30,96 22,70 50,46 74,24 60,4",
        "76,20 54,2 28,14 36,38 66,56 72,88 44,100 24,82 44,54 72,36 78,20",
        "60,6 46,0 34,16 50,46 62,78 48,100 36,80 50,50 62,16 54,2",
        "30,12 56,0 76,14 44,48 24,82 46,100 72,82 44,48 30,22 46,4 92,2",
        "22,18 48,2 74,16 56,42 26,74 40,99 68,90 66,62 40,40 24,18 40,6",
        "90,16 60,8 30,20 44,40 66,60 60,92 36,98 30,76 52,48 86,18",
        "10,30 34,10 64,6 70,26 44,46 30,72 44,100 66,86 54,54 30,34 12,28",
    ),
    9: (
        "78,12 45,0 15,20 20,48 50,54 76,35 80,8 80,8 78,100",
        "78,12 45,0 15,20 20,48 50,54 76,35 80,8 80,8 78,60 65,95 30,96 15,85",
        "76,20 55,2 22,8 14,34 38,52 70,36 78,14 80,50 60,85 30,100",
        "60,2 22,8 14,36 44,54 74,36 72,8 52,2 | 76,8 74,100",
        "78,12 45,0 15,20 20,46 50,52 76,32 80,6 82,70 62,100 30,92 24,80",
        "75,15 45,2 20,22 28,46 58,44 78,12 78,12 50,100",
        "70,20 62,4 32,2 16,24 30,48 60,42 72,14 74,60 70,100",
        "64,10 42,0 24,12 32,28 56,24 70,8 70,8 82,46 70,88 44,100 12,92",
        "84,6 44,2 24,16 38,32 70,24 82,8 84,50 70,90 32,100 6,86",
        "68,16 60,2 40,2 30,18 44,30 64,20 70,6 76,50 62,90 36,100 10,82",
        "66,26 40,30 26,14 46,0 68,10 62,28 74,52 74,84 48,100 14,90",
        "40,4 20,22 34,44 62,34 70,4 70,4 66,100",
        "66,14 52,2 34,10 38,24 56,26 66,12 70,44 60,84 36,100 10,88",
    ),
}
"""Each digit's styles."""


@dataclass(frozen=True, slots=True)
class Hand:
    """How much a hand differs from the copybook; each number a standard deviation."""

    haste: float = 0.35
    """Logarithm of how far this drawing slips, misses and overshoots, against the usual."""
    slip: float = 3.5
    """Of each point, in hundredths of the sheet."""
    proportion: float = 0.3
    """Of the shares of upper and lower half, and of left and right: small heads and long tails, and the other way round."""
    lean: float = 0.22
    """Shear: sideways per unit of height."""
    turn: float = 6.0
    """Rotation, degrees."""
    stretch: float = 0.2
    """Logarithm of width over height."""
    wave: float = 3.0
    """Of a smooth field that pulls all strokes about, in hundredths of the sheet."""
    misjoin: float = 2.5
    """Of each stroke's place, in hundredths of the sheet."""
    overshoot: float = 0.04
    """Of the length of a stroke's ends, as a share of the stroke: it is lengthened or cut."""


def draw(random: Random, digit: int, hand: Hand = Hand()) -> list[Path]:
    """Draws a digit in a random style: its strokes, on a sheet of about 100x100, y down."""
    styles = STYLES[digit]
    return deform(random, copybook(styles[random.integers(len(styles))]), hand)


def copybook(style: str) -> list[list[Path]]:
    """Reads a style: strokes of smooth pieces of control points, a piece ending at each corner."""
    strokes = []
    for text in style.split("|"):
        points = np.array([tuple(map(float, point.split(","))) for point in text.split()])
        corners = np.flatnonzero((np.diff(points, axis=0) == 0).all(axis=1)) + 1
        strokes.append(np.split(points, corners))
    return strokes


def deform(random: Random, strokes: list[list[Path]], hand: Hand) -> list[Path]:
    """Makes a hand's drawing of a copybook's strokes."""
    haste = np.exp(random.normal(0, hand.haste))
    halves = np.clip(random.normal(0, hand.proportion * np.array([0.6, 1.0])), -0.7, 0.7)
    paths = []
    for pieces in strokes:
        slipped = _slip(random, pieces, hand.slip * haste)
        path = np.concatenate([smooth(piece) for piece in slipped])
        path = path + halves * 100 / np.pi * np.sin(np.pi * path / 100)
        path = _overshoot(random, path, hand.overshoot * haste)
        paths.append(path + random.normal(0, hand.misjoin * haste, 2))
    matrix = posture(random, hand, lean=0.12, width=-0.2)
    pull = wave(random, hand.wave)
    return [thin(random, (path - 50 + pull(path)) @ matrix.T + 50) for path in paths]


def rotation(angle: float) -> npt.NDArray[np.float64]:
    """The map, ``(2, 2)``, that turns by an angle in radians."""
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def posture(random: Random, hand: Hand, lean: float = 0.0, width: float = 0.0) -> npt.NDArray[np.float64]:
    """A random map, ``(2, 2)``: stretched, leaning and turned around the given lean and logarithm of width over height."""
    leaning, angle = random.normal(lean, hand.lean), np.radians(random.normal(0, hand.turn))
    matrix: npt.NDArray[np.float64] = rotation(angle) @ np.array([[np.exp(random.normal(width, hand.stretch)), -leaning], [0, 1]])
    return matrix


def _slip(random: Random, pieces: list[Path], amount: float) -> list[Path]:
    """Moves every point a little; the two sides of a corner move together."""
    slipped = [piece + random.normal(0, amount, piece.shape) for piece in pieces]
    for before, after in itertools.pairwise(slipped):
        after[0] = before[-1]
    return slipped


def smooth(points: Path, samples: int = 12) -> Path:
    """A smooth curve through points, ``samples`` points from each to the next. Source: Catmull and Rom, 1974."""
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, samples, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))))
    return np.concatenate([*pieces, points[-1:]])


def _overshoot(random: Random, path: Path, amount: float) -> Path:
    """Lengthens or cuts both ends of a path."""
    for _ in range(2):
        share = random.normal(0, amount)
        count = round(abs(share) * len(path))
        if share < 0 and len(path) > count + 4:
            path = path[count:]
        else:
            step = path[0] - path[1]
            path = np.concatenate([path[0] + step * np.arange(count, 0, -1)[:, None], path])
        path = path[::-1]
    return path


def wave(random: Random, amount: float) -> Callable[[Path], Path]:
    """A smooth random field: points ``(n, 2)`` -> displacements of that deviation, a few long waves laid over each other."""
    count = 3
    waves = random.normal(0, 1 / 40, (2, count, 2))
    phases = random.uniform(0, 2 * np.pi, (2, count))
    heights = random.normal(0, amount * np.sqrt(2 / count), (2, count))

    def pull(points: Path) -> Path:
        return np.stack([(heights[axis] * np.sin(points @ waves[axis].T + phases[axis])).sum(axis=1) for axis in (0, 1)], axis=1)

    return pull


def thin(random: Random, path: Path) -> Path:
    """Keeps the points that a pen of random quickness reports: from every few units to a few along the whole stroke."""
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    step = np.exp(random.uniform(np.log(2), np.log(9)))
    wanted = np.linspace(0, length[-1], max(int(length[-1] / step), 2))
    return np.stack([np.interp(wanted, length, path[:, axis]) for axis in (0, 1)], axis=1)
