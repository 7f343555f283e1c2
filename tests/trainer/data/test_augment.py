"""Augmentation: each transform goes as far as it says, and no further."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from trainer.data.augment import _bilinear_samples, augment_batch, change_pens, strength_at
from trainer.data.mnist import Mnist, to_grids
from trainer.recipes import Augment

NOTHING = Augment(rotate=0, scale=0, shear=0, shift=0)


def augmented(mnist: Mnist, augment: Augment, seed: int) -> np.ndarray[Any, Any]:
    return np.asarray(augment_batch(tf.constant(mnist.test_images[:50, ..., None]), augment, tf.constant([seed, 7], tf.int64)))


def test_ranges_of_zero_change_nothing(mnist: Mnist) -> None:
    assert np.allclose(augmented(mnist, NOTHING, 1), to_grids(mnist.test_images[:50]), atol=1e-5)


def test_the_same_seed_transforms_the_same_way(mnist: Mnist) -> None:
    assert np.array_equal(augmented(mnist, Augment(), 1), augmented(mnist, Augment(), 1))
    assert not np.array_equal(augmented(mnist, Augment(), 1), augmented(mnist, Augment(), 2))


def test_each_image_is_transformed_in_its_own_way() -> None:
    alike = tf.tile(tf.cast(tf.reshape(tf.range(28), (1, 28, 1, 1)), tf.uint8), (4, 1, 28, 1))
    result = np.asarray(augment_batch(alike, Augment(), tf.constant([0, 0], tf.int64)))
    assert not np.array_equal(result[0], result[1])


def test_a_shift_moves_the_centre_of_mass_no_further_than_it_says(mnist: Mnist) -> None:
    before, after = to_grids(mnist.test_images[:50]), augmented(mnist, Augment(rotate=0, scale=0, shear=0, shift=2), 3)
    columns = np.arange(28).reshape(1, 1, 28, 1)
    centres = [(grids * columns).sum((1, 2, 3)) / grids.sum((1, 2, 3)) for grids in (before, after)]
    assert np.abs(centres[1] - centres[0]).max() < 2.1


def spot(x: int, y: int) -> np.ndarray[Any, Any]:
    """A thousand images with a spot at one place, so that its new position can be measured."""
    images = np.zeros((1000, 28, 28, 1), np.uint8)
    images[:, y - 1 : y + 2, x - 1 : x + 2] = 255
    return images


def places(augment: Augment, x: int, y: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Where the spot goes, relative to the centre of the grid: x and y of a thousand grids."""
    grids = np.asarray(augment_batch(tf.constant(spot(x, y)), augment, tf.constant([0, 0], tf.int64)))[..., 0]
    mass, index = grids.sum((1, 2)), np.arange(28) - 13.5
    return (grids.sum(1) * index).sum(1) / mass, (grids.sum(2) * index).sum(1) / mass


def test_a_rotation_goes_as_far_as_it_says_and_keeps_distances() -> None:
    x, y = places(Augment(rotate=20, scale=0, shear=0, shift=0), 22, 14)
    angles = np.degrees(np.arctan2(y, x)) - np.degrees(np.arctan2(0.5, 8.5))
    assert 19 < np.abs(angles).max() <= 20.5
    assert np.allclose(np.hypot(x, y), np.hypot(8.5, 0.5), atol=0.15)


def test_a_scale_stretches_as_far_as_it_says() -> None:
    x, _ = places(Augment(rotate=0, scale=0.2, shear=0, shift=0), 20, 14)
    assert 6.5 / 1.2 - 0.15 < x.min() < 6.5 / 1.19
    assert 6.5 / 0.81 < x.max() < 6.5 / 0.8 + 0.15


def test_a_shear_goes_as_far_as_it_says() -> None:
    x, y = places(Augment(rotate=0, scale=0, shear=0.3, shift=0), 14, 22)
    assert 0.28 < np.abs(x - 0.5).max() / 8.5 < 0.32
    assert np.allclose(y, 8.5, atol=0.1)


