"""Augmentation: random affine and elastic transforms of a batch of digits, and other pens, inside the input pipeline.

``disturb.py`` adds noise, blur and the like.
"""

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
"""Elastic displacements are random at 6x6 points over the grid, and interpolated smoothly between them."""

ROWS, COLUMNS = (tf.constant(index.reshape(1, -1), tf.float32) for index in np.indices((SIDE, SIDE)))

THICKER = 0.7
"""Largest share of the thicker strokes: of all of them, loops close."""


def strength_at(progress: tf.Tensor, augment: Augment) -> tf.Tensor:
    """Returns the share of all ranges that counts: 1 until ``fade_start``, then linearly down to ``final_strength`` at ``fade_end``.

    Args:
        progress: Share of the training that is over, 0 to 1.
        augment: The ranges, and when they shrink.
    """
    start, end = augment.fade_start, augment.fade_end
    return 1 - (1 - augment.final_strength) * tf.clip_by_value((progress - start) / (end - start), 0.0, 1.0)


def augment_batch(images: tf.Tensor, augment: Augment, seed: tf.Tensor, strength: tf.Tensor | float = 1.0) -> tf.Tensor:
    """Transforms each digit of a batch by a random affine map and, where the recipe says so, a random elastic one.

    The whole batch goes through a few kernels: one image at a time is many times slower. The same seed gives the same digits.
    Source of the elastic map: Simard, Steinkraus, Platt, "Best Practices for Convolutional Neural Networks", 2003.

    Args:
        images: ``(batch, 28, 28, 1)`` uint8.
        augment: The ranges.
        seed: Two integers.
        strength: Share of the ranges that counts, 0 to 1.

    Returns:
        Grids ``(batch, 28, 28, 1)`` float32 in 0..1; outside the image there is background, 0.
    """
    count = tf.shape(images)[0]
    x, y = _affine_sources(tf.random.stateless_uniform((6, count, 1), seed, -1.0, 1.0) * strength, augment)
    if augment.elastic:
        # A pixel's displacement is a weighted mean of lattice points, which varies less than they do: the factor corrects that.
        deviation = augment.elastic / np.sqrt((SPLINE_WEIGHTS**2).sum(0).mean())
        displacements = tf.random.stateless_normal((2, count, LATTICE**2), seed + 1, stddev=deviation)
        x, y = tf.unstack(tf.stack([x, y]) + tf.matmul(displacements * strength, tf.constant(SPLINE_WEIGHTS)))
    return _bilinear_samples(images, x, y)


def change_pens(grids: tf.Tensor, share: float, seed: tf.Tensor, strength: tf.Tensor | float = 1.0) -> tf.Tensor:
    """Makes strokes thicker or thinner at the end of a batch, as other pens would; the grids before them stay as they are.

    Thicker is the maximum of the pixels around each, thinner the minimum of two by two; each grid is mixed with it by a random share.

    Args:
        grids: ``(batch, 28, 28, 1)`` float32. They come shuffled, so the last ones are as good as any others.
        share: Share of the batch that is changed, half of it in each way.
        seed: Two integers.
        strength: Share of the greatest change that counts, 0 to 1.
    """
    count = tf.shape(grids)[0]
    half = tf.cast(tf.round(share / 2 * tf.cast(count, tf.float32)), tf.int32)
    same, thick, thin = tf.split(grids, [count - 2 * half, half, half])
    mix = tf.random.stateless_uniform((2, half, 1, 1, 1), seed) * strength
    thick += THICKER * mix[0] * (tf.nn.max_pool2d(thick, 3, 1, "SAME") - thick)
    thin += mix[1] * (-tf.nn.max_pool2d(-thin, 2, 1, "SAME") - thin)
    return tf.concat([same, thick, thin], axis=0)


def _affine_sources(unit: tf.Tensor, augment: Augment) -> tuple[tf.Tensor, tf.Tensor]:
    """Returns where each pixel of the result comes from: x and y, ``(batch, 784)``. Scale comes first, then shear, then rotation.

    ``unit`` holds six numbers in -1..1 an image, ``(6, batch, 1)``: shares of the ranges.
    """
    angle, shear = unit[0] * math.radians(augment.rotate), unit[1] * augment.shear
    width, height = 1 + unit[2] * augment.scale, 1 + unit[3] * augment.scale
    across, down = COLUMNS - CENTRE, ROWS - CENTRE
    x = tf.cos(angle) * width * across + (tf.cos(angle) * shear - tf.sin(angle)) * height * down
    y = tf.sin(angle) * width * across + (tf.sin(angle) * shear + tf.cos(angle)) * height * down
    return x + CENTRE + unit[4] * augment.shift, y + CENTRE + unit[5] * augment.shift


def _bilinear_samples(images: tf.Tensor, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
    """Samples each image at positions x and y, ``(batch, 784)`` -> grids ``(batch, 28, 28, 1)``; around an image is background."""
    side = SIDE + 2  # a margin of background, so that every pixel has four neighbours
    framed = tf.cast(tf.pad(images[..., 0], [[0, 0], [1, 2], [1, 2]]), tf.int32)
    x, y = (tf.clip_by_value(value + 1, 0.0, side - 1.0) for value in (x, y))
    left, top = tf.floor(x), tf.floor(y)
    right, low = x - left, y - top
    # The four neighbours are the four bytes of one number, so that one gather of plain numbers fetches them, and all that follows works on
    # long rows. Four numbers side by side take twice the time.
    corners = (framed[:, :-1, :-1], framed[:, :-1, 1:], framed[:, 1:, :-1], framed[:, 1:, 1:])
    packed = tf.reshape(tf.add_n([corner * 2 ** (8 * byte) for byte, corner in enumerate(corners)]), [-1])
    positions = tf.cast(top * side + left, tf.int32) + tf.range(tf.shape(images)[0])[:, None] * side**2
    neighbours = tf.gather(packed, positions)
    weights = ((1 - right) * (1 - low), right * (1 - low), (1 - right) * low, right * low)
    mixed = tf.add_n([_byte(neighbours, byte) * weight for byte, weight in enumerate(weights)])
    return tf.reshape(mixed / 255, (-1, SIDE, SIDE, 1))


def _byte(numbers: tf.Tensor, byte: int) -> tf.Tensor:
    """Returns one byte of int32 numbers, as float32."""
    return tf.cast(tf.bitwise.bitwise_and(tf.bitwise.right_shift(numbers, 8 * byte), 255), tf.float32)


def _spline_weights() -> npt.NDArray[np.float32]:
    """Returns the weights of the lattice's points at the grid's pixels, ``(36, 784)``: cubic B-splines."""
    distance = np.abs(np.linspace(0.5, LATTICE - 1.5, SIDE) - np.arange(LATTICE)[:, None])
    near, far = 2 / 3 - distance**2 + distance**3 / 2, np.clip(2 - distance, 0, None) ** 3 / 6
    weights = np.where(distance < 1, near, far)
    weights /= weights.sum(axis=0)
    both_axes = np.einsum("ay,bx->abyx", weights, weights).reshape(LATTICE**2, SIDE**2)
    result: npt.NDArray[np.float32] = both_axes.astype(np.float32)
    return result


SPLINE_WEIGHTS = _spline_weights()
