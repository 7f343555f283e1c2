"""Draws synthetic digits: a random style, varied as people's writing varies. No data but the styles' templates."""

from __future__ import annotations

from trainer.synthetic.deform import USUAL, Draft, Random, Variation, deform
from trainer.synthetic.styles import STYLES
from trainer.synthetic.templates import parse_template


def draw_digit(random: Random, digit: int, variation: Variation = USUAL) -> Draft:
    """Draws a digit in a random style, in about a square of 100x100. The same state of the generator gives the same strokes."""
    styles = STYLES[digit]
    return deform(random, parse_template(styles[random.integers(len(styles))]), variation)
