"""``model.keras`` -> TensorFlow.js graph model, compared with Keras over all test images.

Reads a fitted run; writes ``tfjs/model.json`` and its weights. Command: ``python -m export convert RUN``.

Keras 3 models do not load in TensorFlow.js, so the way leads through a SavedModel to a graph model. All 10,000 test images then run
through the very runtime that the page uses (``site/bin/predict.mjs``, in Node), and through the Python package, which reads the same
files (``trainer/reading/graph.py``). A model that answers otherwise than Keras in either is thrown away.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert.converter import import_converter
from export.convert.outputs import outputs_of
from export.convert.parity import SITE, TOLERANCE, Answers, Parity, Quantize, ScriptError, UnfaithfulError, check, compare, run_script
from export.convert.quantize import IMAGES, round_kernels
from trainer.data.mnist import Grids, Mnist, to_grids
from trainer.data.stroke_files import grids_of, labels_of, read_samples
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibration_of, load_model
from trainer.evaluation.datasets import find, refuse_test_set
from trainer.models.serving import answers_of
from trainer.reading.graph import UnsupportedError, open_graph
from trainer.reading.strokes import strokes_to_grid
from trainer.run import Run, sha256
from trainer.tf_logging import silence

SMALLEST_FIRST: tuple[Quantize, ...] = ("uint8", "float16")
"""How weights are stored, unless someone says so: in one byte, where the answers stay; else in two."""

STORED: dict[Quantize, dict[str, str | bool] | None] = {
    "none": None,
    "float16": {"float16": True},
    "uint8": {"float16": "*BiasAdd*", "uint8": True},
}
"""What the converter is told. Biases are few, and one byte would be too coarse for them."""

GOLDEN = [
    [{"x": 24, "y": 20}, {"x": 76, "y": 17}, {"x": 62, "y": 48}, {"x": 47, "y": 84}],
    [{"x": 36, "y": 52}, {"x": 74, "y": 50}],
]
"""The strokes that an exported model brings along with its answer to them: a barred 7."""


def convert(run: Run, data: Mnist, quantize: Quantize | None = None, drawn: Sequence[Path] = ()) -> Parity:
    """Converts a fitted run, compares the result with Keras and records the step.

    Args:
        run: A run with an intact fit.
        data: MNIST: test images to compare by, and training images for ``quantize.py``.
        quantize: How weights are stored; by default the first of ``SMALLEST_FIRST`` that is faithful.
        drawn: Files of drawn digits that the model reads as well, before and after; no test set.

    Raises:
        InklingError: The run has no intact fit, the front end is not installed, or the answers differ. The run is then as it was.
    """
    run.entry("fit")
    for file in drawn:
        refuse_test_set(file)
    model = load_model(run)
    grids = to_grids(data.test_images)
    exact = answers_of(model, grids)
    *smaller, last = [quantize] if quantize else SMALLEST_FIRST
    for weights in smaller:
        with contextlib.suppress(UnfaithfulError):
            return _convert(run, data, model, grids, exact, weights, drawn)
    return _convert(run, data, model, grids, exact, last, drawn)


def _convert(run: Run, data: Mnist, model: Any, grids: Grids, exact: Answers, quantize: Quantize, drawn: Sequence[Path]) -> Parity:
    with tempfile.TemporaryDirectory(dir=run.path, prefix=".tfjs-") as folder:
        made = Path(folder) / "tfjs"
        write_graph_model(_rounded(run, data) if quantize == "uint8" else model, made, quantize)
        thresholds = calibration_of(run).thresholds
        known = {"thresholds": asdict(thresholds)} if thresholds else {}
        write_metadata(made / "model.json", {**known, "golden": golden(model, quantize)})
        answers, runtime = run_in_tfjs(made / "model.json", grids)
        parity = compare(exact, answers, data.test_labels)
        check(parity, quantize)
        package = _compare_package(exact, made / "model.json", grids, data.test_labels, quantize)
        drawings = [_compare_drawn(file, model, made / "model.json") for file in drawn]
        shutil.rmtree(run.path / "tfjs", ignore_errors=True)
        made.replace(run.path / "tfjs")
    files = sorted((run.path / "tfjs").iterdir())
    facts = {"quantize": quantize, "bytes": sum(file.stat().st_size for file in files), "parity": asdict(parity), "runtime": runtime}
    run.record("tfjs", files, **{"from": ["fit", "calibrate"]}, **facts, package=package, **({"drawings": drawings} if drawings else {}))
    return parity


def _rounded(run: Run, data: Mnist) -> Any:
    """The run's model with weights for one byte each."""
    model = load_model(run)
    round_kernels(model, to_grids(data.train_images[:IMAGES]))
    return model


