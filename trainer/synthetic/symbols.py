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

LOOKS_LIKE_A_DIGIT = set("OoDQIlJi|!SsZzqgbBGCcUuyYrvTAh0123456789.,'`-_:;\"^/\\()[]{}\x7f")
"""Characters of the Latin fonts that a reader might take for a digit, or that other negatives show already."""

ALSO = {
    "greek": "FVf",  # a phi is a zero with a slash
    "cyrilc_1": "HXx",  # 3 and 4
    "japanese": "kmp\xa9\xac\xbf",  # 3, 1 and 7
    "astrology": "#&",  # zeros with a dot and with two slashes
    "markers": "a",
    "mathlow": "mp",
    "meteorology": "<=~",
}
"""Characters of other fonts that look like a digit, by the keys that they have in the font."""

LETTER = Variation(point_shift=2.0)
SHAPE = Variation(rotation=12.0)


def letter(random: Random) -> list[Draft]:
    """Draws a letter or symbol of a stroke font, as somebody might write it."""
    all_glyphs = glyphs()
    return [deform_strokes(random, all_glyphs[random.integers(len(all_glyphs))], LETTER)]


def shape(random: Random) -> list[Draft]:
    """Draws one of ``SHAPES``."""
    return [deform(random, parse_template(SHAPES[random.integers(len(SHAPES))]), SHAPE)]


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
            if not strokes or character in LOOKS_LIKE_A_DIGIT or character in ALSO.get(name, ""):
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
    "50,100 5,45 8,15 30,5 50,28 70,5 92,15 95,45 50,100",
    "50,0 10,25 10,75 50,100 90,75 90,25 50,0 | 35,30 36,40 | 65,30 64,40 | 28,62 50,80 72,62",
    "50,0 10,25 10,75 50,100 90,75 90,25 50,0 | 32,35 34,36 | 66,35 68,36 | 30,75 50,60 70,75",
    "50,0 5,30 20,90 80,90 95,30 50,0 | 30,38 38,38 | 62,38 70,38 | 35,68 65,68 | 50,45 46,56 54,56",
    "30,30 20,0 20,0 42,20 58,20 58,20 80,0 80,0 70,30 85,60 50,90 15,60 30,30 | 40,45 41,46 | 60,45 61,46",
    "50,30 30,50 50,70 70,50 50,30 | 50,0 50,18 | 50,82 50,100 | 0,50 18,50 | 82,50 100,50 | 15,15 27,27 | 85,15 73,27 | 15,85 27,73 | 85,85 73,73",
    "60,0 20,25 20,75 60,100 42,75 42,25 60,0",
    "20,70 2,60 8,40 25,40 35,15 65,15 75,40 95,42 98,62 80,70 80,70 20,70",
    "50,0 50,0 15,45 15,45 35,45 35,45 5,85 5,85 95,85 95,85 65,45 65,45 85,45 85,45 50,0 | 50,85 50,100",
    "20,50 35,28 50,50 65,72 80,50 65,28 50,50 35,72 20,50",
    "60,0 60,80 45,98 25,90 30,72 60,75 | 60,0 90,20",
    "20,85 8,95 22,98 28,85 28,85 28,10 28,10 85,0 85,0 85,75 70,88 88,92 85,75",
    "50,20 28,20 28,20 28,36 50,36 50,20 | 50,36 50,75 | 20,50 80,50 | 50,75 25,100 | 50,75 75,100",
    "50,0 35,15 50,30 65,15 50,0 | 50,30 50,68 | 15,45 85,45 | 50,68 20,100 | 50,68 80,100",
    "0,50 25,20 60,20 90,50 60,80 25,80 0,50 | 85,50 100,25 100,25 100,75 100,75 85,50 | 22,42 23,43",
    "50,35 35,20 50,5 65,20 50,35 65,20 85,35 65,50 50,35 65,50 50,65 35,50 50,35 35,50 15,35 35,20 | 50,60 50,100 | 50,85 70,70",
    "0,70 10,45 25,42 40,20 70,20 80,45 98,50 98,70 98,70 0,70 | 25,72 15,80 25,90 35,80 25,72 | 75,72 65,80 75,90 85,80 75,72",
    "20,20 25,90 70,90 75,20 75,20 20,20 | 75,35 98,40 95,65 73,65",
    "0,50 20,10 80,10 100,50 100,50 0,50 | 50,50 50,90 38,100 28,90",
    "0,35 100,35 | 0,65 100,65 | 33,0 33,100 | 67,0 67,100",
    "0,0 100,0 100,0 100,100 100,100 0,100 0,100 0,0 | 50,0 50,100 | 0,50 100,50",
    "0,0 100,0 100,0 100,100 100,100 0,100 0,100 0,0 | 0,0 100,100 | 100,0 0,100",
    "50,0 10,50 10,50 50,100 50,100 90,50 90,50 50,0",
    "30,0 70,0 100,50 100,50 70,100 70,100 30,100 30,100 0,50 0,50 30,0",
    "0,0 100,0 100,0 50,100 50,100 0,0",
    "0,55 40,100 40,100 100,0 | 55,60 100,95",
    "0,50 100,50 | 25,15 0,50 0,50 25,85",
    "0,50 100,50 | 75,15 100,50 100,50 75,85 | 25,15 0,50 0,50 25,85",
    "50,0 50,100 | 20,65 20,65 50,100 50,100 80,65",
    "0,100 100,0 | 55,0 100,0 100,0 100,45",
    "0,80 40,10 60,20 30,70 45,85 100,40 | 65,45 90,85",
    "10,50 30,10 55,40 40,80 25,50 50,15 85,30 75,80 45,95",
    "0,50 50,0 50,0 100,50 | 20,38 20,100 20,100 80,100 80,100 80,38 | 42,100 42,65 42,65 60,65 60,65 60,100",
    "20,0 20,100 | 20,5 85,12 85,12 20,50",
    "0,20 0,80 | 25,20 25,80 | 50,20 50,80 | 75,20 75,80 | -8,75 85,25",
    "30,50 10,30 10,70 30,50 90,50 | 70,50 70,72 | 85,50 85,75",
    "0,25 25,0 50,25 75,0 100,25 | 0,65 25,40 50,65 75,40 100,65",
    "0,100 50,0 50,0 100,100 | 30,60 70,60 | 0,100 100,100",
    "55,0 50,45 85,45 85,45 40,100 40,100 50,58 50,58 15,58 15,58 55,0",
    "50,0 50,100 | 0,50 100,50 | 15,15 85,85 | 85,15 15,85",
)
"""Templates of what people draw to try it: crosses, ticks, arrows, boxes, stars, hearts, faces, signs and capital letters."""
