"""Draws synthetic digits: a random letterform, with the habits of a hand, varied as people's writing varies. Reads ``hands.npz``."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.recipes import Synthetic
from trainer.synthetic.deform import USUAL, Draft, Random, Variation, deform
from trainer.synthetic.hands import hand_digit
from trainer.synthetic.letterforms.bows import five, three, two
from trainer.synthetic.letterforms.lines import four, one, seven
from trainer.synthetic.letterforms.ovals import eight, nine, six, zero
from trainer.synthetic.letterforms.parts import Dice, Form, Letterform, cornered
from trainer.synthetic.templates import template_of

LETTERFORMS: Mapping[int, Letterform] = dict(enumerate((zero, one, two, three, four, five, six, seven, eight, nine)))
"""Digit -> what draws one of its forms."""

HANDS = Synthetic().hands
"""Share of the digits that a hand from a font writes, where a recipe does not say."""
STAIRCASE = 0.05
"""Share of the digits that a tablet with a coarse grid reports."""
GRAINS = (3.0, 8.0)
"""Smallest and largest step of such a grid, in hundredths of the square's side."""


def draw_digit(random: Random, digit: int, variation: Variation = USUAL, hands: float = HANDS) -> Draft:
    """Draws a digit as somebody might write it, in about a square of 100x100. The same state of the generator gives the same strokes.

    Args:
        random: Decides everything.
        digit: 0 to 9.
        variation: How much drawings differ from their form, where no hand from a font writes them.
        hands: Share of the digits that a hand from a font writes.
    """
    dice = Dice(random)
    if dice.chance(hands):
        draft = hand_digit(random, digit)
    else:
        draft = deform(random, template_of(habits(dice, LETTERFORMS[digit](dice))), variation)
    if dice.chance(STAIRCASE):
        draft.grain = dice.between(*GRAINS)
    return draft


def habits(dice: Dice, form: Form) -> Form:
    """Gives a form the habits of some hands: straight lines and corners all over, a stroke that breaks off, or one that is drawn twice."""
    if dice.chance(0.04):
        return [cornered(list(dict.fromkeys(points))) for points in form]
    longest = max(range(len(form)), key=lambda index: len(form[index]))
    points = form[longest]
    if dice.chance(0.03) and len(points) > 5:
        place = 2 + int(dice.number() * (len(points) - 4))
        return [*form[:longest], points[: place + 1], points[place:], *form[longest + 1 :]]
    if dice.chance(0.015):
        across, down = dice.between(-7, 7), dice.between(-7, 7)
        return [*form, [(x + across, y + down) for x, y in points]]
    return form
