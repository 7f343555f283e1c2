"""Draws synthetic digits as strokes: a random style, varied as people's writing varies. No data but the styles' templates."""

from __future__ import annotations

from trainer.reading.strokes import Stroke
from trainer.synthetic.deform import USUAL, Random, Variation, deform, parse_template
from trainer.synthetic.styles import STYLES


def draw_digit(random: Random, digit: int, variation: Variation = USUAL) -> list[Stroke]:
    """Draws a digit in a random style.

    Returns:
        Strokes, each ``(n, 2)``, in about a square of 100x100, y down. The same state of the generator gives the same strokes.
    """
    styles = STYLES[digit]
    return deform(random, parse_template(styles[random.integers(len(styles))]), variation)
