"""``model.keras`` -> TensorFlow.js graph model, with the proof that it computes the same thing.

Reads a fitted run; writes ``tfjs/model.json`` and its weights. Command: ``python -m export tfjs RUN``.

Keras 3 models do not load in TensorFlow.js, so the way leads through a SavedModel to a graph model. The proof runs all 10,000
test images through the very runtime that the page uses (``site/bin/predict.mjs``, in Node) and compares every probability with
Keras. A model that fails it is thrown away.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import tempfile
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from export.convert.outputs import outputs_of
from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibration_of, load_model
from trainer.models.serving import answers_of
from trainer.reading.rejection import digits_of
from trainer.reading.strokes import strokes_to_grid
from trainer.run import Run, sha256
from trainer.tf_logging import silence

Quantize = Literal["none", "float16", "uint8"]

SITE = Path(__file__).parents[2] / "site"
"""The front end, whose runtime the proof uses."""

TOLERANCE: dict[Quantize, tuple[float, int]] = {"none": (1e-5, 0), "float16": (5e-3, 2), "uint8": (0.25, 20)}
"""Weight type -> largest allowed difference in any probability, most labels that may flip."""


GOLDEN = [
    [{"x": 24, "y": 20}, {"x": 76, "y": 17}, {"x": 62, "y": 48}, {"x": 47, "y": 84}],
    [{"x": 36, "y": 52}, {"x": 74, "y": 50}],
]
"""The drawing that an exported model brings along with its answer: a barred 7."""


@dataclass(frozen=True, slots=True)
class Parity:
    """How TensorFlow.js compares with Keras on the test images."""

    images: int
    """Number of images compared."""
    largest_difference: float
    """Largest absolute difference between two probabilities of the same image and answer."""
    flips: int
    """Images whose likeliest digit differs."""
    keras_accuracy: float
    """Share of images that Keras reads right."""
    tfjs_accuracy: float
    """Share of images that TensorFlow.js reads right."""


def convert(run: Run, data: Mnist, quantize: Quantize = "float16") -> Parity:
    """Converts a fitted run, proves the result and records the step.

    Raises:
        InklingError: The run has no intact fit, the front end is not installed, or the proof fails. The run is as it was then.
    """
    run.entry("fit")
    model = load_model(run)
    grids = to_grids(data.test_images)
    run.path.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=run.path, prefix=".tfjs-") as folder:
        made = Path(folder) / "tfjs"
        write_graph_model(model, made, quantize)
        thresholds = calibration_of(run).thresholds
        known = {"thresholds": asdict(thresholds)} if thresholds else {}
        write_metadata(made / "model.json", {**known, "golden": golden(model, quantize)})
        answers, runtime = run_in_tfjs(made / "model.json", grids)
        parity = compare(answers_of(model, grids), answers, data.test_labels)
        check(parity, quantize)
        shutil.rmtree(run.path / "tfjs", ignore_errors=True)
        made.replace(run.path / "tfjs")
    files = sorted((run.path / "tfjs").iterdir())
    size = sum(file.stat().st_size for file in files)
    run.record("tfjs", files, **{"from": ["fit", "calibrate"]}, quantize=quantize, bytes=size, parity=asdict(parity), runtime=runtime)
    return parity


def write_graph_model(model: Any, folder: Path, quantize: Quantize) -> None:
    """Writes a Keras model ``(n, 28, 28, 1) -> (n, 10 or 11)`` as a TensorFlow.js graph model, batch norms folded."""
    import tensorflow as tf

    # An advertisement that needs IPython as soon as the output is redirected.
    os.environ["TFDF_DISABLE_WELCOME_MESSAGE"] = "1"
    with tempfile.TemporaryDirectory() as saved, contextlib.redirect_stdout(io.StringIO()), silence(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the converter's dependencies deprecate; the versions are pinned
        from tensorflowjs.converters import tf_saved_model_conversion_v2 as converter

        model.export(saved, input_signature=[tf.TensorSpec((None, 28, 28, 1), tf.float32, name="grid")], verbose=False)
        converter.convert_tf_saved_model(saved, str(folder), quantization_dtype_map=None if quantize == "none" else {quantize: "*"})
    unfolded = {node["op"] for node in _nodes(folder / "model.json")} & {"FusedBatchNormV3", "FusedBatchNorm", "Rsqrt"}
    if unfolded:
        raise InklingError(f"The export left {', '.join(sorted(unfolded))} in the graph; put batch norm right after its convolution.")


def golden(model: Any, quantize: Quantize) -> dict[str, Any]:
    """A drawing, what Keras answers to it and how far off an answer may be: whoever loads the model can tell whether it computes what it should."""
    grid = strokes_to_grid(GOLDEN)
    assert grid is not None
    answer = answers_of(model, grid.astype(np.float32).reshape(1, 28, 28, 1))[0]
    return {"strokes": GOLDEN, "answer": [round(float(value), 6) for value in answer], "tolerance": 2 * TOLERANCE[quantize][0]}


def write_metadata(model_json: Path, metadata: dict[str, Any]) -> None:
    """Adds what the page needs beside the graph, under the key that TensorFlow.js keeps for it, and the SHA-256 of the weights."""
    model = json.loads(model_json.read_bytes())
    weights = [path for group in model["weightsManifest"] for path in group["paths"]]
    metadata = {**metadata, "outputs": outputs_of(model), "sha256": {name: sha256(model_json.parent / name) for name in weights}}
    model_json.write_text(json.dumps({**model, "userDefinedMetadata": metadata}, separators=(",", ":")), encoding="utf-8")


def run_in_tfjs(model_json: Path, grids: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], dict[str, Any]]:
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


class ScriptError(Exception):
    """A script that answers grids failed; its last line says why."""


def run_script(script: Path, model: str, grids: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], dict[str, Any]]:
    """Runs grids ``(n, 28, 28, 1)`` through ``node SCRIPT MODEL GRIDS.f32 OUT.f32``.

    Returns:
        The answers, ``(n, 10)`` or ``(n, 11)``, and the line of JSON that the script prints about what ran.

    Raises:
        InklingError: Node or the front end's packages are missing.
        ScriptError: The script failed.
    """
    node = shutil.which("node")
    if node is None:
        raise InklingError("Node.js is missing, and the proof needs it; install Node 20 or later.")
    if not (SITE / "node_modules").is_dir():
        raise InklingError("The front end's packages are missing, and the proof needs them; run 'npm ci' in site/.")
    with tempfile.TemporaryDirectory() as folder:
        sent, received = Path(folder) / "grids.f32", Path(folder) / "answers.f32"
        sent.write_bytes(grids.astype("<f4").tobytes())
        done = subprocess.run([node, str(script), model, str(sent), str(received)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise ScriptError((done.stderr.strip().splitlines() or ["no reason given"])[-1])
        runtime: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return np.fromfile(received, "<f4").reshape(len(grids), -1), runtime


def compare(keras: npt.NDArray[np.float32], tfjs: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8]) -> Parity:
    """Compares two sets of answers, ``(n, 10)`` or ``(n, 11)``, for the same images.

    Raises:
        InklingError: The sets differ in size, or hold numbers that are not finite.
    """
    if keras.shape != tfjs.shape or not np.isfinite(tfjs).all():
        raise InklingError(f"TensorFlow.js answered {tfjs.shape} numbers, some perhaps not finite, where Keras answered {keras.shape}.")
    ours, theirs = digits_of(keras).argmax(axis=1), digits_of(tfjs).argmax(axis=1)
    return Parity(
        images=len(labels),
        largest_difference=float(np.abs(keras.astype(np.float64) - tfjs).max()),
        flips=int((ours != theirs).sum()),
        keras_accuracy=float((ours == labels).mean()),
        tfjs_accuracy=float((theirs == labels).mean()),
    )


def check(parity: Parity, quantize: Quantize) -> None:
    """Raises an InklingError unless the difference is within what the weight type allows."""
    difference, flips = TOLERANCE[quantize]
    if parity.largest_difference > difference or parity.flips > flips:
        raise InklingError(
            f"The export is not faithful: probabilities differ by up to {parity.largest_difference:.2g} (allowed {difference:g}) and "
            f"{parity.flips} of {parity.images} labels flip (allowed {flips}); nothing was kept."
        )


def _nodes(model_json: Path) -> list[dict[str, Any]]:
    """All nodes of a graph model, those inside its functions too."""
    graph = json.loads(model_json.read_bytes())["modelTopology"]
    inside = [node for function in graph.get("library", {}).get("function", []) for node in function.get("nodeDef", [])]
    return [*graph["node"], *inside]
