"""Published model -> LiteRT (TensorFlow Lite), for ``make bench-demo``: the same network for another runtime.

Reads ``docs/models/NAME/model.json`` and its weights; writes one file. Command: ``python -m export litert MODEL FILE``.

The published graph is what is converted, not the Keras model: both sides of the benchmark then compute with the very same float16 weights.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from trainer.errors import InklingError
from trainer.run import write_atomically
from trainer.tf_logging import silence


def convert(model_json: Path, file: Path) -> None:
    """Converts a published model to a file for one grid ``(1, 28, 28, 1)`` at a time, weights in float16.

    Raises:
        InklingError: The model is not there, or computes something that this file does not know.
    """
    graph, weights = read(model_json)
    spec = tf.TensorSpec((1, 28, 28, 1), tf.float32, name="grid")
    function = tf.function(lambda grid: compute(graph, weights, grid)).get_concrete_function(spec)
    with silence():
        converter = tf.lite.TFLiteConverter.from_concrete_functions([function])
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
        converted = converter.convert()
    write_atomically(file, converted)


def read(model_json: Path) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
    """Reads a TensorFlow.js graph model: the model.json and each weight by its node's name, float16 as float32."""
    try:
        graph = json.loads(model_json.read_bytes())
        groups = graph["weightsManifest"]
        data = b"".join((model_json.parent / path).read_bytes() for group in groups for path in group["paths"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InklingError(f"There is no whole TensorFlow.js graph model at {model_json}; publish one first.") from error
    weights, start = {}, 0
    for spec in (spec for group in groups for spec in group["weights"]):
        stored = np.dtype(spec.get("quantization", spec)["dtype"]).newbyteorder("<")
        if stored.kind not in "fi" or stored.itemsize < 2:
            raise InklingError(
                f"{model_json} has weights in {stored.name}, which the conversion to LiteRT does not know; publish it in float16."
            )
        count = int(np.prod(spec["shape"]))
        values = np.frombuffer(data, stored, count, start).reshape(spec["shape"])
        weights[spec["name"]] = values.astype(spec["dtype"])
        start += count * stored.itemsize
    return graph, weights


def compute(graph: dict[str, Any], weights: dict[str, npt.NDArray[Any]], grid: Any) -> Any:
    """Runs the graph's nodes, which stand in order, with TensorFlow's own operations.

    Raises:
        InklingError: A node is of a kind that the export does not write today.
    """
    known: dict[str, Any] = dict(weights)
    for node in graph["modelTopology"]["node"]:
        operation, inputs = node["op"], [known[name] for name in node.get("input", [])]
        if operation == "Placeholder":
            known[node["name"]] = grid
        elif operation != "Const":
            if operation not in OPERATIONS:
                raise InklingError(
                    f"The model computes {operation}, which the conversion to LiteRT does not know; add it to export/convert/litert.py."
                )
            known[node["name"]] = OPERATIONS[operation](node["attr"], *inputs)
    (output,) = graph["signature"]["outputs"].values()
    return known[output["name"].partition(":")[0]]


def _text(attribute: dict[str, str]) -> str:
    return base64.b64decode(attribute["s"]).decode()


def _sides(attribute: dict[str, Any]) -> list[int]:
    return [int(side) for side in attribute["list"]["i"]]


def _fused(attributes: dict[str, Any], product: Any, bias: Any) -> Any:
    """What the export fused into a product: a bias, then perhaps a ReLU."""
    names = [base64.b64decode(name).decode() for name in attributes["fused_ops"]["list"]["s"]]
    if names not in (["BiasAdd"], ["BiasAdd", "Relu"]):
        raise InklingError(
            f"The model fuses {' and '.join(names)}, which the conversion to LiteRT does not know; add it to export/convert/litert.py."
        )
    summed = tf.nn.bias_add(product, bias)
    return tf.nn.relu(summed) if "Relu" in names else summed


OPERATIONS: dict[str, Callable[..., Any]] = {
    "_FusedConv2D": lambda a, x, w, b: _fused(a, tf.nn.conv2d(x, w, _sides(a["strides"]), _text(a["padding"])), b),
    "_FusedMatMul": lambda a, x, w, b: _fused(a, tf.matmul(x, w), b),
    "DepthwiseConv2dNative": lambda a, x, w: tf.nn.depthwise_conv2d(x, w, _sides(a["strides"]), _text(a["padding"])),
    "MaxPool": lambda a, x: tf.nn.max_pool2d(x, _sides(a["ksize"]), _sides(a["strides"]), _text(a["padding"])),
    "Mean": lambda a, x, axes: tf.reduce_mean(x, axes.tolist(), keepdims=a["keep_dims"]["b"]),
    "Reshape": lambda a, x, shape: tf.reshape(x, shape),
    "Pack": lambda a, *parts: tf.stack(parts, axis=int(a["axis"]["i"])),
    "Softmax": lambda a, x: tf.nn.softmax(x),
    "Identity": lambda a, x: x,
}
"""What each kind of node computes, from its attributes and inputs: all that exported models hold."""
