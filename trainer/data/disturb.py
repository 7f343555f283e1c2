"""Disturbances: what a camera, a scanner or a sheet does to a digit. They make a network robust that would read clean grids alone.

None of them is one of the fifteen corruptions of MNIST-C, by which robustness is measured (``trainer/evaluation/corruptions``).
Source of noise as training data: Rusak et al., "A Simple Way to Make Neural Networks Robust Against Diverse Image Corruptions", 2020; of the
patch: Zhong et al., "Random Erasing Data Augmentation", 2020.
"""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from trainer.data.augment import SIDE

HOW_OFTEN = {"blur": 0.4, "contrast": 0.5, "background": 0.4, "patch": 0.4, "negative": 0.15, "noise": 0.6}
"""Share of the disturbed images that get each disturbance; one image may get several."""
BLUR = 1.3
"""Standard deviation of the strongest blur, in pixels."""
CONTRAST = 0.8
"""Share of the contrast that is lost at most."""
NOISE = 0.5
"""Largest standard deviation of the noise on full ink, about, in shares of it. It is Gaussian noise everywhere, and speckle, which is
multiplied by the ink, as much again."""
EACH = 0.7
"""What each of the two kinds of noise is multiplied by, so that both together have this deviation."""
PATCH = (4.0, 12.0)
"""Shortest and longest side of the patch that hides a part of the image, in pixels."""

PIXELS = tf.constant(np.arange(SIDE), tf.float32)


def disturb_batch(grids: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    """Disturbs every grid of a batch. The same seed gives the same grids.

    Args:
        grids: ``(batch, 28, 28, 1)`` float32 in 0..1.
        seed: Two integers.

    Returns:
        Grids of the same shape, in 0..1.
    """
    count = tf.shape(grids)[0]
    unit = tf.random.stateless_uniform((16, count, 1, 1, 1), seed)
    happens = {name: tf.cast(unit[index] < often, tf.float32) for index, (name, often) in enumerate(HOW_OFTEN.items())}
    noise = tf.random.stateless_normal((2, count, SIDE, SIDE, 1), seed + 1)
    grids += happens["blur"] * unit[6] * (_blurred(grids) - grids)
    mean = tf.reduce_mean(grids, axis=(1, 2, 3), keepdims=True)
    grids += happens["contrast"] * CONTRAST * unit[7] * (mean - grids)
    grids += happens["background"] * unit[8] * _slope(unit[9]) * (1 - grids)
    inside = happens["patch"] * _rectangle(unit[10:14])
    grids += inside * (tf.round(unit[14]) - grids)
    grids += happens["negative"] * (1 - 2 * grids)
    grids += happens["noise"] * NOISE * unit[15] * (noise[0] + grids * noise[1]) * EACH
    return tf.clip_by_value(grids, 0.0, 1.0)


def _blurred(grids: tf.Tensor) -> tf.Tensor:
    """Blurs grids as much as is ever done."""
    for kernel in (GAUSS[:, None, None, None], GAUSS[None, :, None, None]):
        grids = tf.nn.conv2d(grids, kernel, 1, "SAME")
    return grids


def _slope(share: tf.Tensor) -> tf.Tensor:
    """Returns a background that rises from 0 on one side to 1 on the other, ``(batch, 28, 28, 1)``; ``share`` turns it."""
    angle = 2 * np.pi * share
    place = PIXELS / (SIDE - 1) - 0.5
    across = tf.cos(angle) * place[None, None, :, None] + tf.sin(angle) * place[None, :, None, None]
    return tf.clip_by_value(across + 0.5, 0.0, 1.0)


def _rectangle(unit: tf.Tensor) -> tf.Tensor:
    """Returns 1 inside of a random rectangle and 0 outside, ``(batch, 28, 28, 1)``; ``unit`` holds four numbers in 0..1 an image."""
    low, high = PATCH
    down, across = (
        tf.cast(tf.abs(PIXELS - SIDE * unit[axis][:, :, 0, 0]) < (low + (high - low) * unit[2 + axis][:, :, 0, 0]) / 2, tf.float32)
        for axis in (0, 1)
    )
    return (down[:, :, None] * across[:, None, :])[..., None]


def _gauss() -> tf.Tensor:
    distance = np.arange(-3, 4)
    weights = np.exp(-(distance**2) / (2 * BLUR**2))
    return tf.constant(weights / weights.sum(), tf.float32)


GAUSS = _gauss()
