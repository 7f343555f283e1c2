"""Draws what is no digit: letters, invented characters, digits turned or mirrored, several at once, scribbles, dashes and dots.

A network that has seen digits only must call a house a digit. This is the rest of the world as far as a few pages can draw it: not to be
read, but to be refused. No data but this file, ``hands.py`` and the public-domain stroke fonts of the Hershey-Fonts package.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from trainer.synthetic.digits import Hand, Path, Random, copybook, deform, draw, posture, rotation, smooth, thin, wave

FONTS = ("futural", "scripts", "cursive", "greek", "cyrilc_1", "japanese", "astrology", "markers", "mathlow", "meteorology")
DEFAULT = Hand()
LOOKS_LIKE_A_DIGIT = set("OoDQIlJi|!SsZzqgbBGCcUuyYrvTAh0123456789.,'`-_:;\"^/\\")
"""Characters of the Latin fonts that a reader might take for a digit, or that are drawn elsewhere in this file."""


def draw_nondigit(random: Random) -> list[Path]:
    """Draws something that is no digit, of a random kind."""
    weights = np.array([weight for _, weight in KINDS])
    while True:
        kind, _ = KINDS[random.choice(len(KINDS), p=weights / weights.sum())]
        strokes = kind(random)
        if not is_upright_line(strokes):
            return strokes


def is_upright_line(strokes: list[Path]) -> bool:
    """Tells whether a drawing is little more than a line that rises: whatever it was meant for, a reader takes it for a 1."""
    points = np.concatenate(strokes)
    if len(points) < 2:
        return False
    spread, axes = np.linalg.eigh(np.cov(points.T))
    rise, run = abs(axes[1, 1]), abs(axes[0, 1])
    return bool(spread[0] < 0.15**2 * spread[1] and rise > 0.5 * run)


def invented(random: Random) -> list[Path]:
    """A character of no alphabet: two to five strokes that start near where others are."""
    strokes: list[Path] = []
    for _ in range(random.integers(2, 6)):
        anchor = strokes[-1][random.integers(len(strokes[-1]))] if strokes and random.random() < 0.6 else random.uniform(0, 100, 2)
        strokes.append(anchor + stroke(random) * random.uniform(0.3, 1))
    return hand_drawn(random, strokes)


def lettered(random: Random) -> list[Path]:
    """A character of an alphabet that nobody writes: lines and arcs between the points of a sheet of three by four, most of them joined."""
    points = [np.array([x, y], float) for x in (0, 45, 90) for y in (0, 33, 67, 100)]
    strokes: list[Path] = []
    last = points[random.integers(len(points))]
    for _ in range(random.integers(3, 6)):
        first = last if random.random() < 0.6 else points[random.integers(len(points))]
        last = points[random.integers(len(points))]
        bow = random.choice([0, 0, 0.25, -0.25, 0.5, -0.5])
        middle = (first + last) / 2 + bow * (last - first)[::-1] * (1, -1)
        strokes.append(smooth(np.array([first, middle, last])))
    return hand_drawn(random, strokes)


def stroke(random: Random) -> Path:
    """One stroke of about unit size 60, from 0: a line, an angle, an arc, a loop, a wave, a hook or any smooth curve."""
    kind = random.integers(7)
    turn = rotation(random.uniform(0, 2 * np.pi))
    t = np.linspace(0, 1, 24)
    if kind == 0:
        path = np.stack([60 * t, 0 * t], axis=1)
    elif kind == 1:
        path = np.concatenate(
            [smooth(piece) for piece in (np.array([[0, 0], [45, 0]]), np.array([[45.0, 0], [random.uniform(-10, 45), 45]]))]
        )
    elif kind == 2:
        sweep = random.uniform(1.5, 4.5)
        path = 30 * np.stack([np.sin(sweep * t), 1 - np.cos(sweep * t)], axis=1)
    elif kind == 3:
        radius = random.uniform(8, 25)
        path = radius * np.stack([np.sin(6.5 * t), 1 - np.cos(6.5 * t)], axis=1) + np.stack([random.uniform(0, 50) * t, 0 * t], axis=1)
    elif kind == 4:
        path = np.stack([80 * t, random.uniform(5, 15) * np.sin(random.uniform(6, 16) * t)], axis=1)
    else:
        path = smooth(np.concatenate([[[0, 0]], np.cumsum(random.normal(0, 28, (random.integers(2, 5), 2)), axis=0)]))
    turned_path: Path = path @ turn.T
    return turned_path


def letter(random: Random) -> list[Path]:
    """A letter or symbol of a stroke font, as a hand would write it."""
    glyphs = alphabet()
    return hand_drawn(random, glyphs[random.integers(len(glyphs))], Hand(slip=2.0))


@cache
def alphabet() -> list[list[Path]]:
    """All glyphs of the fonts that no reader takes for a digit, scaled to 100 high."""
    from HersheyFonts import HersheyFonts

    glyphs = []
    for name in FONTS:
        font = HersheyFonts()
        font.load_default_font(name)
        for character, glyph in font.all_glyphs.items():
            strokes = [np.array(list(points), float) for points in glyph.strokes if len(list(points)) > 1]
            if not strokes or character in LOOKS_LIKE_A_DIGIT:
                continue
            points = np.concatenate(strokes)
            scale = 100 / max(np.ptp(points, axis=0).max(), 1)
            glyphs.append([(path - points.min(axis=0)) * scale for path in strokes])
    return glyphs


def turned(random: Random) -> list[Path]:
    """A digit on its side or mirrored, where that makes no other digit."""
    digit = int(random.choice([2, 3, 4, 5, 7]))
    strokes = draw(random, digit)
    if random.random() < 0.4 and digit in (3, 7):
        return [np.stack([100 - path[:, 0], path[:, 1]], axis=1) for path in strokes]
    side = random.choice([-1, 1])
    return [np.stack([side * path[:, 1], -side * path[:, 0]], axis=1) for path in strokes]


def several(random: Random) -> list[Path]:
    """Two or three digits side by side."""
    strokes: list[Path] = []
    right = 0.0
    for _ in range(random.choice([2, 2, 2, 3])):
        paths = draw(random, int(random.integers(10)), Hand(turn=3.0))
        left = min(path[:, 0].min() for path in paths)
        paths = [path + np.array([right - left, random.normal(0, 5)]) for path in paths]
        right = max(path[:, 0].max() for path in paths) + random.uniform(2, 30)
        strokes += paths
    return strokes


def scribble(random: Random) -> list[Path]:
    """A pen that goes to and fro or round and round."""
    count = random.integers(8, 26)
    if random.random() < 0.5:
        points = random.uniform(0, 100, (count, 2))
    else:
        t = np.arange(count) * random.uniform(0.8, 2.4)
        points = (
            50
            + np.stack([np.cos(t), np.sin(t)], axis=1) * random.uniform(15, 50, (count, 1))
            + np.stack([t, 0 * t], axis=1) * random.uniform(0, 6)
        )
    return [thin(random, smooth(points, 6))]


def crossed(random: Random) -> list[Path]:
    """A digit that was crossed out, or hatched."""
    strokes = draw(random, int(random.integers(10)))
    count = random.integers(3, 7)
    lines = [
        np.array([[random.uniform(-20, 20), height], [random.uniform(80, 120), height + random.normal(0, 30)]])
        for height in random.uniform(0, 100, count)
    ]
    return strokes + hand_drawn(random, lines)


def dash(random: Random) -> list[Path]:
    """A level line, two of them, or a wave of one."""
    strokes = [np.array([[0.0, 0], [100, random.normal(0, 8)]]) for _ in range(random.choice([1, 1, 2]))]
    return hand_drawn(
        random,
        [smooth(path) + np.array([0, 25 * index]) for index, path in enumerate(strokes)],
        Hand(slip=1, lean=0.1, stretch=0.1, wave=5),
    )


def dots(random: Random) -> list[Path]:
    """Taps and blots: one or a few."""
    return [random.uniform(0, 100, (1, 2)) for _ in range(random.choice([1, 1, 2, 3, 5]))]


def shapes(random: Random) -> list[Path]:
    """What people draw to try it: crosses, ticks, arrows, boxes, triangles, stars, hearts, houses, faces, signs."""
    text = SHAPES[random.integers(len(SHAPES))]
    return deform(random, copybook(text), Hand(turn=12.0))


SHAPES = (
    "0,0 100,100 | 100,0 0,100",
    "50,0 50,100 | 0,50 100,50",
    "0,55 35,100 35,100 100,0",
    "0,50 100,50 | 65,15 65,15 100,50 100,50 65,85",
    "50,0 50,100 | 20,35 20,35 50,0 50,0 80,35",
    "0,0 100,0 100,0 100,100 100,100 0,100 0,100 0,0",
    "50,0 100,90 100,90 0,90 0,90 50,0",
    "50,0 80,100 80,100 0,38 0,38 100,38 100,38 20,100 20,100 50,0",
    "50,25 25,0 0,30 50,100 100,30 75,0 50,25",
    "0,40 50,0 50,0 100,40 100,40 100,100 100,100 0,100 0,100 0,40",
    "50,0 8,30 20,85 80,85 92,30 50,0 | 35,35 36,36 | 65,35 66,36 | 32,60 50,72 68,60",
    "0,30 100,30 | 0,70 100,70",
    "50,0 50,70 | 50,95 51,96",
    "15,25 30,2 70,4 78,30 52,50 48,72 | 48,98 49,99",
    "30,0 20,100 | 75,0 65,100 | 5,35 95,35 | 0,68 90,68",
    "80,20 60,0 50,25 30,60 30,60 15,85 40,100 70,75 20,35 | 20,35 90,98",
    "0,60 25,35 50,50 75,65 100,40",
    "50,50 56,44 60,54 48,64 36,50 46,32 70,36 76,62 52,82 22,66",
    "0,100 15,0 30,100 45,0 60,100 75,0 90,100",
    "0,0 0,100 | 0,0 100,100 | 100,0 100,100",
    "0,100 0,0 0,0 50,60 50,60 100,0 100,0 100,100",
    "0,0 25,100 25,100 50,30 50,30 75,100 75,100 100,0",
    "0,0 0,100 | 100,0 100,100 | 0,50 100,50",
    "0,0 0,100 | 90,0 0,55 | 20,45 95,100",
    "0,0 0,100 | 0,0 80,0 | 0,48 60,48 | 0,100 85,100",
    "0,0 0,100 | 0,0 80,0 | 0,48 60,48",
    "0,100 0,0 0,0 60,2 75,25 55,48 0,50 | 35,50 85,100",
)


def hand_drawn(random: Random, strokes: list[Path], hand: Hand = DEFAULT) -> list[Path]:
    """Deforms finished paths as ``hands.deform`` does copybook strokes, their points slipping together."""
    pull = wave(random, hand.wave + hand.slip)
    matrix = posture(random, hand)
    return [thin(random, (path - 50 + pull(path) + random.normal(0, hand.misjoin, 2)) @ matrix.T + 50) for path in strokes]


KINDS: tuple[tuple[Callable[[Random], list[Path]], float], ...] = (
    (invented, 4),
    (lettered, 3),
    (letter, 8),
    (shapes, 3),
    (several, 3),
    (turned, 1.5),
    (scribble, 1.5),
    (crossed, 0.6),
    (dash, 0.6),
    (dots, 0.6),
)
"""What is drawn, and how often relative to the rest."""
