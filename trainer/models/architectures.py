"""The networks: one function per architecture -> an uncompiled ``keras.Model``.

Every network reads ``(batch, 28, 28, 1)`` float32 with ink 1 on ground 0, and answers ``(batch, 10)`` float32, one number
per digit: softmax probabilities, or sigmoids where the origin has them. A network that was shown what is no digit answers ``(batch, 11)``,
the eleventh the probability of that. A network of several members answers ``(batch, members, 10 or 11)``, so that each is trained on its own
answer. ``serving_model`` makes ``(batch, 10 or 11)`` probabilities of all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf
from keras import layers, ops

Tensor = Any
"""A symbolic Keras tensor; Keras ships no type for it."""


@keras.saving.register_keras_serializable(package="inkling")
class FusedBatchNorm(layers.Layer):  # type: ignore[misc]
    """Batch normalisation over ``(batch, height, width, channels)`` by TensorFlow's fused kernel.

    The same mathematics as ``keras.layers.BatchNormalization``, which on a CPU runs as a dozen separate kernels: a network
    with this layer trains about twice as fast there. Source: Ioffe and Szegedy, 2015.
    """

    def __init__(self, momentum: float = 0.9, epsilon: float = 1e-3, **options: Any) -> None:
        super().__init__(**options)
        self.momentum = momentum
        self.epsilon = epsilon

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Makes the four vectors, one number per channel, float32 whatever the layer computes in."""

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
        """What ``model.keras`` needs to build the layer again."""
        return {**super().get_config(), "momentum": self.momentum, "epsilon": self.epsilon}


Norm = Callable[..., layers.Layer]
"""Makes a batch norm; takes ``dtype``."""


def grid_input() -> Tensor:
    """The input of every network: grids of 28x28, one channel."""
    return keras.Input((28, 28, 1), name="grid")


def mlp(widths: tuple[int, ...], head: str, dropout: float = 0.0, name: str = "mlp") -> keras.Model:
    """Fully connected ReLU layers on the 784 pixels, then ten units with the activation ``head``."""
    grid = grid_input()
    # A constant target shape keeps the exported graph free of the Shape and Pack kernels that layers.Flatten needs.
    x = ops.reshape(grid, (-1, 784))
    for width in widths:
        x = layers.Dense(width, activation="relu")(x)
        if dropout:
            x = layers.Dropout(dropout)(x)
    return keras.Model(grid, layers.Dense(10, activation=head, dtype="float32")(x), name=name)


def linear() -> keras.Model:
    """784 -> 10 sigmoid."""
    return mlp((), "sigmoid", name="linear")


def mlp_100() -> keras.Model:
    """784 -> 100 -> 10 sigmoid."""
    return mlp((100,), "sigmoid", name="mlp_100")


def mlp_128_64() -> keras.Model:
    """784 -> 128 -> 64 -> 10 softmax."""
    return mlp((128, 64), "softmax", name="mlp_128_64")


def mlp_128_128_drop25() -> keras.Model:
    """784 -> 128 -> 128 -> 10 softmax, dropout 0.25 after each hidden layer."""
    return mlp((128, 128), "softmax", dropout=0.25, name="mlp_128_128_drop25")


def mlp_128_128_drop05() -> keras.Model:
    """784 -> 128 -> 128 -> 10 softmax, dropout 0.05 after each hidden layer."""
    return mlp((128, 128), "softmax", dropout=0.05, name="mlp_128_128_drop05")


def convnet() -> keras.Model:
    """The classic small Keras convnet. Source: keras.io/examples/vision/mnist_convnet."""
    grid = grid_input()
    x = layers.Conv2D(32, 3, activation="relu")(grid)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Conv2D(64, 3, activation="relu")(x)
    x = layers.MaxPooling2D(2)(x)
    x = layers.Dropout(0.5)(ops.reshape(x, (-1, 5 * 5 * 64)))
    return keras.Model(grid, _softmax(x), name="convnet")


def inkling(norm: Norm = FusedBatchNorm) -> keras.Model:
    """The flagship: two members that look at the grid in different ways, and so err in different places.

    The broad one pools early, is wide, and averages over the grid: what matters is what is there. The fine one is ``inkling_tiny``.
    """
    grid = grid_input()
    x = layers.MaxPooling2D(2)(_convolution(grid, 16, norm))
    x = layers.MaxPooling2D(2)(_convolution(_convolution(x, 32, norm), 48, norm))
    x = _convolution(_convolution(x, 64, norm), 48, norm)
    broad = _softmax(layers.GlobalAveragePooling2D()(x), 11)
    fine = _softmax(_fine(grid, norm), 11)
    return keras.Model(grid, ops.stack([broad, fine], axis=1), name="inkling")


