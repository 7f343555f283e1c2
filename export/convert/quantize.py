"""Prepares a network for weights of one byte: the same answers, from kernels that lose little by 256 steps.

``tfjs.py`` then stores these steps.

Source: Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019. One step serves a whole kernel, so
channels with small weights suffer most. Between two layers with a ReLU between them a channel may be made larger in one and smaller in
the other, which changes no answer: that equalises them. What rounding adds to a channel on average is taken from the bias.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert.converter import import_converter
from export.convert.fold import plain_model, readers_of, unfold

Layer = Any
"""A Keras layer; mypy does not follow Keras."""
Array = npt.NDArray[np.float32]

ROUNDS = 20
"""How often all pairs are equalised; each changes the ones beside it. After about ten nothing moves any more."""
IMAGES = 2_000
"""Training images over which averages are taken: enough, and not all, because each layer is computed twice for them."""


def round_kernels(model: Any, grids: Array) -> None:
    """Rounds the kernels of a serving model, ``(n, 28, 28, 1) -> (n, 10 or 11)``, so that it answers almost as before.

    Args:
        model: Its weights are replaced.
        grids: ``(n, 28, 28, 1)``: some training images, ``IMAGES`` say, over which averages are taken.
    """
    unfold(quantized(plain_model(model), grids), model)


def quantized(plain: Any, grids: Array) -> Any:
    """Returns a model that answers almost as ``plain`` does, and whose kernels have 256 values each at most.

    ``plain`` is of standard layers, batch norms folded, and stays as it is; ``grids`` are as for ``round_kernels``.
    """
    import keras

    exact, rounded = keras.models.clone_model(plain), keras.models.clone_model(plain)
    exact.set_weights(plain.get_weights())
    _equalize(exact)
    rounded.set_weights(exact.get_weights())
    for layer, reference in zip(_weighted(rounded), _weighted(exact), strict=True):
        kernel, *bias = layer.get_weights()
        kernel = _round(kernel)
        layer.set_weights([kernel, *bias])
        if bias:
            drift = _mean_before_activation(rounded, layer, grids) - _mean_before_activation(exact, reference, grids)
            layer.set_weights([kernel, bias[0] - drift])
    return rounded


def _round(kernel: Array) -> Array:
    """Rounds a kernel as the converter of TensorFlow.js does."""
    converter = import_converter("quantization")
    result: Array = converter.dequantize_weights(*converter.quantize_weights(kernel, np.uint8))
    return result


def _weighted(model: Any) -> list[Layer]:
    return [layer for layer in model.layers if layer.get_weights()]


def _mean_before_activation(model: Any, layer: Layer, grids: Array) -> Array:
    """Returns the mean of each channel that a layer computes before its activation function: ``(channels,)``."""
    import keras

    activation, layer.activation = layer.activation, keras.activations.linear
    try:
        until = keras.Model(model.input, layer(layer.input))
        channels = until.predict(grids, batch_size=500, verbose=0)
    finally:
        layer.activation = activation
    mean: Array = channels.mean(axis=tuple(range(channels.ndim - 1)))
    return mean


def _equalize(model: Any) -> None:
    """Gives the two kernels of each pair the same range in every channel, without changing an answer."""
    pairs = list(_pairs(model))
    for _ in range(ROUNDS):
        for first, second in pairs:
            _equalize_pair(first, second)


def _equalize_pair(first: Layer, second: Layer) -> None:
    kernel, *bias = first.get_weights()
    after, *rest = second.get_weights()
    made, read = _range_of_outputs(first, kernel), _range_of_inputs(second, after)
    dead = (made == 0) | (read == 0)
    scale = np.where(dead, 1, np.sqrt(np.where(dead, 1, read) / np.where(dead, 1, made)))
    first.set_weights([kernel * _along_outputs(first, scale), *(one * scale for one in bias)])
    second.set_weights([after / scale[:, None], *rest])


def _pairs(model: Any) -> Iterator[tuple[Layer, Layer]]:
    """Yields layers with weights of which the second alone reads what the first computes, through layers that a factor passes unchanged."""
    for first in _weighted(model):
        layer = first
        while (layer := _only_reader(model, layer)) is not None and not layer.get_weights():
            if not _passes_factors(layer):
                break
        else:
            if layer is not None and _is_linear_or_relu(first):
                yield first, layer


def _only_reader(model: Any, layer: Layer) -> Layer | None:
    readers = readers_of(model, layer.output)
    return readers[0] if len(readers) == 1 else None


def _passes_factors(layer: Layer) -> bool:
    """Tells whether a layer without weights multiplies its channels by a factor where its input is, and leaves them apart."""
    import keras

    kinds = keras.layers
    if isinstance(layer, kinds.Reshape):
        return bool(layer.input.shape[-1] == layer.output.shape[-1])
    return isinstance(layer, (kinds.ReLU, kinds.MaxPooling2D, kinds.AveragePooling2D, kinds.GlobalAveragePooling2D, kinds.Dropout))


def _is_linear_or_relu(layer: Layer) -> bool:
    import keras

    return layer.activation in (keras.activations.linear, keras.activations.relu)


def _is_depthwise(layer: Layer) -> bool:
    import keras

    return isinstance(layer, keras.layers.DepthwiseConv2D)


def _along_outputs(layer: Layer, scale: Array) -> Array:
    return scale[:, None] if _is_depthwise(layer) else scale


def _range_of_outputs(layer: Layer, kernel: Array) -> Array:
    """Largest weight of each channel that a layer computes. A depthwise kernel ``(height, width, channels, 1)`` has them last but one."""
    return _largest(kernel, kernel.ndim - 2 if _is_depthwise(layer) else kernel.ndim - 1)


def _range_of_inputs(layer: Layer, kernel: Array) -> Array:
    """Largest weight of each channel that a layer reads: last but one in the kernel of a convolution and of a dense layer."""
    return _largest(kernel, kernel.ndim - 2)


def _largest(kernel: Array, axis: int) -> Array:
    others = tuple(other for other in range(kernel.ndim) if other != axis)
    largest: Array = np.abs(kernel).max(axis=others)
    return largest
