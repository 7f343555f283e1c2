"""Training-time transforms: a batch of digits at a time, inside the input pipeline."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from trainer.recipes import Augment

SIDE = 28
CENTRE = 13.5
"""The fixed point of rotation, scale and shear: the centre of the grid, in pixel indices."""

LATTICE = 6
"""Elastic displacements are drawn on a lattice of 6x6 points over the grid and blended smoothly in between."""

ROWS, COLUMNS = (tf.constant(index.reshape(1, -1), tf.float32) for index in np.indices((SIDE, SIDE)))


def strength(progress: tf.Tensor, settle: float) -> tf.Tensor:
    """Share of the ranges to draw from: 1 for four fifths of the training, then down to ``settle`` over the next 15 %.

    Args:
        progress: Share of the training that is over, 0 to 1.
        settle: What is left at the end.
    """
    return 1 - (1 - settle) * tf.clip_by_value((progress - 0.8) / 0.15, 0.0, 1.0)


def bend(images: tf.Tensor, augment: Augment, seed: tf.Tensor, share: tf.Tensor | float = 1.0) -> tf.Tensor:
    """Bends each digit of a batch by a random affine map and, where the recipe says so, a random elastic one.

    A whole batch in a few kernels: an image at a time is many times slower. Stateless: the same seed, the same digits.

    Args:
        images: ``(batch, 28, 28, 1)`` uint8.
        augment: The ranges to draw from.
        seed: Two integers.
        share: Of the ranges, as ``strength`` says.

    Returns:
        Grids ``(batch, 28, 28, 1)`` float32 in 0..1; what comes in from outside is ground, 0.
    """
    count = tf.shape(images)[0]
    x, y = _affine(tf.random.stateless_uniform((6, count, 1), seed, -1.0, 1.0) * share, augment)
    if augment.elastic:
        # The displacement of a pixel is a weighted mean of its neighbours on the lattice; scaled back to the deviation that was asked for.
        pull = tf.random.stateless_normal((2, count, LATTICE**2), seed + 1, stddev=augment.elastic / np.sqrt((BLEND**2).sum(0).mean()))
        x, y = tf.unstack(tf.stack([x, y]) + tf.matmul(pull * share, tf.constant(BLEND)))
    return _sample(images, x, y)


def _affine(unit: tf.Tensor, augment: Augment) -> tuple[tf.Tensor, tf.Tensor]:
    """Where each pixel of the result comes from: x and y, ``(batch, 784)``; rotation after shear after scale."""
    angle, shear = unit[0] * math.radians(augment.rotate), unit[1] * augment.shear
    width, height = 1 + unit[2] * augment.scale, 1 + unit[3] * augment.scale
    across, down = COLUMNS - CENTRE, ROWS - CENTRE
    x = tf.cos(angle) * width * across + (tf.cos(angle) * shear - tf.sin(angle)) * height * down
    y = tf.sin(angle) * width * across + (tf.sin(angle) * shear + tf.cos(angle)) * height * down
    return x + CENTRE + unit[4] * augment.shift, y + CENTRE + unit[5] * augment.shift


def _sample(images: tf.Tensor, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    """Bilinear samples of each image at x and y, ``(batch, 784)``; ground all around it."""
    side = SIDE + 2  # a frame of ground, so that every pixel has four neighbours
    framed = tf.pad(images[..., 0], [[0, 0], [1, 2], [1, 2]])
    x, y = (tf.clip_by_value(value + 1, 0.0, side - 1.0) for value in (x, y))
    left, top = tf.floor(x), tf.floor(y)
    right, low = x - left, y - top
    # The four neighbours lie side by side, so that one gather fetches them: four gathers take four times as long.
    corners = tf.stack([framed[:, :-1, :-1], framed[:, :-1, 1:], framed[:, 1:, :-1], framed[:, 1:, 1:]], axis=-1)
    places = tf.cast(top * side + left, tf.int32) + tf.range(tf.shape(images)[0])[:, None] * side**2
    neighbours = tf.cast(tf.gather(tf.reshape(corners, (-1, 4)), places), tf.float32)
    weights = tf.stack([(1 - right) * (1 - low), right * (1 - low), (1 - right) * low, right * low], axis=-1)
    return tf.reshape(tf.reduce_sum(neighbours * weights, axis=-1) / 255, (-1, SIDE, SIDE, 1))


def _blend() -> npt.NDArray[np.float32]:
    """Weights of the lattice's points at the grid's pixels, ``(36, 784)``: cubic B-splines, the smoothest way to get from one to the next."""
    distance = np.abs(np.linspace(0.5, LATTICE - 1.5, SIDE) - np.arange(LATTICE)[:, None])
    near, far = 2 / 3 - distance**2 + distance**3 / 2, np.clip(2 - distance, 0, None) ** 3 / 6
    weights = np.where(distance < 1, near, far)
    weights /= weights.sum(axis=0)
    blend: npt.NDArray[np.float32] = np.einsum("ay,bx->abyx", weights, weights).reshape(LATTICE**2, SIDE**2).astype(np.float32)
    return blend


BLEND = _blend()
