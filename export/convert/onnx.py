"""``model.keras`` -> ONNX, weights in float32. ``formats.py`` compares the result with Keras.

Command: ``python -m export convert RUN --format onnx``.

Keras' own export writes the file, with tf2onnx: it folds batch norms and knows every layer, which a writer of ours would have to learn
one by one. onnxruntime runs it, as the model's users will.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert.parity import Answers
from trainer.tf_logging import silence

BATCH = 500
"""Grids that are computed at a time: a convolution of all 10,000 would want gigabytes."""


def write(model: Any, file: Path) -> None:
    """Writes a Keras model as a file for any number of grids ``(n, 28, 28, 1)`` -> ``(n, 10)`` or ``(n, 11)`` probabilities."""
    import tensorflow as tf

    with silence(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what tf2onnx still calls by its old name; the versions are pinned
        model.export(file, format="onnx", verbose=False, input_signature=[tf.TensorSpec((None, 28, 28, 1), tf.float32, name="grid")])
    _name_output(file)


def _name_output(file: Path) -> None:
    """Calls the output ``probabilities``; tf2onnx gives it the name of a node of TensorFlow's."""
    import onnx

    model = onnx.load(file)
    (output,) = model.graph.output
    for node in model.graph.node:
        node.output[:] = ["probabilities" if name == output.name else name for name in node.output]
    output.name = "probabilities"
    onnx.save(model, file)


def answers(file: Path, grids: npt.NDArray[np.float32]) -> Answers:
    """Runs grids ``(n, 28, 28, 1)`` through onnxruntime -> its answers, ``(n, 10)`` or ``(n, 11)``."""
    from onnxruntime import InferenceSession

    session = InferenceSession(str(file), providers=["CPUExecutionProvider"])
    (grid,) = session.get_inputs()
    return np.concatenate([session.run(None, {grid.name: grids[start : start + BATCH]})[0] for start in range(0, len(grids), BATCH)])
