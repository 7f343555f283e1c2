"""Drawings of what is no digit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from trainer.reading.strokes import draw_ink, fit_into_box
from trainer.synthetic.digits import Path, Random
from trainer.synthetic.negatives import KINDS, LOOKS_LIKE_A_DIGIT, SHAPES, alphabet, draw_nondigit, is_upright_line


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS], ids=lambda kind: kind.__name__)
def test_every_kind_leaves_ink(kind: Callable[[Random], list[Path]]) -> None:
    random = np.random.default_rng(0)
    for _ in range(50):
        strokes = kind(random)
        assert all(path.ndim == 2 and path.shape[1] == 2 and np.isfinite(path).all() for path in strokes)
        assert draw_ink(fit_into_box(strokes)).sum() > 2


def test_the_same_seed_draws_the_same() -> None:
    one, again = (draw_nondigit(np.random.default_rng(7)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))


def test_the_fonts_give_hundreds_of_glyphs_and_no_digits() -> None:
    assert len(alphabet()) > 300
    assert set("0123456789oOlIzZsS") <= LOOKS_LIKE_A_DIGIT


def test_a_line_that_rises_is_nobody_s_non_digit() -> None:
    upright, slanted, level, cross = ([np.array(points, float)] for points in (
        [[0, 0], [1, 50], [0, 100]], [[40, 0], [20, 50], [0, 100]], [[0, 0], [50, 4], [100, 0]], [[0, 0], [90, 90], [90, 0], [0, 90]]
    ))  # fmt: skip
    assert is_upright_line(upright)
    assert is_upright_line(slanted)
    assert not is_upright_line(level)
    assert not is_upright_line(cross)
    assert not is_upright_line([np.zeros((1, 2))])
    random = np.random.default_rng(3)
    assert not any(is_upright_line(draw_nondigit(random)) for _ in range(300))


def test_shapes_are_different_from_each_other() -> None:
    assert len(set(SHAPES)) == len(SHAPES) > 20
