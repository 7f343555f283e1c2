"""Pools of synthetic images: what they hold, and that a seed always gives the same ones."""

from __future__ import annotations

import hashlib

import numpy as np

from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import GRID
from trainer.recipes import Synthetic
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.render import draw_digits, draw_pools, render

FEW = Synthetic(digits=30, negatives=10, pools=2)


def test_pools_hold_what_the_recipe_asks_for() -> None:
    pools = draw_pools(FEW, seed=0)
    assert len(pools) == 2
    for images, labels in pools:
        assert images.shape == (40, GRID, GRID)
        assert images.dtype == np.uint8
        assert (labels == NO_DIGIT).sum() == 10
        assert set(labels[:30]) <= set(range(10))
        assert images.reshape(40, -1).max(axis=1).min() > 100
    assert not np.array_equal(pools[0][0], pools[1][0])


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    one, again, other = (draw_pools(FEW, seed)[0][0] for seed in (5, 5, 6))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_a_wider_pen_leaves_more_ink() -> None:
    random = np.random.default_rng(0)
    strokes = draw_digit(random, 3)
    ink = sorted(int(render(random, strokes, pen=0.5).sum()) for _ in range(20))
    assert ink[-1] > 1.5 * ink[0]


def test_pools_and_digits_are_to_the_byte_what_published_models_were_trained_and_calibrated_on() -> None:
    """A change of these digests changes what every later fit trains on: then published models cannot be made again."""
    pools = hashlib.sha256()
    for images, labels in draw_pools(Synthetic(digits=300, negatives=300, pools=2), seed=0):
        pools.update(images.tobytes())
        pools.update(labels.tobytes())
    assert pools.hexdigest() == "0976b9f6955005084d586dbe2d1eb97fea990cd4e9fe93787e618a52ee878bac"
    digits = hashlib.sha256(draw_digits(200, pen=0.2).tobytes())
    assert digits.hexdigest() == "fe86fda960c81e3084ed679a6e5d8502a57b1a78de35b7dea7b4a6cdd551229f"