def _compare_package(exact: Answers, model_json: Path, grids: Grids, labels: npt.NDArray[np.uint8], quantize: Quantize) -> dict[str, Any]:
    """Returns how the Python package answers: its ``parity`` and ``runtime``, or why it cannot read the model, ``unsupported``."""
    try:
        answers = open_graph(model_json)
    except UnsupportedError as error:
        return {"unsupported": str(error)}
    parity = compare(exact, answers(grids), labels)
    check(parity, quantize)
    return {"parity": asdict(parity), "runtime": {"numpy": np.__version__}}


def _compare_drawn(file: Path, model: Any, model_json: Path) -> dict[str, Any]:
    """Returns how many drawn digits of a file are read right, with the trained weights and with the stored ones."""
    samples = read_samples(file)
    labels, grids = labels_of(samples, file), grids_of(samples, file)
    parity = compare(answers_of(model, grids), run_in_tfjs(model_json, grids)[0], labels)
    known = find(file)
    return {"title": known.title, "role": known.role, "sha256": known.sha256, **asdict(parity)}


def write_graph_model(model: Any, folder: Path, quantize: Quantize) -> None:
    """Writes a Keras model ``(n, 28, 28, 1) -> (n, 10 or 11)`` as a TensorFlow.js graph model, batch norms folded.

    Raises:
        InklingError: A batch norm does not follow a convolution, so that it is not folded.
    """
    import tensorflow as tf

    converter = import_converter("converters.tf_saved_model_conversion_v2")
    with tempfile.TemporaryDirectory() as saved, contextlib.redirect_stdout(io.StringIO()), silence(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the converter's dependencies deprecate; the versions are pinned
        model.export(saved, input_signature=[tf.TensorSpec((None, 28, 28, 1), tf.float32, name="grid")], verbose=False)
        converter.convert_tf_saved_model(saved, str(folder), quantization_dtype_map=STORED[quantize])
    unfolded = {node["op"] for node in _nodes(folder / "model.json")} & {"FusedBatchNormV3", "FusedBatchNorm", "Rsqrt"}
    if unfolded:
        raise InklingError(f"The export left {', '.join(sorted(unfolded))} in the graph; put batch norm right after its convolution.")


def golden(model: Any, quantize: Quantize) -> dict[str, Any]:
    """Returns strokes, what Keras answers to them and how far off an answer may be: a check for whoever loads the model."""
    grid = strokes_to_grid(GOLDEN)
    assert grid is not None
    answer = answers_of(model, grid.astype(np.float32).reshape(1, 28, 28, 1))[0]
    return {"strokes": GOLDEN, "answer": [round(float(value), 6) for value in answer], "tolerance": 2 * TOLERANCE[quantize][0]}


def write_metadata(model_json: Path, metadata: dict[str, Any]) -> None:
    """Adds what the page needs beside the graph, under the key that TensorFlow.js keeps for it.

    The names of the outputs and the SHA-256 of the weights come along.
    """
    model = json.loads(model_json.read_bytes())
    weights = [path for group in model["weightsManifest"] for path in group["paths"]]
    metadata = {**metadata, "outputs": outputs_of(model), "sha256": {name: sha256(model_json.parent / name) for name in weights}}
    model_json.write_text(json.dumps({**model, "userDefinedMetadata": metadata}, separators=(",", ":")), encoding="utf-8")


def run_in_tfjs(model_json: Path, grids: npt.NDArray[np.float32]) -> tuple[Answers, dict[str, Any]]:
    """Runs grids ``(n, 28, 28, 1)`` through TensorFlow.js in Node.

    Returns:
        Its answers, ``(n, 10)`` or ``(n, 11)``, and what ran: backend, version, seconds.

    Raises:
        InklingError: Node or the front end's packages are missing, or the model does not run.
    """
    try:
        return run_script(SITE / "bin" / "predict.mjs", str(model_json.resolve()), grids)
    except ScriptError as error:
        raise InklingError(f"TensorFlow.js cannot run the exported model: {error}") from error


def _nodes(model_json: Path) -> list[dict[str, Any]]:
    """All nodes of a graph model, those inside its functions too."""
    graph = json.loads(model_json.read_bytes())["modelTopology"]
    inside = [node for function in graph.get("library", {}).get("function", []) for node in function.get("nodeDef", [])]
    return [*graph["node"], *inside]
