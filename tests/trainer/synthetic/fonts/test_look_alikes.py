"""Look-alikes: which characters could be taken for a digit."""

from __future__ import annotations

import numpy as np

from trainer.reading.strokes import Stroke
from trainer.synthetic.fonts.look_alikes import look_like
from trainer.synthetic.templates import parse_template


def drawn(text: str) -> list[Stroke]:
    template = parse_template(text)
    return np.split(template.curves @ template.controls, np.cumsum(template.lengths)[:-1])


SEVEN = drawn("10,5 85,5 85,5 40,100")


def test_only_what_looks_like_a_digit_is_found() -> None:
    hooked = drawn("12,14 12,4 12,4 85,4 85,4 42,100")
    letters = [drawn("0,0 100,100 | 100,0 0,100"), drawn("0,0 0,100 | 0,0 80,0 | 0,48 60,48"), drawn("85,5 10,5 10,5 60,100")]
    assert look_like([SEVEN, hooked, *letters], [SEVEN]).tolist() == [True, True, False, False, False]


def test_size_and_place_do_not_matter_nor_does_a_dot() -> None:
    small = [stroke / 7 + 300 for stroke in SEVEN]
    dotted = [*SEVEN, np.array([[40.0, 104]])]
    assert look_like([small, dotted], [SEVEN]).all()


def test_a_line_through_a_0_tells_it_from_the_0() -> None:
    ring = drawn("50,0 10,50 50,100 90,50 50,0")
    assert look_like([ring, [*ring, *drawn("100,0 0,100")]], [ring]).tolist() == [True, False]


def test_without_characters_nothing_is_found() -> None:
    assert look_like([], [SEVEN]).tolist() == []
