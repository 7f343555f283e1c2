"""Letterforms of 1, 4 and 7: the digits that are made of lines.

Sources: Zaner-Bloser and D'Nealian (a 1 without a flag, an open 4, a plain 7), the German and French school hands (a 1 with a long flag, a
closed 4, a 7 with a bar), and the development files, whole and by writer, for what hasty writers do.
"""

from __future__ import annotations

import math

from trainer.synthetic.letterforms.parts import Dice, Form, Point, Points, arc, between, corner


def one(dice: Dice) -> Form:
    """A stem, with or without a flag and a foot. A flag may be as long as the stem."""
    top = (50 + dice.within((0.6, -4, 10), (0.4, 10, 28)), 0.0)
    foot = (50 + dice.within((0.7, -4, 4), (0.3, -24, 6)), 100.0)
    bow = dice.within((0.75, -2, 2), (0.25, -9, 9))
    middle = between(top, foot, 0.5)
    stem: Points = [(middle[0] + bow, middle[1]), foot]
    kind = dice.pick(0.2, 0.62, 0.18)
    if kind == 0:
        strokes = [[top, *stem]]
    else:
        steep = dice.within((0.56, 28, 54), (0.14, 54, 70), (0.18, 70, 82), (0.12, 6, 28)) if kind == 1 else dice.between(52, 76)
        length = dice.within((0.3, 14, 36), (0.7, 36, 76)) if kind == 1 else dice.between(60, 105)
        if steep < 28:
            length = min(length, 32)
        tip = (top[0] - length * math.cos(math.radians(steep)), top[1] + length * math.sin(math.radians(steep)))
        bend = dice.within((0.6, -2, 2), (0.4, 0, 10))
        half = between(tip, top, 0.5)
        aside = (-0.5 if dice.chance(0.7) else 0.5) * bend
        flag = [tip, (half[0] + aside, half[1] + aside)]
        join = corner(top) if dice.chance(0.75) else [(top[0] + dice.between(0, 7), top[1] + dice.between(0, 4))]
        if dice.chance(0.25):
            flag = [(tip[0] + dice.between(0, 6), tip[1] - dice.between(3, 9)), *flag]
        strokes = [[*flag, *join, *stem]]
    if dice.chance(0.07):
        strokes[0] += [(foot[0] + dice.between(8, 24), foot[1] - dice.between(0, 10))]
    elif dice.chance(0.34):
        strokes = _on_foot(dice, strokes[0], foot)
    return strokes


def _on_foot(dice: Dice, stem: Points, foot: Point) -> Form:
    """Adds a foot: a line below the stem, from almost none to wider than the digit; in a stroke of its own or not."""
    wide, slope = dice.within((0.4, 12, 30), (0.6, 30, 56)), dice.between(-6, 8)
    left, right = (foot[0] - wide * dice.between(0.6, 1.2), 100 + slope), (foot[0] + wide * dice.between(0.6, 1.2), 100 - slope)
    if dice.chance(0.7):
        return [stem, [left, (foot[0], 100 + dice.within((0.8, -2, 2), (0.2, -8, 8))), right]]
    return [[*stem, stem[-1], *corner(left), right]]


def four(dice: Dice) -> Form:
    """Open, closed or crossed low; with a stem that stands apart, or in one stroke: like lightning, or like a 9 without a bow."""
    bar, left = dice.within((0.7, 50, 64), (0.2, 64, 76), (0.1, 38, 50)), dice.between(4, 20)
    right = dice.within((0.6, 76, 96), (0.25, 62, 76), (0.15, 96, 108))
    slope = dice.within((0.6, -4, 4), (0.4, 0, 16))
    cross = left + (right - left) * dice.within((0.85, 0.5, 0.8), (0.15, 0.8, 1))
    foot = (cross - dice.within((0.6, -3, 6), (0.4, 6, 22)), 100.0)
    kind = dice.pick(0.36, 0.2, 0.12, 0.12, 0.1, 0.1)
    if kind == 5:
        return _narrow_four(dice)
    if kind == 0:
        return _open_four(dice, (left, bar), (right, bar - slope), (cross, foot[0]))
    if kind == 1:
        apex = (cross + dice.between(-14, 6), 0.0)
        side = between(apex, (left, bar), 0.5)
        start = dice.near(apex, 4)
        stem = [apex, foot] if dice.chance(0.7) else [dice.near(between(apex, foot, dice.between(0.1, 0.5)), 3), foot]
        bowed = (side[0] + dice.between(-5, 3), side[1] + dice.between(-3, 3))
        return [[start, bowed, *corner((left, bar)), (right, bar - slope)], stem]
    if kind == 2:
        bar = dice.within((0.65, bar, bar), (0.35, 34, 50))
        apex = (cross + dice.within((0.7, -4, 8), (0.3, -20, -4)), 0.0)
        start = (right, bar + dice.between(-4, 4))
        turn = corner((left, bar)) if dice.chance(0.75) else [(left, bar), (left + 2, bar - 8)]
        return [[start, *turn, *corner(apex), foot]]
    if kind == 3:
        top = (left + dice.between(8, 34), dice.between(0, 8))
        reach = cross + dice.between(0, 18)
        turn = corner((left, bar)) if dice.chance(0.6) else [(left, bar - 6), (left + 9, bar)]
        up = (reach, bar - dice.within((0.5, -2, 8), (0.5, 8, 26)))
        return [[top, between(top, turn[0], 0.5), *turn, *corner(up), (foot[0], 100.0)]]
    top, peak = (left + dice.between(2, 18), dice.between(0, 14)), (cross + dice.between(4, 20), dice.within((0.6, 0, 14), (0.4, 14, 36)))
    belly = dice.between(42, 58)
    bottom = [(left, belly - 12), (left + dice.between(8, 18), belly), (cross - 4, belly - dice.between(4, 12))]
    return [[top, *bottom, *corner(peak), (foot[0] + dice.between(-2, 10), 100.0)]]


