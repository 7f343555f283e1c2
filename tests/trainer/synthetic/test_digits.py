"""Synthetic digits: their letterforms, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from trainer.reading.strokes import draw_ink, fit_into_box
from trainer.synthetic.deform import Draft
from trainer.synthetic.digits import LETTERFORMS, STAIRCASE, draw_digit, habits
from trainer.synthetic.letterforms.parts import Dice, Form, Letterform, arc, cornered
from trainer.synthetic.plain import strokes_of


def forms(letterform: Letterform, count: int = 400) -> list[Form]:
    dice = Dice(np.random.default_rng(0))
    return [letterform(dice) for _ in range(count)]


@pytest.mark.parametrize("digit", range(10))
def test_every_form_is_about_as_large_as_the_square(digit: int) -> None:
    for form in forms(LETTERFORMS[digit]):
        points = np.array([point for stroke in form for point in stroke])
        assert (points > -75).all() and (points < 175).all()
        assert np.ptp(points, axis=0).max() > 40


@pytest.mark.parametrize("digit", range(10))
def test_every_digit_leaves_ink(digit: int) -> None:
    random = np.random.default_rng(digit)
    for _ in range(60):
        ink = draw_ink(fit_into_box(strokes_of([draw_digit(random, digit)]))).sum()
        assert 15 < ink < 300


FORMS: dict[str, tuple[int, Callable[[Form], bool]]] = {
    "0 with a slash or a dot": (0, lambda form: len(form) == 2),
    "0 with two slashes": (0, lambda form: len(form) == 3),
    "0 in one stroke": (0, lambda form: len(form) == 1),
    "1 without a flag": (1, lambda form: len(form) == 1 and len(form[0]) == 3),
    "1 with a foot of its own": (1, lambda form: len(form) == 2),
    "1 with a flag as long as its stem": (1, lambda form: form[0][0][1] > 85),
    "4 in one stroke": (4, lambda form: len(form) == 1),
    "4 in two strokes": (4, lambda form: len(form) == 2),
    "5 with its roof apart": (5, lambda form: len(form) == 2),
    "7 with a bar": (7, lambda form: len(form) == 2),
    "8 as two circles": (8, lambda form: len(form) == 2),
    "9 with a tail of its own": (9, lambda form: len(form) == 2),
}
"""What a form is -> its digit, and how it shows in the strokes."""


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_among_those_that_are_drawn_and_is_not_the_only_one(name: str) -> None:
    digit, shows = FORMS[name]
    found = [shows(form) for form in forms(LETTERFORMS[digit], 1000)]
    assert 0.005 < np.mean(found) < 0.9


def test_habits_add_corners_and_strokes_to_some_forms_and_leave_most_alone() -> None:
    dice = Dice(np.random.default_rng(0))
    form: Form = [[(0.0, 0.0), (30.0, 10.0), (60.0, 40.0), (70.0, 60.0), (40.0, 90.0), (10.0, 100.0)]]
    made = [habits(dice, form) for _ in range(2000)]
    assert 0.85 < np.mean([one == form for one in made]) < 0.97
    assert any(len(one) == 2 for one in made)
    assert any(len(one) == 1 and len(one[0]) == 10 for one in made)


def test_a_stroke_in_straight_lines_has_each_inner_point_twice() -> None:
    assert cornered([(0, 0), (1, 2), (3, 4)]) == [(0, 0), (1, 2), (1, 2), (3, 4)]


def test_an_arc_goes_clockwise_from_the_top() -> None:
    points = np.array(arc((50, 50), (20, 40), 0, 90))
    assert points[0] == pytest.approx((50, 10))
    assert points[-1] == pytest.approx((70, 50))


def test_some_digits_are_reported_on_a_coarse_grid() -> None:
    random = np.random.default_rng(3)
    drafts = [draw_digit(random, 3) for _ in range(800)]
    assert 0.3 * STAIRCASE < np.mean([draft.grain > 0 for draft in drafts]) < 2 * STAIRCASE
    coarse = next(draft for draft in drafts if draft.grain)
    assert _on_grid(coarse)
    coarse.grain = 0.0
    assert not _on_grid(coarse, 5.0)


def _on_grid(draft: Draft, grain: float = 0.0) -> bool:
    points = np.concatenate(strokes_of([draft])) / (draft.grain or grain)
    return bool(np.allclose(points, np.round(points)))


def test_the_same_seed_draws_the_same_digit() -> None:
    one, again, other = (strokes_of([draw_digit(np.random.default_rng(seed), 4)]) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(one, other, strict=False))


def test_dice_pick_as_often_as_the_weights_say() -> None:
    dice = Dice(np.random.default_rng(0))
    counts = np.bincount([dice.pick(1, 3, 6) for _ in range(4000)]) / 4000
    assert counts == pytest.approx([0.1, 0.3, 0.6], abs=0.03)
    assert {round(dice.within((1, 0, 0), (1, 5, 5))) for _ in range(50)} == {0, 5}
