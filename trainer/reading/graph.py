"""A network in the file that the page reads, computed by NumPy.

Reads ``model.json`` and its weights, a graph model of TensorFlow.js as ``python -m export convert`` writes it. ``operations.py``
computes the nodes. ``docs/project/decisions/wheel.md`` says why no runtime is taken for that.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import InklingError
from .operations import Array, Operation, UnknownOperationError, operation
from .rejection import Answers
from .strokes import GRID

BATCH = 100
"""Grids that are computed at a time: the windows of more do not fit into a processor's cache."""


class UnsupportedError(InklingError):
    """A graph is well-formed, but asks for operations that are not in ``operations.py``."""


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a graph that is computed."""

    name: str
    inputs: tuple[str, ...]
    compute: Operation


def open_graph(file: Path) -> Callable[[npt.NDArray[np.float32]], Answers]:
    """Opens a graph model.

    Args:
        file: Its ``model.json``; the weights lie beside it.

    Returns:
        What answers grids, ``(n, 28, 28)``, with probabilities, ``(n, 10)`` or ``(n, 11)``.

    Raises:
        UnsupportedError: The graph has operations that this package does not compute.
        InklingError: A file is missing or damaged.
    """
    model = _read_model(file)
    weights = _read_weights(model, file)
    try:
        nodes = {node["name"]: node for node in model["modelTopology"]["node"]}
        (grid,), (answer,) = ([_node_of(entry["name"]) for entry in model["signature"][side].values()] for side in ("inputs", "outputs"))
        steps = _steps(nodes, answer, {grid, *weights})
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise InklingError(f"{file} is no graph model of TensorFlow.js; publish the model again.") from None

    def answers(grids: npt.NDArray[np.float32]) -> Answers:
        images = np.ascontiguousarray(grids, np.float32).reshape(-1, GRID, GRID, 1)
        return np.concatenate([compute(images[start : start + BATCH]) for start in range(0, len(images), BATCH)])

    def compute(images: Array) -> Answers:
        values = {**weights, grid: images}
        for step in steps:
            values[step.name] = step.compute(*(values[name] for name in step.inputs))
        return values[answer]

    return answers


def _read_model(file: Path) -> Mapping[str, Any]:
    if not file.is_file():
        raise InklingError(f"{file} is missing; publish the model again.")
    try:
        model = json.loads(file.read_bytes())
    except ValueError:
        model = None
    if not isinstance(model, dict) or model.get("format") != "graph-model":
        raise InklingError(f"{file} is no graph model of TensorFlow.js; publish the model again.")
    return model


def _read_weights(model: Mapping[str, Any], file: Path) -> dict[str, Array]:
    """Returns the weights by the names of their nodes; rounded ones are float32 again."""
    try:
        weights: dict[str, Array] = {}
        for group in model["weightsManifest"]:
            content = b"".join(_read_intact(file.parent / path, model["userDefinedMetadata"]["sha256"][path]) for path in group["paths"])
            start = 0
            for weight in group["weights"]:
                stored = np.dtype(weight.get("quantization", weight)["dtype"]).newbyteorder("<")
                values = np.frombuffer(content, stored, prod(weight["shape"]), start).reshape(weight["shape"])
                weights[weight["name"]] = _exact(values, weight)
                start += values.nbytes
        return weights
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InklingError(f"{file} does not describe its weights; publish the model again.") from None


def _read_intact(file: Path, digest: str) -> bytes:
    if not file.is_file():
        raise InklingError(f"{file} is missing; publish the model again.")
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise InklingError(f"{file} is damaged, or belongs to another model.json; publish the model again.")
    return content


def _exact(values: Array, weight: Mapping[str, Any]) -> Array:
    """Undoes how a weight was stored: in one byte, as steps from the smallest value; in two, as float16."""
    rounding = weight.get("quantization")
    if rounding is None:
        return values.astype(weight["dtype"])
    if "scale" not in rounding:
        return values.astype(np.float32)
    return values.astype(np.float32) * np.float32(rounding["scale"]) + np.float32(rounding["min"])


def _steps(nodes: Mapping[str, Mapping[str, Any]], answer: str, known: set[str]) -> list[Step]:
    """Returns the nodes that lead to an answer, each after its inputs."""
    steps: dict[str, Step] = {}
    unknown: set[str] = set()

    def visit(name: str) -> None:
        if name in known or name in steps:
            return
        node = nodes[name]
        inputs = tuple(_node_of(one) for one in node.get("input", ()) if not one.startswith("^"))
        for one in inputs:
            visit(one)
        try:
            steps[name] = Step(name, inputs, operation(node["op"], _attributes(node)))
        except UnknownOperationError as error:
            unknown.add(str(error))

    visit(answer)
    if unknown:
        raise UnsupportedError(f"This package does not compute {', '.join(sorted(unknown))}; run the model's model.onnx with onnxruntime.")
    return list(steps.values())


def _node_of(tensor: str) -> str:
    """The node that a tensor comes from: ``grid:0`` -> ``grid``."""
    return tensor.split(":")[0]


def _attributes(node: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _attribute(value) for name, value in node.get("attr", {}).items()}


def _attribute(value: Mapping[str, Any]) -> Any:
    """Decodes an attribute as protobuf writes it in JSON: whole numbers are text, text is Base64."""
    ((kind, content),) = value.items()
    if kind == "list":
        ((kind, items),) = content.items() if content else (("", []),)
        return [_attribute({kind: item}) for item in items]
    if kind == "s":
        return base64.b64decode(content).decode("utf-8", "replace")
    return int(content) if kind == "i" else content
