"""The networks: one function per architecture -> an uncompiled ``keras.Model``.

Every network reads ``(batch, 28, 28, 1)`` float32 with ink 1 on background 0, and answers ``(batch, 10)`` float32, one number per
digit: softmax probabilities, or sigmoids where the source has them. A network that trains on negatives answers ``(batch, 11)``;
the eleventh number is the probability of "not a digit". A network of several members answers ``(batch, members, 10 or 11)``, so that
each member is trained on its own answer. ``serving.serving_model`` turns all of them into probabilities ``(batch, 10 or 11)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import keras
from keras import layers, ops

from trainer.errors import InklingError
from trainer.models.layers import FusedBatchNorm, Norm, Tensor, convolution, grid_input, layout_pooling, softmax


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
    return keras.Model(grid, softmax(x), name="convnet")


def inkling(norm: Norm = FusedBatchNorm) -> keras.Model:
    """The flagship: two members that look at the grid in different ways, and so make different errors.

    The broad one pools early and has more channels; the fine one is that of ``inkling_tiny`` with more channels at the end.
    """
    grid = grid_input()
    x = layers.MaxPooling2D(2)(convolution(grid, 16, norm))
    x = layers.MaxPooling2D(2)(convolution(convolution(x, 32, norm), 48, norm))
    x = convolution(convolution(x, 48, norm), 48, norm)
    broad = softmax(layout_pooling(x), 11)
    fine = softmax(_fine(grid, norm, (8, 8, 16, 24, 32, 24)), 11)
    return keras.Model(grid, ops.stack([broad, fine], axis=1), name="inkling")


def inkling_tiny() -> keras.Model:
    """The flagship's fine member alone, with fewer channels."""
    grid = grid_input()
    return keras.Model(grid, softmax(_fine(grid, FusedBatchNorm, (8, 8, 16, 16, 16, 15)), 11), name="inkling_tiny")


def _fine(grid: Tensor, norm: Norm, channels: tuple[int, int, int, int, int, int]) -> Tensor:
    """Two narrow convolutions at each of 28x28, 14x14 and 7x7, then pooling that keeps the layout: ``(batch, last channels)``.

    In float32 always: the kernels of bfloat16 take twice as long for so few channels.
    """
    x = grid
    for number, filters in enumerate(channels):
        if number in (2, 4):
            x = layers.MaxPooling2D(2, dtype="float32")(x)
        x = convolution(x, filters, norm, "float32")
    return layout_pooling(x)


def sprint() -> keras.Model:
    """Three convolutions, pooling after two of them, and pooling that keeps the layout: 99 % after two epochs."""
    grid = grid_input()
    x = layers.MaxPooling2D(2)(convolution(grid, 16))
    x = layers.MaxPooling2D(2)(convolution(x, 32))
    x = convolution(x, 64)
    return keras.Model(grid, softmax(layout_pooling(x)), name="sprint")


ARCHITECTURES: Mapping[str, Callable[[], keras.Model]] = {
    "linear": linear,
    "mlp_100": mlp_100,
    "mlp_128_64": mlp_128_64,
    "mlp_128_128_drop25": mlp_128_128_drop25,
    "mlp_128_128_drop05": mlp_128_128_drop05,
    "convnet": convnet,
    "inkling": inkling,
    "inkling_tiny": inkling_tiny,
    "sprint": sprint,
}
"""What a recipe's ``architecture`` may be, and the function that builds it."""


def build(architecture: str) -> keras.Model:
    """Builds the network of that name.

    Raises:
        InklingError: ``ARCHITECTURES`` has no such name.
    """
    if architecture not in ARCHITECTURES:
        raise InklingError(f"There is no architecture '{architecture}'; choose one of: {', '.join(ARCHITECTURES)}.")
    return ARCHITECTURES[architecture]()
