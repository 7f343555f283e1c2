"""The operations of a graph model in NumPy: what ``model.json`` calls each, and how it is computed.

Images are ``(n, height, width, channels)``, kernels ``(height, width, channels in, channels out)``, both float32. Names and attributes
are TensorFlow's. Only what the converter makes of this project's networks is here; ``graph.py`` names whatever else a graph asks for.
Twin of ``site/src/inference/tfjs/kernels.js``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Array = npt.NDArray[Any]
Attributes = Mapping[str, Any]
"""Name -> value, as ``graph.py`` decodes them."""
Operation = Callable[..., Array]
"""Its inputs, in the order of the graph -> its output."""


class UnknownOperationError(Exception):
    """A graph asks for what is not here; the message names it."""


def operation(name: str, attributes: Attributes) -> Operation:
    """Returns how an operation is computed.

    Raises:
        UnknownOperationError: It is not here, or not with these attributes.
    """
    if name not in OPERATIONS:
        raise UnknownOperationError(name)
    if attributes.get("data_format", "NHWC") != "NHWC":
        raise UnknownOperationError(f"{name} with channels first")
    if any(step != 1 for step in attributes.get("dilations", ())):
        raise UnknownOperationError(f"{name} with gaps in its kernel")
    if attributes.get("padding", "VALID") not in ("VALID", "SAME"):
        raise UnknownOperationError(f"{name} with padding of its own")
    return OPERATIONS[name](attributes)


def _convolution(attributes: Attributes) -> Operation:
    finish = _finish("_FusedConv2D", attributes)

    def convolution(images: Array, kernel: Array, *more: Array) -> Array:
        windows = _windows(images, kernel.shape[:2], attributes).transpose(0, 1, 2, 4, 5, 3)
        # One multiplication of matrices: what BLAS is fast at.
        rows = windows.reshape(-1, kernel.size // kernel.shape[-1])
        return finish((rows @ kernel.reshape(-1, kernel.shape[-1])).reshape(*windows.shape[:3], -1), *more)

    return convolution


def _depthwise(attributes: Attributes) -> Operation:
    def depthwise(images: Array, kernel: Array) -> Array:
        windows = _windows(images, kernel.shape[:2], attributes)
        products: Array = np.einsum("nhwcij,ijcm->nhwcm", windows, kernel, optimize=True)
        return products.reshape(*windows.shape[:3], -1)

    return depthwise


def _max_pool(attributes: Attributes) -> Operation:
    _, *size, _ = attributes["ksize"]

    def max_pool(images: Array) -> Array:
        windows = _windows(images, size, attributes, outside=-np.inf)
        return np.asarray(windows.max(axis=(-2, -1)))

    return max_pool


def _matmul(attributes: Attributes) -> Operation:
    finish = _finish("_FusedMatMul", attributes)
    if attributes.get("transpose_a") or attributes.get("transpose_b"):
        raise UnknownOperationError("_FusedMatMul of transposed matrices")
    return lambda left, right, *more: finish(left @ right, *more)


def _softmax(_: Attributes) -> Operation:
    def softmax(logits: Array) -> Array:
        powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True))

    return softmax


def _mean(attributes: Attributes) -> Operation:
    return lambda values, axes: values.mean(axis=tuple(axes), keepdims=bool(attributes.get("keep_dims")))


def _pack(attributes: Attributes) -> Operation:
    return lambda *values: np.stack(values, axis=attributes["axis"])


def _reshape(_: Attributes) -> Operation:
    return lambda values, shape: values.reshape(tuple(shape))


def _identity(_: Attributes) -> Operation:
    return lambda values: values


OPERATIONS: dict[str, Callable[[Attributes], Operation]] = {
    "_FusedConv2D": _convolution,
    "_FusedMatMul": _matmul,
    "DepthwiseConv2dNative": _depthwise,
    "Identity": _identity,
    "MaxPool": _max_pool,
    "Mean": _mean,
    "Pack": _pack,
    "Reshape": _reshape,
    "Softmax": _softmax,
}
"""TensorFlow's name -> what makes the operation of its attributes."""


def _finish(name: str, attributes: Attributes) -> Operation:
    """What an operation adds to its result: a bias, and ReLU."""
    fused = attributes.get("fused_ops", [])
    if fused not in ([], ["BiasAdd"], ["BiasAdd", "Relu"]):
        raise UnknownOperationError(f"{name} with {' and '.join(fused)}")

    def finish(values: Array, *bias: Array) -> Array:
        for offset in bias:
            values = values + offset
        return np.maximum(values, 0) if "Relu" in fused else values

    return finish


def _windows(images: Array, size: tuple[int, ...] | list[int], attributes: Attributes, outside: float = 0) -> Array:
    """Returns what a kernel of a size sees at each place, ``(n, rows, columns, channels, height, width)``, without copying it."""
    _, *strides, _ = attributes["strides"]
    if attributes["padding"] == "SAME":
        edges = [_edges(*lengths) for lengths in zip(images.shape[1:3], size, strides, strict=True)]
        images = np.pad(images, [(0, 0), *edges, (0, 0)], constant_values=outside)
    windows: Array = sliding_window_view(images, tuple(size), axis=(1, 2))  # type: ignore[call-overload]  # NumPy's types know one axis
    return windows[:, :: strides[0], :: strides[1]]


def _edges(length: int, size: int, stride: int) -> tuple[int, int]:
    """How many values TensorFlow adds before and after, so that there are as many places as strides."""
    missing = max((-(-length // stride) - 1) * stride + size - length, 0)
    return missing // 2, missing - missing // 2
