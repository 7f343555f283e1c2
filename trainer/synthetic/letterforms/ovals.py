"""Letterforms of 0, 6, 8 and 9: the digits that are made of ovals.

Sources: Zaner-Bloser, D'Nealian, Vereinfachte Ausgangsschrift and the French school hand for the usual forms; Suen et al., "Handwriting
Generation, Perception and Recognition", 1983, for slashes; the development files, whole and by writer, for what hasty writers do.
"""

from __future__ import annotations

import math

from trainer.synthetic.letterforms.parts import Dice, Form, Point, Points, arc, corner, cornered, line


def zero(dice: Dice) -> Form:
    """An oval: closed, open or drawn past its start; flat, narrow, or angular. It may have a slash or a dot."""
    across, down = dice.within((0.74, 32, 50), (0.16, 18, 32), (0.1, 50, 58)), dice.within((0.93, 46, 50), (0.07, 22, 34))
    start, turn = dice.between(-40, 80), 1 if dice.chance(0.15) else -1
    overlap = dice.within((0.16, -80, -10), (0.42, -10, 15), (0.28, 15, 80), (0.14, 80, 240))
    growth = dice.between(-0.4, -0.1) if overlap > 80 else dice.within((0.7, -0.1, 0.05), (0.3, -0.25, 0.3))
    oval = arc((50, 50), (across, down), start, turn * (360 + overlap), growth)
    if dice.chance(0.06):
        oval = cornered([dice.near(point, 6) for point in oval[:: 1 + dice.pick(0.5, 0.5)]])
    elif dice.chance(0.08):
        oval = [dice.near(oval[0], 14), *oval]
    return _struck(dice, oval, (across, down)) if dice.chance(0.35) else [oval]


def _struck(dice: Dice, oval: Points, radii: Point) -> Form:
    """Adds what tells a zero from the letter O: a slash, upright, steep or level, short or beyond the oval, sometimes two; or a dot."""
    centre = dice.near((50, 50), 5)
    if dice.chance(0.08):
        return [oval, [centre] if dice.chance(0.5) else [centre, dice.near(centre, 6)]]
    angle = dice.within((0.38, -8, 25), (0.24, 25, 60), (0.18, 60, 100), (0.2, -58, -12))
    chord = 2 / math.hypot(math.sin(math.radians(angle)) / radii[0], math.cos(math.radians(angle)) / radii[1])
    slash = line(centre, angle, chord * dice.within((0.25, 0.6, 1), (0.4, 1, 1.5), (0.35, 1.5, 2.2)))
    if dice.chance(0.1):
        return [[*oval[:-1], *corner(oval[-1]), *corner(slash[0]), slash[1]]]
    if dice.chance(0.06):
        moved = dice.between(7, 16)
        return [oval, slash, [(x + moved, y) for x, y in slash]]
    return [oval, slash]


def six(dice: Dice) -> Form:
    """A stem, straight or bowed, that ends in a loop: small or large, closed, open, or drawn past the stem."""
    height, across = dice.within((0.7, 22, 32), (0.15, 14, 22), (0.15, 32, 35)), dice.between(20, 34)
    middle = (dice.between(40, 54), 100 - height)
    top = (dice.within((0.7, middle[0], middle[0] + 36), (0.3, middle[0] - 24, middle[0] + 4)), 0.0)
    left = (middle[0] - across, middle[1])
    bow = dice.within((0.3, -4, 4), (0.7, 4, 16))
    stem = [top, ((top[0] + left[0]) / 2 - bow, (left[1] + top[1]) * 0.42)]
    closure = dice.within((0.15, 190, 255), (0.55, 255, 320), (0.3, 320, 420))
    loop = arc(middle, (across, height), 270, -closure, dice.within((0.75, -0.3, -0.02), (0.25, -0.02, 0.5)))
    if dice.chance(0.12):
        stem = [(top[0] + dice.between(6, 16), dice.between(2, 12)), *stem]
    strokes = [*stem, *loop]
    return [cornered(strokes)] if dice.chance(0.03) else [strokes]