def inkling_tiny() -> keras.Model:
    """The flagship's small sibling: its fine member alone."""
    grid = grid_input()
    return keras.Model(grid, _softmax(_fine(grid, FusedBatchNorm)), name="inkling_tiny")


def _fine(grid: Tensor, norm: Norm) -> Tensor:
    """Two narrow 3x3 convolutions at each of 28x28, 14x14 and 7x7, pooled so that the layout is kept: ``(batch, 16)``.

    In float32 always: eight channels are too few for the kernels of bfloat16, which take twice as long for them.
    """
    x = _convolution(_convolution(grid, 8, norm, "float32"), 8, norm, "float32")
    x = layers.MaxPooling2D(2, dtype="float32")(x)
    x = _convolution(_convolution(x, 16, norm, "float32"), 16, norm, "float32")
    x = layers.MaxPooling2D(2, dtype="float32")(x)
    x = _convolution(_convolution(x, 16, norm, "float32"), 16, norm, "float32")
    return _layout_pooling(x)


def sprint() -> keras.Model:
    """Three 3x3 convolutions, a pooling after two of them, and a head that keeps the layout: good after two epochs."""
    grid = grid_input()
    x = layers.MaxPooling2D(2)(_convolution(grid, 16))
    x = layers.MaxPooling2D(2)(_convolution(x, 32))
    x = _convolution(x, 64)
    return keras.Model(grid, _softmax(_layout_pooling(x)), name="sprint")


def _convolution(x: Tensor, filters: int, norm: Norm = FusedBatchNorm, dtype: str | None = None) -> Tensor:
    """3x3 convolution, batch norm, ReLU: the order that the export folds into one kernel."""
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False, dtype=dtype)(x)
    return layers.ReLU(dtype=dtype)(norm(dtype=dtype)(x))


def _softmax(x: Tensor, answers: int = 10) -> Tensor:
    """One probability a digit and, of eleven answers, one of no digit."""
    return layers.Dense(answers, activation="softmax", dtype="float32")(x)


def _layout_pooling(x: Tensor) -> Tensor:
    """Pools each channel by learned weights, one a place: ``(batch, 7, 7, c)`` -> ``(batch, c)``.

    Global average pooling forgets where things were; this starts as little more than an average and learns what to look at where.
    """
    height, width, channels = x.shape[1:]
    places = height * width
    near_average = keras.initializers.RandomNormal(mean=1 / places, stddev=0.3 / places)
    x = layers.DepthwiseConv2D((height, width), use_bias=False, depthwise_initializer=near_average, dtype="float32")(x)
    return ops.reshape(x, (-1, channels))


def build(architecture: str) -> keras.Model:
    """Builds the network of that name: one of this module's functions.

    Raises:
        AttributeError: No function of this module has that name.
    """
    function: Callable[[], keras.Model] = globals()[architecture]
    return function()


def divide_logits(model: keras.Model, temperature: float) -> None:
    """Divides what goes into each softmax of a network by a temperature, in the weights of the layers that have one."""
    for layer in model.layers:
        if getattr(layer, "activation", None) is keras.activations.softmax:
            layer.set_weights([weights / temperature for weights in layer.get_weights()])


def serving_model(model: keras.Model, temperature: float = 1.0) -> keras.Model:
    """Wraps a trained network so that it answers probabilities: ``(batch, 10)`` or ``(batch, 11)``, each row summing to 1.

    The logits are divided by the temperature, in the network that is given. The answers of several members are averaged, sigmoid
    outputs are divided by their sum, a softmax is returned as it is. Evaluation, prediction and export all use this function, so
    that the browser shows what was measured.
    """
    grid = grid_input()
    if temperature != 1:
        divide_logits(model, temperature)
    if len(model.output.shape) == 3:
        return keras.Model(grid, ops.mean(model(grid), axis=1), name=model.name)
    if model.layers[-1].activation is keras.activations.softmax:
        return model
    sigmoids = model(grid)
    return keras.Model(grid, sigmoids / ops.sum(sigmoids, axis=-1, keepdims=True), name=model.name)
