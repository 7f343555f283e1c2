"""The export to TensorFlow.js, and that its proof notices what is wrong."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from export.convert import tfjs
from tests.conftest import FLAGSHIP, ROOT
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate
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
    flagship: Path, few: Mnist, tmp_path: Path, quantize: Any, bytes_per_weight: int
) -> None:
    run = Run(Path(shutil.copytree(flagship, tmp_path / "run")))
    parity = tfjs.convert(run, few, quantize)
    assert parity.largest_difference <= tfjs.TOLERANCE[quantize][0]
    assert parity.images == 500
    entry = run.entry("tfjs")
    metadata = read_json(run.path / "tfjs" / "model.json")["userDefinedMetadata"]
    assert metadata["thresholds"] == read_json(run.path / "calibration.json")["thresholds"]
    assert metadata["sha256"] == {name: sha256(run.path / "tfjs" / name) for name in metadata["sha256"]} != {}
    assert sum(metadata["golden"]["answer"]) == pytest.approx(1, abs=1e-4)
    assert entry["parity"] == dataclasses.asdict(parity)
    assert entry["runtime"]["backend"] == "wasm"
    weights = sum(path.stat().st_size for path in (run.path / "tfjs").glob("*.bin"))
    assert weights == pytest.approx(recipes.INKLING.parameters * bytes_per_weight, rel=0.02)


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
    """Adds one half to the weight between the middle pixel and the digit 3."""
    (group,) = read_json(folder / "model.json")["weightsManifest"]
    offset = 0
    for weight in group["weights"]:
        dtype = np.dtype(weight.get("quantization", weight)["dtype"])
        if weight["shape"] == [784, 10]:
            path = folder / group["paths"][0]
            content = bytearray(path.read_bytes())
            kernel = np.frombuffer(content, dtype, 7840, offset)
            kernel[(14 * 28 + 14) * 10 + 3] += 0.5
            path.write_bytes(content)
            return
        offset += dtype.itemsize * int(np.prod(weight["shape"]))
    raise AssertionError("The linear model has lost its kernel.")


@pytest.mark.parametrize("quantize", ["none", "float16"])
def test_the_proof_notices_one_changed_weight(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch, quantize: Any) -> None:
    faithful = tfjs.write_graph_model

    def careless(model: Any, folder: Path, weights: Any) -> None:
        faithful(model, folder, weights)
        change_one_weight(folder)

    monkeypatch.setattr(tfjs, "write_graph_model", careless)
    before = {path: sha256(path) for path in run.path.rglob("*") if path.is_file()}
    with pytest.raises(InklingError, match="The export is not faithful"):
        tfjs.convert(run, few, quantize)
    assert {path: sha256(path) for path in run.path.rglob("*") if path.is_file()} == before


def test_flipped_labels_fail_the_proof() -> None:
    labels = np.zeros(10, np.uint8)
    ours = np.tile(np.array([0.501, 0.499] + [0] * 8, np.float32), (10, 1))
    theirs = ours[:, [1, 0, *range(2, 10)]]
    parity = tfjs.compare(ours, theirs, labels)
    assert (parity.flips, parity.keras_accuracy, parity.tfjs_accuracy) == (10, 1.0, 0.0)
    with pytest.raises(InklingError, match="10 of 10 labels flip"):
        tfjs.check(parity, "float16")


def test_an_answer_that_is_not_a_number_is_no_answer() -> None:
    ours = np.full((2, 10), 0.1, np.float32)
    with pytest.raises(InklingError, match="not finite"):
        tfjs.compare(ours, np.full_like(ours, np.nan), np.zeros(2, np.uint8))


def test_a_run_with_an_altered_model_is_not_exported(run: Run, few: Mnist) -> None:
    with (run.path / "model.keras").open("ab") as file:
        file.write(b"x")
    with pytest.raises(InklingError, match=r"model\.keras is not the file that 'fit' wrote"):
        tfjs.convert(run, few)


def test_without_node_one_sentence_says_what_to_do(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(InklingError, match=r"install Node 20"):
        tfjs.convert(run, few)


def test_without_the_front_end_s_packages_one_sentence_says_what_to_do(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tfjs, "SITE", ROOT / "docs")
    with pytest.raises(InklingError, match="npm ci"):
        tfjs.convert(run, few)
