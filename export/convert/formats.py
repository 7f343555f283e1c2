"""The formats that a run can be converted to, and the conversion to those that are a single file: Keras, LiteRT and ONNX.

Reads a fitted run; writes ``keras/model.keras``, ``litert/model.tflite`` or ``onnx/model.onnx``; ``tfjs.py`` writes the folder ``tfjs/``.
Command: ``python -m export convert RUN --format FORMAT``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert import keras_file, litert, onnx, tfjs
from export.convert.parity import Answers, Parity, Quantize, check, compare
from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation.calibration import load_model
from trainer.models.serving import answers_of
from trainer.run import Run


@dataclass(frozen=True, slots=True)
class SingleFile:
    """A format whose models are one file."""

    file: str
    """The file's name, in a folder of the run that is named after the format."""
    quantize: Quantize
    """How it stores weights."""
    write: Callable[[Any, Path], None]
    """Writes a Keras model to the file."""
    answers: Callable[[Path, npt.NDArray[np.float32]], Answers]
    """Runs grids ``(n, 28, 28, 1)`` through the file."""
    package: str
    """The package that runs it; the record of the comparison names its version."""


SINGLE_FILES = {
    "keras": SingleFile("model.keras", "none", keras_file.write, keras_file.answers, "keras"),
    "litert": SingleFile("model.tflite", "float16", litert.write, litert.answers, "tensorflow"),
    "onnx": SingleFile("model.onnx", "none", onnx.write, onnx.answers, "onnxruntime"),
}
"""Format -> how it is written and run."""


def convert(run: Run, data: Mnist, form: str = "tfjs", quantize: Quantize | None = None, drawn: Sequence[Path] = ()) -> Parity:
    """Converts a fitted run to ``tfjs``, ``keras``, ``litert`` or ``onnx``, compares the result with Keras and records the step.

    Args:
        run: A run with an intact fit.
        data: MNIST, for its test images.
        form: Name of the format; the step and the folder are called the same.
        quantize: How weights are stored; only TensorFlow.js lets one choose.
        drawn: Files of drawn digits to compare by as well; for TensorFlow.js only.

    Raises:
        InklingError: The run has no intact fit, or the answers differ. The run is then as it was.
    """
    if form == "tfjs":
        return tfjs.convert(run, data, quantize, drawn)
    if quantize:
        raise InklingError(f"--quantize goes with --format tfjs; {form} stores weights in one way.")
    if drawn:
        raise InklingError(f"--strokes goes with --format tfjs; the weights of {form} are not rounded to one byte.")
    return _convert_to_file(run, data, form, SINGLE_FILES[form])


def _convert_to_file(run: Run, data: Mnist, name: str, form: SingleFile) -> Parity:
    model = load_model(run)
    grids = to_grids(data.test_images)
    with tempfile.TemporaryDirectory(dir=run.path, prefix=f".{name}-") as folder:
        made = Path(folder) / form.file
        form.write(model, made)
        parity = compare(answers_of(model, grids), form.answers(made, grids), data.test_labels)
        check(parity, form.quantize)
        (run.path / name).mkdir(exist_ok=True)
        file = made.replace(run.path / name / form.file)
    run.record(
        name,
        [file],
        **{"from": ["fit", "calibrate"]},
        quantize=form.quantize,
        bytes=file.stat().st_size,
        parity=asdict(parity),
        runtime={form.package: version(form.package)},
    )
    return parity
