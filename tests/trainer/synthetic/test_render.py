"""What the project draws to train on."""

from __future__ import annotations

import dataclasses

import numpy as np

from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import GRID
from trainer.recipes import INKLING, Synthetic
from trainer.synthetic.render import draw_pools
from trainer.training import fit

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


def test_each_epoch_sees_all_of_mnist_and_the_next_sheet() -> None:
    recipe = dataclasses.replace(INKLING, epochs=3, batch=25, augment=None, synthetic=FEW)
    images = np.zeros((60, GRID, GRID), np.uint8)
    pool = [(np.full((40, GRID, GRID), 51 * number, np.uint8), np.full(40, NO_DIGIT, np.uint8)) for number in (1, 2)]
    batches = list(fit.training_batches(recipe, images, np.zeros(60, np.uint8), 0, 0, pool))
    assert len(batches) == 3 * fit.steps_per_epoch(recipe, images) == 12
    for epoch, ink in enumerate((0.2, 0.4, 0.2)):
        grids = np.concatenate([grid for grid, _ in batches[4 * epoch : 4 * epoch + 4]])
        answers = np.concatenate([answer for _, answer in batches[4 * epoch : 4 * epoch + 4]])
        assert answers.shape == (100, 2, 11)
        assert np.allclose(sorted(grids.max(axis=(1, 2, 3))), [0] * 60 + [ink] * 40)
        assert np.array_equal(answers[:, 0].argmax(axis=1) == NO_DIGIT, grids.max(axis=(1, 2, 3)) > 0)