def eight(dice: Dice) -> Form:
    """Two rings: in one stroke from the top or from the middle, as two circles, or open at the top."""
    waist, lean = dice.within((0.7, 42, 50), (0.2, 34, 42), (0.1, 50, 58)), dice.between(-7, 7)
    head, foot = (50 + lean, waist / 2), (50 - lean, (100 + waist) / 2)
    upper = (dice.within((0.8, 18, 30), (0.2, 10, 18)), waist / 2)
    lower = (dice.within((0.75, 22, 34), (0.25, 9, 22)), 50 - waist / 2)
    kind = dice.pick(0.5, 0.13, 0.17, 0.2)
    if kind == 1:
        foot = (foot[0], foot[1] + dice.between(-4, 4))
        return [_ring(dice, head, upper, dice.between(-60, 200)), _ring(dice, foot, lower, dice.between(-60, 60))]
    centre, side = (50.0, waist), 1 if dice.chance(0.85) else -1
    upper, lower = (side * upper[0], upper[1]), (side * lower[0], lower[1])
    if kind == 2:
        entry = [(dice.between(4, 26), waist + dice.between(-8, 10))] if dice.chance(0.35) else []
        return [[*entry, centre, *arc(head, upper, 225, 270), centre, *arc(foot, lower, -45, -dice.between(250, 320))]]
    opening = dice.within((0.6, 30, 75), (0.4, 75, 120)) if kind == 3 else dice.between(5, 45)
    end = dice.within((0.6, 0, 8), (0.25, 8, 20), (0.15, -20, 0))
    back = [(head[0] + upper[0] - side * end * 0.6, waist * dice.between(0.35, 0.6))]
    if kind == 0 or dice.chance(0.3):
        back += [(head[0] + side * dice.between(2, abs(upper[0])), dice.between(0, 14))]
    return [[*arc(head, upper, opening, -(135 + opening)), centre, *arc(foot, lower, 45, dice.between(265, 285)), centre, *back]]


def _ring(dice: Dice, centre: Point, radii: Point, start: float) -> Points:
    """A circle of its own, one way round or the other."""
    return arc(centre, radii, start, (1 if dice.chance(0.3) else -1) * dice.between(330, 400))


def nine(dice: Dice) -> Form:
    """A head, round, small, open or hanging to the left, and a tail: straight, bowed, hooked or swept to the left."""
    height, across = dice.within((0.65, 19, 26), (0.2, 12, 19), (0.15, 26, 30)), dice.within((0.75, 22, 34), (0.25, 12, 22))
    middle = (dice.within((0.8, 44, 52), (0.2, 28, 44)), height + dice.between(0, 4))
    right = middle[0] + across
    start = dice.within((0.7, 30, 80), (0.15, 80, 130), (0.15, -20, 30))
    closed = dice.within((0.12, 120, 130), (0.2, 100, 120), (0.68, 60, 100))
    head = arc(middle, (across, height), start, -(start + 360 - closed), dice.within((0.7, -0.05, 0.05), (0.3, -0.2, 0.1)))
    top = (right + dice.between(-5, 4), middle[1] - height * dice.between(0, 0.9))
    low = dice.between(92, 100)
    kind = dice.pick(0.34, 0.26, 0.2, 0.2)
    if kind == 0:
        tail = [(right + dice.between(-14, 3), low)]
    elif kind == 1:
        tail = [(right, (top[1] + low) / 2), (right - dice.between(10, 40), low)]
    elif kind == 2:
        bottom = right - dice.between(14, 30)
        tail = [(right, 52), (right - 3, 78), (bottom, low), (bottom - dice.between(12, 36), low - dice.between(2, 20))]
    else:
        tail = [(right - 3, 55), (right - dice.between(14, 24), 80), (right - dice.between(40, 75), low)]
    if dice.chance(0.28):
        return [_leaning_back(dice, low) if dice.chance(0.7) else _hanging_left(dice, low)]
    joined = corner(top) if dice.chance(0.65) else [top]
    if dice.chance(0.12):
        return [head, [dice.near(top, 5), *tail]]
    return [[*head, *joined, *tail]]


def _leaning_back(dice: Dice, low: float) -> Points:
    """A 9 with a small head: its tail swings out to the right, and ends in a long hook to the left."""
    middle, radii = (dice.between(26, 46), dice.between(13, 20)), (dice.between(14, 23), dice.between(11, 18))
    start = dice.between(0, 90)
    head = arc(middle, radii, start, -(start + 360 - dice.between(80, 125)), dice.between(-0.15, 0.1))
    right, swing = middle[0] + radii[0], dice.between(2, 20)
    foot = (right + swing - dice.between(6, 18), low)
    end = (dice.between(2, 36), low - dice.between(-2, 12))
    return [*head, (right - dice.between(0, 10), 43), (right + swing * 0.7, 67), (right + swing, 86), foot, end]


def _hanging_left(dice: Dice, low: float) -> Points:
    """A 9 whose head is a small loop on the left; from there the pen goes over to the right, and down in a long bow."""
    middle, radii = (dice.between(28, 44), dice.between(19, 30)), (dice.between(9, 16), dice.between(9, 16))
    start = dice.between(40, 110)
    loop = arc(middle, radii, start, -dice.between(300, 380), dice.between(-0.2, 0.1))
    over = (middle[0] + radii[0] + dice.between(4, 14), dice.between(-2, 4))
    right = over[0] + dice.between(14, 26)
    end = dice.between(18, 44)
    return [*loop, over, (right - 3, 10), (right, 38), (right - 9, 67), ((right + end) / 2, 90), (end, low)]