def _narrow_four(dice: Dice) -> Form:
    """A hasty 4: a long stroke that turns to the right far below, and a short stem at its end."""
    left, bar = dice.between(14, 30), dice.between(64, 88)
    right = left + dice.between(14, 44)
    top = (left + dice.between(6, 28), dice.between(0, 6))
    head = (right + dice.between(-6, 16), bar - dice.between(14, 36))
    foot = (right - dice.between(-4, 10), 100.0)
    return [[top, (left + 3, bar * 0.6), (left, bar - 8), (left + 8, bar), (right, bar - dice.between(-2, 8))], [head, foot]]


def _open_four(dice: Dice, left: Point, right: Point, stem: Point) -> Form:
    """An open 4: a stroke down and to the right, and a stem that crosses it; ``stem`` is where the stem is at the bar and at its foot."""
    top = (left[0] + dice.within((0.6, 0, 26), (0.4, 26, 48)), dice.between(0, 8))
    turn = corner(left) if dice.chance(0.6) else [(left[0], left[1] - 9), (left[0] + 8, left[1])]
    rise = dice.within((0.38, 0, 14), (0.25, 14, 34), (0.37, left[1] - 26, left[1] - 6))
    head = (stem[0] + dice.within((0.6, 0, 8), (0.4, 8, 26)), rise)
    across = [*turn, right] if dice.chance(0.8) else [*turn, between(left, right, 0.5), (right[0], right[1] - dice.between(4, 14))]
    return [[top, between(top, left, 0.5), *across], [head, (stem[0], left[1]), (stem[1], 100.0)]]


def seven(dice: Dice) -> Form:
    """A roof, level, sloping or wavy, with or without a serif; a stem, straight, bowed, hooked or looped; with or without a bar."""
    left, right = (dice.between(4, 22), dice.between(0, 14)), (dice.between(76, 94), dice.between(0, 8))
    wave = dice.within((0.6, -2, 2), (0.4, 2, 9))
    roof: Points = [left]
    if dice.chance(0.36):
        serif = (left[0] + dice.between(-6, 8), left[1] + dice.within((0.7, 8, 20), (0.3, 20, 34)))
        roof = [serif, *(corner(left) if dice.chance(0.7) else [left])]
    roof += [(left[0] + 22, left[1] + wave), (right[0] - 22, right[1] + wave * dice.between(-0.6, 1))] if wave > 2 else []
    turn = corner(right) if dice.chance(0.58) else [(right[0] - dice.between(3, 12), right[1]), (right[0], right[1] + dice.between(8, 18))]
    if dice.chance(0.24):
        right = (dice.between(56, 76), dice.between(10, 20))
        start = (left[0] + dice.between(-4, 4), dice.between(10, 24))
        roof, turn = [start, (left[0] + 2, 5), ((left[0] + right[0]) / 2, 0.0)], [right, (right[0] + 2, right[1] + 16)]
    foot = (dice.within((0.6, 34, 54), (0.25, 16, 34), (0.15, 54, 70)), 100.0)
    bow = dice.within((0.5, -3, 3), (0.4, 3, 14), (0.1, -9, -3))
    middle = between(right, foot, dice.between(0.45, 0.6))
    stem: Points = [(middle[0] - bow, middle[1]), foot]
    ending = dice.pick(0.74, 0.08, 0.04, 0.14)
    if ending == 1:
        stem += [(foot[0] + dice.between(10, 30), 100 - dice.between(0, 12))]
    elif ending == 2:
        stem += arc((foot[0] - 2, 88), (10, 11), 180, dice.between(250, 330))
    elif ending == 3:
        stem += [(foot[0] - dice.between(10, 26), 100 - dice.between(0, 10))]
    strokes = [[*roof, *turn, *stem]]
    if dice.chance(0.45):
        place = between(right, foot, dice.within((0.62, 0.4, 0.62), (0.12, 0.25, 0.4), (0.26, 0.62, 0.8)))
        wide, slope = dice.within((0.7, 16, 32), (0.3, 32, 46)), dice.within((0.6, -4, 6), (0.4, 6, 20))
        centre = place[0] - bow + dice.within((0.7, -9, 9), (0.3, 9, 24))
        bar = [(centre - wide, place[1] + slope), (centre + wide, place[1] - slope)]
        if dice.chance(0.2):
            bar = [bar[0], (centre, place[1] + dice.between(-5, 5)), bar[1]]
        if dice.chance(0.2):
            bar = [(bar[0][0] + dice.between(0, 8), bar[0][1] + dice.between(4, 12)), *bar]
        strokes.append(bar)
    return strokes
