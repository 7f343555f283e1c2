"""Digits and other characters of handwriting fonts, as strokes: a hand is what one font would be written with.

``hands.npz`` is kept in the repository; ``python -m trainer hands`` makes it from the fonts that ``hands-notice.txt`` names.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from trainer.errors import InklingError
from trainer.evaluation.datasets import LOOK_ALIKES
from trainer.reading.strokes import Stroke
from trainer.synthetic.deform import Draft, Random, Variation, deform_strokes

FILE = Path(__file__).with_name("hands.npz")
"""The hands; ``trainer/synthetic/fonts/make_hands.py`` says how they are packed."""

BOX = 255
"""The longer side of each glyph in the file."""

DIGITS = "0123456789"
CHARACTERS = "".join(
    character for character in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz&@#$%?*+=~<>€£äåæçéêñü" if character not in LOOK_ALIKES
)
"""What else hands write: letters and signs that no reader takes for a digit."""

HAND = Variation(point_shift=1.0, warp=3.2, stroke_shift=0.7, slant=0.2, rotation=6.0, aspect=0.2)
"""How much drawings differ from a hand. The shift of strokes is small: where one ends at another, they stay joined."""


@dataclass(frozen=True, slots=True)
class Hands:
    """The glyphs of all hands."""

    points: Stroke
    """Points of all strokes of all glyphs, ``(n, 2)``, in a square of 100x100, y down."""
    ends: list[int]
    """Where each stroke ends in ``points``; the first stroke is preceded by 0."""
    strokes: list[int]
    """Where each glyph's strokes end in ``ends``; the first glyph is preceded by 0."""
    digits: list[list[int]]
    """Of each digit the glyphs, one a hand."""
    others: list[list[int]]
    """Of each hand the glyphs of characters that are not digits."""

    def glyph(self, number: int) -> list[Stroke]:
        """Returns the strokes of a glyph, each ``(n, 2)``; a dot has one point."""
        ends = self.ends[self.strokes[number] : self.strokes[number + 1] + 1]
        return [self.points[start:end] for start, end in pairwise(ends)]


@cache
def hands(file: Path = FILE) -> Hands:
    """Loads the hands.

    Raises:
        InklingError: The file is missing or damaged.
    """
    try:
        with file.open("rb") as content, np.load(content, allow_pickle=False) as arrays:
            points = arrays["points"] * (100 / BOX)
            ends, strokes = ([0, *np.cumsum(arrays[name], dtype=np.intp).tolist()] for name in ("lengths", "strokes"))
            characters, counts = arrays["characters"], np.cumsum(arrays["glyphs"], dtype=np.intp)
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
        raise InklingError(
            f"{file} is missing or damaged; take it from the repository, or make it with 'python -m trainer hands'."
        ) from None
    is_digit = (characters >= ord("0")) & (characters <= ord("9"))
    numbers = np.arange(len(characters))
    return Hands(
        points,
        ends,
        strokes,
        [numbers[characters == ord(digit)].tolist() for digit in DIGITS],
        [some[~is_digit[some]].tolist() for some in np.split(numbers, counts[:-1])],
    )


def hand_digit(random: Random, digit: int) -> Draft:
    """Draws a digit as a random hand writes it, in about a square of 100x100."""
    all_hands = hands()
    glyphs = all_hands.digits[digit]
    return deform_strokes(random, all_hands.glyph(glyphs[random.integers(len(glyphs))]), HAND)


def hand_character(random: Random) -> list[Draft]:
    """Draws a letter or sign as a random hand writes it: first the hand is chosen, then one of its characters."""
    all_hands = hands()
    glyphs = all_hands.others[random.integers(len(all_hands.others))]
    return [deform_strokes(random, all_hands.glyph(glyphs[random.integers(len(glyphs))]), HAND)]
