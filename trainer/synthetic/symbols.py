"""Draws characters and shapes that people know: letters of stroke fonts, and what people draw to try a recogniser.

The fonts are the public-domain Hershey fonts, of the Python package Hershey-Fonts.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from trainer.reading.strokes import Stroke
from trainer.synthetic.deform import Draft, Random, Variation, deform, deform_strokes
from trainer.synthetic.templates import parse_template

FONTS = ("futural", "scripts", "cursive", "greek", "cyrilc_1", "japanese", "astrology", "markers", "mathlow", "meteorology")

LOOKS_LIKE_A_DIGIT = set("OoDQIlJi|!SsZzqgbBGCcUuyYrvTAh0123456789.,'`-_:;\"^/\\")
"""Characters of the Latin fonts that a reader might take for a digit, or that other negatives show already."""

LETTER = Variation(point_shift=2.0)
SHAPE = Variation(rotation=12.0)


def letter(random: Random) -> list[Draft]:
    """Draws a letter or symbol of a stroke font, as somebody might write it."""
    all_glyphs = glyphs()
    return [deform_strokes(random, all_glyphs[random.integers(len(all_glyphs))], LETTER)]


def shape(random: Random) -> list[Draft]:
    """Draws one of ``SHAPES``."""
    text = SHAPES[random.integers(len(SHAPES))]
    return [deform(random, parse_template(text), SHAPE)]


@cache
def glyphs() -> list[list[Stroke]]:
    """Returns all glyphs of the fonts that no reader takes for a digit, scaled to 100 on the longer side."""
    from HersheyFonts import HersheyFonts

    found = []
    for name in FONTS:
        font = HersheyFonts()
        font.load_default_font(name)
        for character, glyph in font.all_glyphs.items():
            strokes = [np.array(list(points), float) for points in glyph.strokes if len(list(points)) > 1]
            if not strokes or character in LOOKS_LIKE_A_DIGIT:
                continue
            points = np.concatenate(strokes)
            scale = 100 / max(np.ptp(points, axis=0).max(), 1)
            found.append([(stroke - points.min(axis=0)) * scale for stroke in strokes])
    return found


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
"""Templates of what people draw to try it: crosses, ticks, arrows, boxes, stars, hearts, faces, signs and capital letters."""
