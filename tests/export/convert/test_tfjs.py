"""The export to TensorFlow.js, and that its comparison with Keras notices what is wrong."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from export.convert import tfjs
from export.convert.parity import TOLERANCE
from tests.conftest import FLAGSHIP
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation import datasets
from trainer.evaluation.calibration import calibrate
from trainer.reading.graph import open_graph
from trainer.reading.operations import OPERATIONS
from trainer.run import Run, read_json, sha256, to_json
from trainer.training import fit


@pytest.fixture(scope="module")
def flagship(few: Mnist, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The flagship after one short epoch: enough that no weight is zero and every batch norm has seen digits."""
    run = fit.fit(FLAGSHIP, few, tmp_path_factory.mktemp("runs"), say=lambda line: None)
    calibrate(run, few)
    return run.path


@pytest.mark.parametrize(("quantize", "bytes_per_weight"), [("none", 4), ("float16", 2), ("uint8", 1)])
def test_the_browser_s_runtime_answers_as_keras_does(
    flagship: Path, few: Mnist, tmp_path: Path, quantize: Any, bytes_per_weight: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TOLERANCE, "uint8", (TOLERANCE["uint8"][0], 20))  # After one short epoch the network is sure of nothing.
    run = Run(Path(shutil.copytree(flagship, tmp_path / "run")))
    parity = tfjs.convert(run, few, quantize)
    assert parity.largest_difference <= TOLERANCE[quantize][0]
    assert parity.images == 500
    entry = run.entry("tfjs")
    metadata = read_json(run.path / "tfjs" / "model.json")["userDefinedMetadata"]
    assert metadata["thresholds"] == read_json(run.path / "calibration.json")["thresholds"]
    assert metadata["sha256"] == {name: sha256(run.path / "tfjs" / name) for name in metadata["sha256"]} != {}
    assert sum(metadata["golden"]["answer"]) == pytest.approx(1, abs=1e-4)
    assert entry["parity"] == dataclasses.asdict(parity)
    assert entry["runtime"]["backend"] == "wasm"
    weights = sum(path.stat().st_size for path in (run.path / "tfjs").glob("*.bin"))
    assert weights == pytest.approx(recipes.INKLING.parameters * bytes_per_weight, rel=0.03)


def test_the_python_package_answers_as_keras_does(flagship: Path, few: Mnist, tmp_path: Path) -> None:
    run = Run(Path(shutil.copytree(flagship, tmp_path / "run")))
    tfjs.convert(run, few, "float16")
    package = run.entry("tfjs")["package"]
    assert package["parity"]["images"] == 500
    assert package["parity"]["largest_difference"] <= TOLERANCE["float16"][0]
    assert package["runtime"] == {"numpy": np.__version__}


