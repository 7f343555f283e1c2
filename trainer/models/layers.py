"""The parts that networks are built of: their input, a fast batch norm, and a few blocks of layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf
from keras import layers, ops

Tensor = Any
"""A symbolic Keras tensor; Keras ships no type for it."""

Norm = Callable[..., layers.Layer]
"""Makes a batch norm; takes ``dtype``."""


# The package and the name stand in every model.keras file: with other ones, older files could not be loaded.
@keras.saving.register_keras_serializable(package="inkling", name="FusedBatchNorm")
class FusedBatchNorm(layers.Layer):  # type: ignore[misc]
    """Batch normalisation over ``(batch, height, width, channels)`` by TensorFlow's fused kernel.

    It computes what ``keras.layers.BatchNormalization`` does, which on a CPU runs as a dozen separate kernels: a network with
    this layer trains about twice as fast there. Source: Ioffe and Szegedy, "Batch Normalization", 2015.
    """

    def __init__(self, momentum: float = 0.9, epsilon: float = 1e-3, **options: Any) -> None:
        super().__init__(**options)
        self.momentum = momentum
        self.epsilon = epsilon

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Makes the four vectors, one number per channel, in float32 whatever the layer computes in."""

        def vector(name: str, start: str, trainable: bool) -> Any:
            return self.add_weight(shape=shape[-1:], name=name, initializer=start, trainable=trainable, dtype="float32", autocast=False)

        self.gamma = vector("gamma", "ones", trainable=True)
        self.beta = vector("beta", "zeros", trainable=True)
        self.moving_mean = vector("moving_mean", "zeros", trainable=False)
        self.moving_variance = vector("moving_variance", "ones", trainable=False)

    def call(self, x: Tensor, training: bool = False) -> Tensor:
        """Normalises by the batch's own statistics while training, by their moving averages otherwise."""
        scale, offset = ops.convert_to_tensor(self.gamma), ops.convert_to_tensor(self.beta)
        if not training:
            mean, variance = ops.convert_to_tensor(self.moving_mean), ops.convert_to_tensor(self.moving_variance)
            result = tf.raw_ops.FusedBatchNormV3(
                x=x, scale=scale, offset=offset, mean=mean, variance=variance, epsilon=self.epsilon, is_training=False
            )
            return result.y
        nothing = tf.zeros((0,), tf.float32)
        result = tf.raw_ops.FusedBatchNormV3(
            x=x, scale=scale, offset=offset, mean=nothing, variance=nothing, epsilon=self.epsilon, is_training=True
        )
        for average, batch in ((self.moving_mean, result.batch_mean), (self.moving_variance, result.batch_variance)):
            average.assign(average * self.momentum + batch * (1 - self.momentum))
        return result.y

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """The shape does not change."""
        return shape

    def get_config(self) -> dict[str, Any]:
        """Returns what a ``model.keras`` file needs to build the layer again."""
        return {**super().get_config(), "momentum": self.momentum, "epsilon": self.epsilon}


def grid_input() -> Tensor:
    """The input of every network: ``(batch, 28, 28, 1)`` float32, ink 1 on ground 0."""
    return keras.Input((28, 28, 1), name="grid")


def convolution(x: Tensor, filters: int, norm: Norm = FusedBatchNorm, dtype: str | None = None) -> Tensor:
    """3x3 convolution, batch norm, ReLU: in this order the export folds all three into one kernel."""
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False, dtype=dtype)(x)
    return layers.ReLU(dtype=dtype)(norm(dtype=dtype)(x))


def layout_pooling(x: Tensor) -> Tensor:
    """Pools each channel by learned weights, one a position: ``(batch, height, width, c)`` -> ``(batch, c)``.

    Global average pooling loses where things are. This starts close to an average, and learns which positions matter.
    """
    height, width, channels = x.shape[1:]
    positions = height * width
    near_average = keras.initializers.RandomNormal(mean=1 / positions, stddev=0.3 / positions)
    x = layers.DepthwiseConv2D((height, width), use_bias=False, depthwise_initializer=near_average, dtype="float32")(x)
    return ops.reshape(x, (-1, channels))


def softmax(x: Tensor, answers: int = 10) -> Tensor:
    """The last layer: one probability a digit and, of eleven answers, one of no digit; ``(batch, answers)``."""
    return layers.Dense(answers, activation="softmax", dtype="float32")(x)
