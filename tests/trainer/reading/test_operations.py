"""Each operation computes what TensorFlow computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trainer.reading.operations import UnknownOperationError, operation

RNG = np.random.default_rng(1)
IMAGES = RNG.normal(size=(2, 9, 8, 3)).astype(np.float32)
PLAIN = {"data_format": "NHWC", "dilations": [1, 1, 1, 1]}


@pytest.mark.parametrize("padding", ["SAME", "VALID"])
@pytest.mark.parametrize("strides", [[1, 1, 1, 1], [1, 2, 2, 1], [1, 3, 2, 1]])
@pytest.mark.parametrize("size", [(3, 3), (2, 5), (4, 1)])
def test_windows_lie_where_tensorflow_puts_them(padding: str, strides: list[int], size: tuple[int, int]) -> None:
    import tensorflow as tf

    kernel = RNG.normal(size=(*size, 3, 4)).astype(np.float32)
    attributes = {**PLAIN, "padding": padding, "strides": strides}
    bias = RNG.normal(size=4).astype(np.float32)
    found = operation("_FusedConv2D", {**attributes, "fused_ops": ["BiasAdd", "Relu"]})(IMAGES, kernel, bias)
    assert np.allclose(found, tf.nn.relu(tf.nn.conv2d(IMAGES, kernel, strides, padding) + bias), atol=1e-5)
    pooled = operation("MaxPool", {**attributes, "ksize": [1, *size, 1]})(IMAGES)
    assert np.array_equal(pooled, tf.nn.max_pool2d(IMAGES, size, strides[1:3], padding))
    if strides[1] == strides[2]:  # TensorFlow has no other
        found = operation("DepthwiseConv2dNative", attributes)(IMAGES, kernel)
        assert np.allclose(found, tf.nn.depthwise_conv2d(IMAGES, kernel, strides, padding), atol=1e-5)


def test_the_others_compute_what_tensorflow_computes() -> None:
    import tensorflow as tf

    rows = 50 * RNG.normal(size=(4, 6)).astype(np.float32)
    assert np.allclose(operation("Softmax", {})(rows), tf.nn.softmax(rows), atol=1e-6)
    assert np.array_equal(operation("Pack", {"axis": 1})(rows, rows), tf.stack([rows, rows], axis=1))
    for keep in (False, True):
        mean = operation("Mean", {"keep_dims": keep})(IMAGES, np.array([1, 2], np.int32))
        assert np.allclose(mean, tf.reduce_mean(IMAGES, (1, 2), keepdims=keep), atol=1e-6)
    shape = np.array([-1, 24], np.int32)
    assert np.array_equal(operation("Reshape", {})(IMAGES, shape), tf.reshape(IMAGES, shape))
    assert np.array_equal(operation("Identity", {})(IMAGES), tf.identity(IMAGES))
    kernel, bias = RNG.normal(size=(6, 2)).astype(np.float32), np.array([1, -1], np.float32)
    product = tf.matmul(rows, kernel) + bias
    assert np.allclose(operation("_FusedMatMul", {"fused_ops": ["BiasAdd"]})(rows, kernel, bias), product, atol=1e-4)
    fused = operation("_FusedMatMul", {"fused_ops": ["BiasAdd", "Relu"]})
    assert np.allclose(fused(rows, kernel, bias), tf.nn.relu(product), atol=1e-4)


@pytest.mark.parametrize(
    ("name", "attributes", "words"),
    [
        ("Sigmoid", {}, "Sigmoid"),
        ("MaxPool", {"data_format": "NCHW"}, "MaxPool with channels first"),
        ("_FusedConv2D", {"dilations": [1, 2, 2, 1]}, "_FusedConv2D with gaps in its kernel"),
        ("_FusedConv2D", {"padding": "EXPLICIT"}, "_FusedConv2D with padding of its own"),
        ("_FusedConv2D", {"fused_ops": ["BiasAdd", "Elu"]}, "_FusedConv2D with BiasAdd and Elu"),
        ("_FusedMatMul", {"transpose_b": True}, "_FusedMatMul of transposed matrices"),
    ],
)
def test_what_is_not_here_is_named(name: str, attributes: dict[str, Any], words: str) -> None:
    with pytest.raises(UnknownOperationError, match=f"^{words}$"):
        operation(name, attributes)