def test_a_package_that_answers_otherwise_is_noticed(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(file: Path) -> Any:
        return lambda grids: np.roll(open_graph(file)(grids), 1, axis=1)

    monkeypatch.setattr(tfjs, "open_graph", careless)
    with pytest.raises(InklingError, match="not faithful"):
        tfjs.convert(run, few, "none")


def test_a_network_that_the_package_cannot_compute_is_published_without_it(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(OPERATIONS, "Softmax")
    tfjs.convert(run, few)
    assert run.entry("tfjs")["package"] == {
        "unsupported": "This package does not compute Softmax; run the model's model.onnx with onnxruntime."
    }


def test_weights_take_one_byte_unless_answers_change(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    tfjs.convert(run, few)
    assert run.entry("tfjs")["quantize"] == "uint8"
    monkeypatch.setitem(TOLERANCE, "uint8", (0.1, -1))
    tfjs.convert(run, few)
    assert run.entry("tfjs")["quantize"] == "float16"
    with pytest.raises(InklingError, match="The export is not faithful"):
        tfjs.convert(run, few, "uint8")
    assert run.entry("tfjs")["quantize"] == "float16"


def test_drawings_are_read_with_both_weights(run: Run, few: Mnist, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(to_json({"corrections": [{"label": 7, "strokes": tfjs.GOLDEN}] * 3}))
    tfjs.convert(run, few, drawn=[file])
    (drawn,) = run.entry("tfjs")["drawings"]
    assert (drawn["title"], drawn["role"], drawn["images"], drawn["flips"]) == ("mine.json", "own", 3, 0)
    assert drawn["exported_accuracy"] == drawn["keras_accuracy"]


def test_a_test_set_chooses_no_weights(run: Run, few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "hidden.json"
    file.write_bytes(to_json({"corrections": [{"label": 7, "strokes": tfjs.GOLDEN}]}))
    monkeypatch.setattr(datasets, "KNOWN", (datasets.DataSet(sha256(file), "test", "Hidden"),))
    with pytest.raises(InklingError, match="is a test set"):
        tfjs.convert(run, few, drawn=[file])
    assert "drawings" not in run.entry("tfjs")


def test_a_run_that_is_not_calibrated_exports_no_thresholds(flagship: Path, few: Mnist, tmp_path: Path) -> None:
    run = Run(Path(shutil.copytree(flagship, tmp_path / "run")))
    manifest = run.manifest
    del manifest["calibrate"]
    run.manifest_path.write_bytes(to_json(manifest))
    tfjs.convert(run, few)
    assert "thresholds" not in read_json(run.path / "tfjs" / "model.json")["userDefinedMetadata"]


def test_every_batch_norm_is_folded(flagship: Path, few: Mnist, tmp_path: Path) -> None:
    run = Run(Path(shutil.copytree(flagship, tmp_path / "run")))
    tfjs.convert(run, few)
    operations = {node["op"] for node in read_json(run.path / "tfjs" / "model.json")["modelTopology"]["node"]}
    assert operations <= {
        "Const",
        "Identity",
        "Placeholder",
        "_FusedConv2D",
        "_FusedMatMul",
        "MaxPool",
        "Mean",
        "Softmax",
        "DepthwiseConv2dNative",
        "Reshape",
        "Pack",
    }


def change_one_weight(folder: Path) -> None:
    """Adds one half, or half of all steps of a byte, to the weight between the middle pixel and the digit 3."""
    (group,) = read_json(folder / "model.json")["weightsManifest"]
    offset = 0
    for weight in group["weights"]:
        dtype = np.dtype(weight.get("quantization", weight)["dtype"])
        if weight["shape"] == [784, 10]:
            path = folder / group["paths"][0]
            content = bytearray(path.read_bytes())
            kernel = np.frombuffer(content, dtype, 7840, offset)
            pixel = (14 * 28 + 14) * 10 + 3
            kernel[pixel] = kernel[pixel] ^ 128 if dtype == np.uint8 else kernel[pixel] + 0.5
            path.write_bytes(content)
            return
        offset += dtype.itemsize * int(np.prod(weight["shape"]))
    raise AssertionError("The linear model has lost its kernel.")


@pytest.mark.parametrize("quantize", ["none", "float16", "uint8"])
def test_one_changed_weight_is_noticed(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch, quantize: Any) -> None:
    faithful = tfjs.write_graph_model

    def careless(model: Any, folder: Path, weights: Any) -> None:
        faithful(model, folder, weights)
        change_one_weight(folder)

    monkeypatch.setattr(tfjs, "write_graph_model", careless)
    before = {path: sha256(path) for path in run.path.rglob("*") if path.is_file()}
    with pytest.raises(InklingError, match="The export is not faithful"):
        tfjs.convert(run, few, quantize)
    assert {path: sha256(path) for path in run.path.rglob("*") if path.is_file()} == before


def test_a_run_with_an_altered_model_is_not_exported(run: Run, few: Mnist) -> None:
    with (run.path / "model.keras").open("ab") as file:
        file.write(b"x")
    with pytest.raises(InklingError, match=r"model\.keras is not the file that 'fit' wrote"):
        tfjs.convert(run, few)
