"""Letterforms of 2, 3 and 5: the digits that are made of open bows.

Sources: Zaner-Bloser and D'Nealian (a flat base or a loop in a 2, a 5 in two strokes), the French school hand (a flat-topped 3), and the
development files, whole and by writer, for what hasty writers do.
"""

from __future__ import annotations

from trainer.synthetic.letterforms.parts import Dice, Form, Point, Points, between, corner


def two(dice: Dice) -> Form:
    """A bow and a base: flat, looped, wavy, or none. The bow may be a roof with a corner, like a Z."""
    start, shoulder = (dice.between(6, 24), dice.within((0.7, 10, 28), (0.3, 28, 42))), (dice.between(70, 86), dice.between(14, 34))
    left = (dice.between(4, 20), dice.between(92, 99))
    if dice.chance(0.1):
        bow: Points = [(start[0], dice.between(0, 14)), *corner((shoulder[0] + 6, dice.between(0, 10)))]
    else:
        bow = [start, between((start[0], 0.0), (shoulder[0], 0.0), dice.between(0.25, 0.5)), (shoulder[0] - 8, 5.0), shoulder]
        if dice.chance(0.14):
            bow = [(start[0] + dice.between(4, 18), start[1] + dice.between(2, 16)), *bow]
    half = between(shoulder, left, dice.between(0.5, 0.7))
    down = [*bow, (half[0] + dice.within((0.7, -2, 6), (0.3, 6, 16)), half[1])]
    right = (dice.within((0.75, 80, 98), (0.25, 60, 80)), dice.between(90, 100))
    kind = dice.pick(0.42, 0.3, 0.16, 0.12)
    if kind == 0:
        return [[*down, *corner(left), right]]
    if kind == 1:
        height, wide = dice.between(6, 20), dice.between(8, 18)
        return [[*down, (left[0] + wide, 98), (left[0], 98 - height * 0.6), (left[0] + wide, 98 - height), (half[0] + 12, 96), right]]
    if kind == 2:
        return [[*down, *corner(left), between(left, (right[0], left[1] - dice.between(2, 14)), 0.4), right]]
    return [[*down, left] if dice.chance(0.6) else [*down, left, (left[0] + dice.between(10, 26), left[1] + dice.between(-6, 3))]]


def three(dice: Dice) -> Form:
    """Two bows, or a flat top and a bow; they meet in a corner, a bend or a loop, or hardly at all."""
    waist, depth = dice.within((0.7, 40, 50), (0.3, 32, 40)), dice.within((0.5, 30, 46), (0.3, 46, 60), (0.2, 60, 72))
    upper, lower = dice.between(66, 82), dice.between(74, 90)
    if dice.chance(0.16):
        top: Points = [(dice.between(8, 24), dice.between(0, 8)), *corner((upper, dice.between(0, 8)))]
    else:
        start = (dice.between(8, 26), dice.within((0.7, 6, 20), (0.3, 20, 30)))
        top = [start, ((start[0] + upper) / 2, 0.0), (upper, waist * dice.between(0.35, 0.6))]
    meet = (depth, waist)
    kind = dice.pick(0.46, 0.26, 0.16, 0.12)
    if kind == 0:
        middle = corner(meet)
    elif kind == 1:
        middle = [meet, (depth + dice.between(0, 8), waist + dice.between(2, 8))]
    elif kind == 2:
        size = dice.between(3, 10)
        middle = [(depth, waist + size * 0.5), (depth - size, waist), (depth, waist - size * 0.6), (depth + size, waist + 2)]
    else:
        middle = [(dice.between(54, 68), waist)]
    end = (dice.within((0.8, 4, 26), (0.2, 26, 48)), dice.within((0.6, 84, 94), (0.25, 94, 100), (0.15, 70, 84)))
    low = ((end[0] + lower) / 2 + dice.between(-4, 6), 100.0)
    bottom = [(lower, (waist + 100) / 2 + dice.between(-4, 8)), low, end]
    return [[*top, *middle, *bottom]]


def five(dice: Dice) -> Form:
    """A roof, a neck and a belly: in one stroke, with the roof apart, without a roof, or like an S."""
    neck = (dice.between(14, 34), dice.within((0.62, 36, 50), (0.38, 20, 36)))
    top = (neck[0] + dice.within((0.65, -2, 10), (0.25, 10, 22), (0.1, 22, 38)), dice.between(0, 6))
    roof_end = (dice.within((0.7, 70, 94), (0.3, 48, 70)), dice.within((0.6, -2, 6), (0.4, -12, 10)))
    lower = dice.between(72, 90)
    end = (dice.within((0.75, 4, 22), (0.25, 22, 40)), dice.within((0.6, 86, 95), (0.25, 95, 100), (0.15, 70, 86)))
    rise = neck[1] - dice.within((0.75, 2, 12), (0.25, -4, 2))
    belly = [((neck[0] + lower) / 2, rise), (lower, (rise + 100) / 2 + dice.between(-6, 6)), ((lower + end[0]) / 2, 100.0), end]
    if dice.chance(0.2):
        belly[2:] = [((lower + end[0]) / 2 + dice.between(0, 10), 98.0), (end[0], end[1] + 4)]
    turn = corner(neck) if dice.chance(0.6) else [neck]
    kind = dice.pick(0.34, 0.38, 0.08, 0.2)
    if kind == 0:
        return [[roof_end, *corner(top), *turn, *belly]]
    if kind == 1:
        apart = _apart(dice, top)
        return [[top, *turn, *belly], [apart, (roof_end[0], roof_end[1] + apart[1] - top[1])]]
    if kind == 2:
        return [[top, *turn, *belly]]
    curl = [(roof_end[0], dice.between(2, 16)), ((roof_end[0] + neck[0]) / 2, 0.0), (neck[0] + 2, dice.between(12, 22))]
    return [[*curl, (neck[0] + dice.between(2, 12), neck[1]), *belly[1:]]]


def _apart(dice: Dice, top: Point) -> Point:
    """Returns where a roof of its own begins: at the neck, or a little away from it, or across it."""
    return top[0] + dice.within((0.6, -3, 4), (0.2, 4, 22), (0.2, -16, -3)), top[1] + dice.within((0.7, -3, 3), (0.3, -10, 8))
