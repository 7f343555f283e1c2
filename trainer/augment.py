"""Training-time transforms: a batch of digits at a time, inside the input pipeline."""

from __future__ import annotations

import tensorflow as tf

from trainer.recipes import Augment

CENTRE = 13.5
"""The fixed point of rotation, scale and shear: the centre of the grid, in pixel indices."""


def bend(grids: tf.Tensor, augment: Augment, seed: tf.Tensor) -> tf.Tensor:
    """Bends each digit of a batch by a random affine map of its own.

    One kernel for the whole batch: an image at a time is many times slower. Stateless: the same seed, the same digits.

    Args:
        grids: ``(batch, 28, 28, 1)`` float32.
        augment: The ranges to draw from.
        seed: Two integers.

    Returns:
        Grids of the same shape; what comes in from outside is ground, 0.
    """
    size = tf.shape(grids)[0]
    unit = tf.random.stateless_uniform((6, size), seed, -1.0, 1.0)
    angle = unit[0] * (augment.rotate * 3.14159265 / 180)
    shear = unit[1] * augment.shear
    width, height = 1 + unit[2] * augment.scale, 1 + unit[3] * augment.scale
    # The map from output to input: rotation after shear after scale.
    xx, xy = tf.cos(angle) * width, (tf.cos(angle) * shear - tf.sin(angle)) * height
    yx, yy = tf.sin(angle) * width, (tf.sin(angle) * shear + tf.cos(angle)) * height
    x0 = CENTRE + unit[4] * augment.shift - (xx + xy) * CENTRE
    y0 = CENTRE + unit[5] * augment.shift - (yx + yy) * CENTRE
    nothing = tf.zeros_like(angle)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=grids,
        transforms=tf.stack([xx, xy, x0, yx, yy, y0, nothing, nothing], axis=1),
        output_shape=(28, 28),
        fill_value=0.0,
        interpolation="BILINEAR",
        fill_mode="CONSTANT",
    )