def test_elastic_displacements_are_as_large_as_they_say_and_differ_from_place_to_place() -> None:
    elastic = Augment(rotate=0, scale=0, shear=0, shift=0, elastic=1)
    (x1, y1), (x2, y2) = places(elastic, 8, 8), places(elastic, 20, 20)
    assert np.allclose([values.std() for values in (x1, y1, x2, y2)], 1, atol=0.15)
    assert np.allclose([values.mean() for values in (x1, y1)], -5.5, atol=0.15)
    assert abs(np.corrcoef(x1, x2)[0, 1]) < 0.15
    near, _ = places(elastic, 9, 8)
    assert np.corrcoef(x1, near)[0, 1] > 0.8


def test_outside_the_image_is_background() -> None:
    full = tf.fill((50, 28, 28, 1), tf.constant(255, tf.uint8))
    result = np.asarray(augment_batch(full, Augment(rotate=0, scale=0, shear=0, shift=60), tf.constant([0, 0], tf.int64)))
    ink = result.mean((1, 2, 3))
    assert (ink == 0).sum() > 10
    assert ((ink > 0) & (ink < 1)).sum() > 3
    assert np.isclose(result.max(), 1)


def test_the_ranges_shrink_at_the_end_of_the_training() -> None:
    progress = tf.constant([0.0, 0.6, 0.675, 0.75, 1.0])
    assert np.allclose(strength_at(progress, Augment(final_strength=0.3)), [1, 1, 0.65, 0.3, 0.3])
    assert np.allclose(strength_at(progress, Augment(final_strength=0.3, fade_start=0.75, fade_end=1.0)), [1, 1, 1, 1, 0.3])
    assert np.allclose(strength_at(progress, Augment(final_strength=1.0)), 1)


def test_a_strength_of_0_changes_nothing(mnist: Mnist) -> None:
    still = augment_batch(tf.constant(mnist.test_images[:50, ..., None]), Augment(elastic=2), tf.constant([1, 7], tf.int64), 0.0)
    assert np.allclose(still, to_grids(mnist.test_images[:50]), atol=1e-5)


def test_a_sample_is_the_weighted_mean_of_its_four_neighbours_to_the_bit() -> None:
    """Fits that were published depend on every bit, so also on the order in which the neighbours are added."""
    random = np.random.default_rng(0)
    images = random.integers(0, 256, (5, 28, 28, 1), np.uint8)
    x, y = random.uniform(-3, 31, (2, 5, 784)).astype(np.float32)
    framed = np.pad(images[..., 0], [(0, 0), (1, 2), (1, 2)]).astype(np.float32)
    across, down = (np.clip(value + np.float32(1), np.float32(0), np.float32(29)) for value in (x, y))
    left, top = np.floor(across), np.floor(down)
    right, low, one = across - left, down - top, np.float32(1)
    index, column, row = np.arange(5)[:, None], left.astype(int), top.astype(int)
    mixed = framed[index, row, column] * ((one - right) * (one - low))
    mixed = mixed + framed[index, row, column + 1] * (right * (one - low))
    mixed = mixed + framed[index, row + 1, column] * ((one - right) * low)
    mixed = mixed + framed[index, row + 1, column + 1] * (right * low)
    samples = np.asarray(_bilinear_samples(tf.constant(images), tf.constant(x), tf.constant(y)))
    assert np.array_equal(samples.reshape(5, 784), mixed / np.float32(255))


def other_pens(grids: np.ndarray[Any, Any], strength: float = 1.0) -> np.ndarray[Any, Any]:
    return np.asarray(change_pens(tf.constant(grids), 0.5, tf.constant([0, 7], tf.int64), strength))


def test_the_end_of_a_batch_gets_thicker_strokes_and_thinner_ones_and_the_rest_none() -> None:
    grids = np.zeros((80, 28, 28, 1), np.float32)
    grids[:, 6:22, 12:15] = 1
    ink = other_pens(grids).sum(axis=(1, 2, 3)) / grids[0].sum()
    assert np.array_equal(other_pens(grids)[:40], grids[:40])
    assert (ink[40:60] > 1).all()
    assert (ink[60:] < 1).all()
    assert ink[60:].min() > 0.3, "something of the stroke is left"
    assert len(set(ink[40:].round(4))) > 30, "each pen is another one"
    assert np.array_equal(other_pens(grids, strength=0.0), grids)
