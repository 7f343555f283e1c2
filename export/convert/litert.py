"""``model.keras`` -> LiteRT (TensorFlow Lite), weights in float16. ``formats.py`` compares the result with Keras.

Command: ``python -m export convert RUN --format litert``.

Keras' own export writes the file: it folds batch norms and knows every layer, which a converter of ours would have to learn one by one.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert.parity import Answers
from trainer.tf_logging import silence


def write(model: Any, file: Path) -> None:
    """Writes a Keras model as a file for one grid ``(1, 28, 28, 1)`` at a time -> ``(1, 10)`` or ``(1, 11)`` probabilities."""
    import tensorflow as tf

    with silence():
        model.export(
            file,
            format="litert",
            verbose=False,
            input_signature=[tf.TensorSpec((1, 28, 28, 1), tf.float32, name="grid")],
            optimizations=[tf.lite.Optimize.DEFAULT],
            target_spec={"supported_types": [tf.float16]},
        )


def answers(file: Path, grids: npt.NDArray[np.float32]) -> Answers:
    """Runs grids ``(n, 28, 28, 1)`` through LiteRT -> its answers, ``(n, 10)`` or ``(n, 11)``."""
    import tensorflow as tf

    with silence(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the interpreter moves to a package of its own after TensorFlow 2.19, which is pinned
        interpreter = tf.lite.Interpreter(str(file))
        interpreter.allocate_tensors()
    (grid,), (output,) = interpreter.get_input_details(), interpreter.get_output_details()
    rows = []
    for image in grids:
        interpreter.set_tensor(grid["index"], image[None])
        interpreter.invoke()
        rows.append(interpreter.get_tensor(output["index"])[0])
    return np.array(rows, np.float32)
