"""Training images of one's own drawings: how many there are, and that they vary and stay what they are."""

from __future__ import annotations

import numpy as np

from trainer.data.own import Own
from trainer.recipes import Synthetic
from trainer.synthetic.own_drawings import MOST_REPEATED, repeats, with_own
from trainer.synthetic.pools import draw_pools

SEVEN = (np.array([[0.1, 0.1], [0.8, 0.1], [0.35, 0.9]]),)
OWN = Own((SEVEN,), (7,), np.full((1, 28, 28), 9, np.uint8), (3,))


def test_a_few_drawings_are_repeated_until_they_count_and_many_are_not() -> None:
    assert repeats(OWN, 60_000) == MOST_REPEATED
    assert repeats(Own(image_labels=(1,) * 100), 60_000) == 12
    assert repeats(Own(image_labels=(1,) * 10_000), 60_000) == 1


def test_each_pool_gets_its_own_variations_of_a_drawing_and_copies_of_a_picture() -> None:
    pools = draw_pools(Synthetic(digits=4, negatives=2, pools=2), seed=0)
    joined = with_own(pools, OWN, 5, seed=0)
    for (images, labels), (before, before_labels) in zip(joined, pools, strict=True):
        assert np.array_equal(images[:6], before)
        assert labels.tolist() == [*before_labels, *[7] * 5, *[3] * 5]
        assert len(np.unique(images[6:11], axis=0)) == 5
        assert (images[6:11].reshape(5, -1).max(axis=1) > 100).all()
        assert (images[11:] == 9).all()
    assert not np.array_equal(joined[0][0][6:11], joined[1][0][6:11])
    assert np.array_equal(with_own(pools, OWN, 5, seed=0)[1][0], joined[1][0])


def test_a_recipe_without_synthetic_images_gets_one_pool() -> None:
    ((images, labels),) = with_own([], OWN, 2, seed=0)
    assert images.shape == (4, 28, 28)
    assert labels.tolist() == [7, 7, 3, 3]


def test_a_dot_is_a_drawing_too() -> None:
    ((images, _),) = with_own([], Own(((np.array([[0.5, 0.5]]),),), (1,)), 2, seed=0)
    assert (images.reshape(2, -1).max(axis=1) > 100).all()
