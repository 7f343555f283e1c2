"""The input pipeline: images and labels -> batches of grids and targets, shuffled and augmented.

The order of an epoch and its transforms depend on the seed and the epoch alone, so that a resumed fit sees what an uninterrupted
one would have seen. Images stay uint8 in memory until their batch is due.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from trainer.data.augment import augment_batch, change_pens, strength_at
from trainer.data.disturb import disturb_batch
from trainer.data.mnist import Array, Mnist, to_grids
from trainer.recipes import Recipe

Pool = tuple[Array, Array]
"""Synthetic images ``(n, 28, 28)`` and their labels ``(n,)``."""


def images_per_epoch(images: Array, pools: Sequence[Pool] = ()) -> int:
    """Returns the number of training images of an epoch: these of MNIST, and those of one pool."""
    return len(images) + (len(pools[0][1]) if pools else 0)


def steps_per_epoch(recipe: Recipe, images: Array, pools: Sequence[Pool] = ()) -> int:
    """Returns the number of optimiser steps of an epoch over these images; the last batch may be a small one."""
    return math.ceil(images_per_epoch(images, pools) / recipe.batch)


def targets(recipe: Recipe, labels: Array) -> np.ndarray[Any, Any]:
    """Turns labels into what the recipe's loss takes.

    Returns:
        int32 ``(n,)``, or one-hot float32 ``(n, answers)``, or ``(n, members, answers)`` where the network has members.
    """
    if recipe.loss == "sparse_categorical_crossentropy":
        return labels.astype(np.int32)
    one_hot = np.eye(recipe.answers, dtype=np.float32)[labels]
    return np.repeat(one_hot[:, None], recipe.members, axis=1) if recipe.members > 1 else one_hot


def training_batches(recipe: Recipe, images: Array, labels: Array, seed: int, epoch: int, pools: Sequence[Pool] = ()) -> tf.data.Dataset:
    """Makes the batches of all epochs from the given one on.

    Args:
        recipe: Batch size, epochs, loss, transforms.
        images: Of MNIST, ``(n, 28, 28)``.
        labels: ``(n,)``.
        seed: Of the order and the transforms.
        epoch: The first epoch, 0 where the fit is not resumed.
        pools: Synthetic images and one's own, all of the same size; the epochs take them in turn.

    Returns:
        Batches ``(grids (batch, 28, 28, 1) float32, targets)``.
    """
    pixels = tf.constant(np.concatenate([images, *(pool[0] for pool in pools)])[..., None])
    answers = tf.constant(targets(recipe, np.concatenate([labels, *(pool[1] for pool in pools)])))
    steps = steps_per_epoch(recipe, images, pools)

    def batch(indices: tf.Tensor, number: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        return _grids(recipe, tf.gather(pixels, indices), seed, number, steps * recipe.epochs), tf.gather(answers, indices)

    # Batches are numbered from the first epoch on, also in a resumed fit: the number seeds their transforms.
    numbered = tf.data.Dataset.zip(_orders(recipe, len(images), seed, epoch, pools), tf.data.Dataset.counter(epoch * steps))
    return without_autotune(numbered.map(batch, num_parallel_calls=2, deterministic=True).prefetch(4))


def _orders(recipe: Recipe, images: int, seed: int, first: int, pools: Sequence[Pool]) -> tf.data.Dataset:
    """Makes batches of indices: each epoch shuffles all images of MNIST together with the next pool."""
    size = len(pools[0][1]) if pools else 0

    def one_epoch(epoch: tf.Tensor) -> tf.data.Dataset:
        start = tf.cast(epoch % max(len(pools), 1), tf.int32) * size + images
        everything = tf.concat([tf.range(images), tf.range(start, start + size)], axis=0)
        order = tf.random.experimental.stateless_shuffle(everything, seed=tf.stack([tf.cast(seed, tf.int64), epoch]))
        return tf.data.Dataset.from_tensor_slices(order).batch(recipe.batch)

    return tf.data.Dataset.range(first, recipe.epochs).flat_map(one_epoch)


def _grids(recipe: Recipe, images: tf.Tensor, seed: int, number: tf.Tensor, total: int) -> tf.Tensor:
    """Turns images ``(batch, 28, 28, 1)`` uint8 of batch ``number`` out of ``total`` into grids, augmented where the recipe says so."""
    if not recipe.augment:
        return tf.cast(images, tf.float32) / 255
    strength = strength_at(tf.cast(number, tf.float32) / total, recipe.augment)
    seeds = tf.stack([tf.cast(seed, tf.int64), number])
    grids = augment_batch(images, recipe.augment, seeds, strength)
    if recipe.augment.pens:
        grids = change_pens(grids, recipe.augment.pens, seeds + 4, strength)
    if not recipe.augment.disturbed:
        return grids
    # The images come shuffled, so the first ones of a batch are as good as any others; the last ones have another pen.
    some = tf.cast(tf.round(recipe.augment.disturbed * strength * tf.cast(tf.shape(grids)[0], tf.float32)), tf.int32)
    return tf.concat([disturb_batch(grids[:some], seeds + 2), grids[some:]], axis=0)


def validation_batches(recipe: Recipe, data: Mnist) -> tf.data.Dataset | None:
    """Returns the validation images in batches, as the network reads them; None where the recipe trains on them."""
    if not recipe.holdout:
        return None
    images, labels = data.validation_split(recipe.validation)
    return without_autotune(tf.data.Dataset.from_tensor_slices((to_grids(images), targets(recipe, labels))).batch(1000))


def without_autotune(batches: tf.data.Dataset) -> tf.data.Dataset:
    """Turns off tf.data's tuning thread: it is not needed here, and each iterator waits seconds for it when it ends."""
    options = tf.data.Options()
    options.autotune.enabled = False
    return batches.with_options(options)
