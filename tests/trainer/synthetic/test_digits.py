"""Digits as hands draw them."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.reading.strokes import draw_ink, fit_into_box
from trainer.synthetic.digits import STYLES, Hand, copybook, deform, draw, smooth

STILL = Hand(haste=0, proportion=0, slip=0, lean=0, turn=0, stretch=0, wave=0, misjoin=0, overshoot=0)


def test_there_are_styles_for_all_ten_digits() -> None:
    assert sorted(STYLES) == list(range(10))
    assert all(len(set(styles)) == len(styles) >= 5 for styles in STYLES.values())


@pytest.mark.parametrize("digit", range(10))
def test_every_style_leaves_ink(digit: int) -> None:
    random = np.random.default_rng(digit)
    for style in STYLES[digit]:
        strokes = deform(random, copybook(style), Hand())
        assert len(strokes) == style.count("|") + 1
        assert 15 < draw_ink(fit_into_box(strokes)).sum() < 250


def test_the_same_seed_draws_the_same_digit() -> None:
    one, again, other = (draw(np.random.default_rng(seed), 4) for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(one, other, strict=False))


def test_a_point_that_stands_twice_is_a_corner_and_a_bar_lifts_the_pen() -> None:
    ((first, second), (third,)) = copybook("0,0 9,0 9,0 5,9 | 1,2 3,4")
    assert first.tolist() == [[0, 0], [9, 0]]
    assert second.tolist() == [[9, 0], [5, 9]]
    assert third.tolist() == [[1, 2], [3, 4]]


def test_a_curve_goes_through_its_points_and_a_line_stays_one() -> None:
    points = np.array([[0.0, 0], [10, 5], [20, -5]])
    curve = smooth(points)
    assert all((np.abs(curve - point).max(axis=1) < 1e-9).any() for point in points)
    assert np.allclose(smooth(np.array([[0.0, 0], [8, 4]]))[:, 1], smooth(np.array([[0.0, 0], [8, 4]]))[:, 0] / 2)


def test_a_hand_that_never_slips_draws_the_copybook() -> None:
    (seven,) = deform(np.random.default_rng(0), copybook("10,10 80,10 80,10 40,90"), STILL)
    # Upright but for the usual lean, and narrower than the copybook's sheet, as people write.
    assert np.allclose((seven[0, 1], seven[-1, 1]), (10, 90), atol=0.01)
    assert 45 < np.ptp(seven[:, 0]) < 80
