"""Training-time transforms."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from trainer.augment import bend
from trainer.dataset import Mnist, to_grids
from trainer.recipes import Augment

NOTHING = Augment(rotate=0, scale=0, shear=0, shift=0)


def bent(mnist: Mnist, augment: Augment, seed: int) -> np.ndarray[Any, Any]:
    return np.asarray(bend(tf.constant(to_grids(mnist.test_images[:50])), augment, tf.constant([seed, 7], tf.int64)))


def test_ranges_of_zero_change_nothing(mnist: Mnist) -> None:
    assert np.allclose(bent(mnist, NOTHING, 1), to_grids(mnist.test_images[:50]), atol=1e-5)


def test_the_same_seed_bends_the_same_way(mnist: Mnist) -> None:
    assert np.array_equal(bent(mnist, Augment(), 1), bent(mnist, Augment(), 1))
    assert not np.array_equal(bent(mnist, Augment(), 1), bent(mnist, Augment(), 2))


def test_each_image_is_bent_in_its_own_way() -> None:
    alike = tf.ones((4, 28, 28, 1)) * tf.reshape(tf.range(28.0), (1, 28, 1, 1))
    result = np.asarray(bend(alike, Augment(), tf.constant([0, 0], tf.int64)))
    assert not np.array_equal(result[0], result[1])


def test_a_shift_moves_the_centre_of_mass_no_further_than_it_says(mnist: Mnist) -> None:
    before, after = to_grids(mnist.test_images[:50]), bent(mnist, Augment(rotate=0, scale=0, shear=0, shift=2), 3)
    columns = np.arange(28).reshape(1, 1, 28, 1)
    centres = [(grids * columns).sum((1, 2, 3)) / grids.sum((1, 2, 3)) for grids in (before, after)]
    assert np.abs(centres[1] - centres[0]).max() < 2.1
