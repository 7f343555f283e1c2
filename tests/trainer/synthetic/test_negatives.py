"""Negatives: drawings that are not digits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from trainer.reading.strokes import Stroke, draw_ink, fit_into_box
from trainer.synthetic.characters import STROKES
from trainer.synthetic.deform import Draft, Random
from trainer.synthetic.negatives import KINDS, draw_negative, is_upright_line
from trainer.synthetic.plain import strokes_of
from trainer.synthetic.symbols import LOOKS_LIKE_A_DIGIT, SHAPES, glyphs


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS], ids=lambda kind: kind.__name__)
def test_every_kind_leaves_ink(kind: Callable[[Random], list[Draft]]) -> None:
    random = np.random.default_rng(0)
    for _ in range(50):
        strokes = strokes_of(kind(random))
        assert all(stroke.ndim == 2 and stroke.shape[1] == 2 and np.isfinite(stroke).all() for stroke in strokes)
        assert draw_ink(fit_into_box(strokes)).sum() > 2


@pytest.mark.parametrize("kind", STROKES[:-1], ids=lambda kind: kind.__name__)
def test_every_random_stroke_starts_at_0_and_has_a_length(kind: Callable[[Random], Stroke]) -> None:
    random = np.random.default_rng(0)
    for _ in range(50):
        stroke = kind(random)
        assert np.allclose(stroke[0], 0)
        assert np.hypot(*np.diff(stroke, axis=0).T).sum() > 10


def test_the_same_seed_draws_the_same() -> None:
    one, again = (strokes_of(draw_negative(np.random.default_rng(7))) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, again, strict=True))


def test_the_fonts_give_hundreds_of_glyphs_and_no_digits() -> None:
    assert len(glyphs()) > 300
    assert set("0123456789oOlIzZsS") <= LOOKS_LIKE_A_DIGIT


def test_a_glyph_is_100_on_its_longer_side() -> None:
    for strokes in glyphs():
        points = np.concatenate(strokes)
        assert np.allclose(points.min(axis=0), 0)
        assert points.max() <= 100 + 1e-9


def test_an_upright_line_is_never_a_negative() -> None:
    upright, slanted, level, cross = ([np.array(points, float)] for points in (
        [[0, 0], [1, 50], [0, 100]], [[40, 0], [20, 50], [0, 100]], [[0, 0], [50, 4], [100, 0]], [[0, 0], [90, 90], [90, 0], [0, 90]]
    ))  # fmt: skip
    assert is_upright_line(upright)
    assert is_upright_line(slanted)
    assert not is_upright_line(level)
    assert not is_upright_line(cross)
    assert not is_upright_line([np.zeros((1, 2))])
    random = np.random.default_rng(3)
    assert not any(is_upright_line(strokes_of(draw_negative(random))) for _ in range(300))


def test_shapes_are_different_from_each_other() -> None:
    assert len(set(SHAPES)) == len(SHAPES) > 20
