"""Names what a converted network can answer with: ``probabilities``, ``features_1``, ``maps_1`` and so on.

Reads the graph of a TensorFlow.js ``model.json``; ``convert`` writes the result beside it as ``outputs``. The page asks for
outputs by these names and knows no node of the graph, so that another runtime can give them as well.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping
from typing import Any

Shape = tuple[int, ...]
"""Sides of one image's output, without the batch: channels last."""
Node = Mapping[str, Any]
"""A node of the graph as ``model.json`` holds it."""

PRODUCTS = {"MatMul", "_FusedMatMul"}
CONVOLUTIONS = {"Conv2D", "_FusedConv2D"}
DEPTHWISE = {"DepthwiseConv2dNative", "_FusedDepthwiseConv2dNative"}
POOLS = {"MaxPool", "AvgPool"}


def outputs_of(model: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Lists the outputs of a converted network.

    Args:
        model: The content of ``model.json``: a graph that reads one grid, ``(28, 28, 1)``.

    Returns:
        Name -> ``node``, the graph's own name for it, and ``shape``, without the batch. ``probabilities`` comes first;
        ``features_1`` and so on are what the last matrix product of each member reads; ``maps_1`` and so on are the feature
        maps of each convolution, in the order of the graph.
    """
    nodes: list[Node] = model["modelTopology"]["node"]
    probabilities = next(iter(model["signature"]["outputs"].values()))
    weights = {node["name"]: _dimensions(node["attr"]["value"]["tensor"]["tensorShape"]) for node in nodes if node["op"] == "Const"}
    shapes = _shapes(nodes, weights)
    outputs = {"probabilities": _output(probabilities["name"], _dimensions(probabilities["tensorShape"])[1:])}
    for number, product in enumerate(_last_products(nodes), 1):
        read, weight = product["input"][:2]
        outputs[f"features_{number}"] = _output(read, weights[weight][:1])
    for number, node in enumerate((node for node in nodes if node["op"] in CONVOLUTIONS), 1):
        outputs[f"maps_{number}"] = _output(node["name"], shapes[node["name"]])
    return outputs


def _output(node: str, shape: Shape) -> dict[str, Any]:
    return {"node": node.partition(":")[0], "shape": list(shape)}


def _dimensions(shape: Mapping[str, Any]) -> Shape:
    return tuple(int(side["size"]) for side in shape.get("dim", []))


def _last_products(nodes: list[Node]) -> list[Node]:
    """The matrix products that lead to no other: each member of a network has one."""
    products = [node for node in nodes if node["op"] in PRODUCTS]
    return [product for product in products if not any(other is not product and _leads(nodes, product, other) for other in products)]


def _leads(nodes: list[Node], start: Node, end: Node) -> bool:
    """Tells whether a node is computed from another; the graph lists every node after its inputs."""
    reached = {start["name"]}
    for node in nodes:
        if reached & {source.partition(":")[0] for source in node.get("input", [])}:
            reached.add(node["name"])
    return end["name"] in reached


def _shapes(nodes: list[Node], weights: Mapping[str, Shape]) -> dict[str, Shape]:
    """Shapes of all nodes up to the last convolution. What is neither convolution nor pool keeps the shape of its input."""
    shapes: dict[str, Shape] = {}
    for node in nodes:
        inputs = node.get("input", [])
        if node["op"] == "Placeholder":
            shapes[node["name"]] = _dimensions(node["attr"]["shape"]["shape"])[1:]
        elif inputs and inputs[0] in shapes:
            shapes[node["name"]] = _shape_after(node, shapes[inputs[0]], weights)
    return shapes


def _shape_after(node: Node, shape: Shape, weights: Mapping[str, Shape]) -> Shape:
    if len(shape) != 3 or node["op"] not in CONVOLUTIONS | DEPTHWISE | POOLS:
        return shape
    if node["op"] in POOLS:
        window, channels = tuple(_integers(node, "ksize"))[1:3], shape[2]
    else:
        kernel = weights[node["input"][1]]
        window, channels = kernel[:2], kernel[3] if node["op"] in CONVOLUTIONS else kernel[2] * kernel[3]
    strides = _integers(node, "strides")[1:3]
    same = base64.b64decode(node["attr"]["padding"]["s"]) == b"SAME"
    height, width = (
        math.ceil((side if same else side - extent + 1) / stride) for side, extent, stride in zip(shape[:2], window, strides, strict=True)
    )
    return height, width, channels


def _integers(node: Node, name: str) -> list[int]:
    return [int(value) for value in node["attr"][name]["list"]["i"]]
