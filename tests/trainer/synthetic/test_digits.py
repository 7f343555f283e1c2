"""Synthetic digits: their styles, and how they are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.reading.strokes import draw_ink, fit_into_box
from trainer.synthetic.deform import USUAL, deform
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.plain import strokes_of
from trainer.synthetic.styles import STYLES
from trainer.synthetic.templates import parse_template


def test_every_digit_has_styles_and_no_style_twice() -> None:
    assert sorted(STYLES) == list(range(10))
    assert all(len(set(styles)) == len(styles) >= 5 for styles in STYLES.values())
    assert sum(map(len, STYLES.values())) == 132


@pytest.mark.parametrize("digit", range(10))
def test_every_style_leaves_ink(digit: int) -> None:
    random = np.random.default_rng(digit)
    for style in STYLES[digit]:
        strokes = strokes_of([deform(random, parse_template(style), USUAL)])
        assert len(strokes) == style.count("|") + 1
        assert 15 < draw_ink(fit_into_box(strokes)).sum() < 250


def test_the_same_seed_draws_the_same_digit() -> None:
    one, again, other = (strokes_of([draw_digit(np.random.default_rng(seed), 4)]) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(one, other, strict=False))
