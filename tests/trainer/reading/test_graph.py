"""Graph models in NumPy: they answer as Keras did, and what is wrong with a file is told in one sentence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from trainer.reading.errors import InklingError
from trainer.reading.graph import UnsupportedError, open_graph
from trainer.reading.network import names, open_network

PUBLISHED = ROOT / "docs" / "models" / "linear"
BLANK = np.zeros((1, 28, 28), np.float32)
Json = dict[str, Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of a published graph model, which the test may change."""
    for path in (PUBLISHED / "model.json", *PUBLISHED.glob("group*.bin")):
        shutil.copyfile(path, tmp_path / path.name)
    return tmp_path / "model.json"


def change(file: Path, how: Callable[[Json], object]) -> None:
    """Changes the content of ``model.json``."""
    model = json.loads(file.read_bytes())
    how(model)
    file.write_text(json.dumps(model), encoding="utf-8")


def nodes(model: Json, operation: str) -> list[Json]:
    return [node for node in model["modelTopology"]["node"] if node["op"] == operation]


@pytest.mark.parametrize("name", names())
def test_every_published_model_answers_its_sample(name: str) -> None:
    answers = open_network(name).answers(BLANK)
    assert answers.dtype == np.float32
    assert answers.sum() == pytest.approx(1, abs=1e-5)


def test_operations_that_are_not_here_are_all_named(file: Path) -> None:
    def put_others(model: Json) -> None:
        nodes(model, "Softmax")[0]["op"] = "Sigmoid"
        nodes(model, "_FusedMatMul")[0]["attr"]["fused_ops"] = {"list": {"s": ["RWx1"]}}

    change(file, put_others)
    with pytest.raises(UnsupportedError, match=r"does not compute Sigmoid, _FusedMatMul with Elu; run the model's model\.onnx"):
        open_graph(file)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff", b"{}", b'{"format": "layers-model"}'])
def test_a_file_that_is_no_graph_model_is_named(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    with pytest.raises(InklingError, match=r"model\.json is no graph model of TensorFlow\.js; publish the model again\."):
        open_graph(file)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (lambda model: model.pop("modelTopology"), "is no graph model"),
        (lambda model: model.pop("signature"), "is no graph model"),
        (lambda model: nodes(model, "Softmax")[0].update(input=["nowhere"]), "is no graph model"),
        (lambda model: nodes(model, "Softmax")[0].update(input=[nodes(model, "Identity")[0]["name"]]), "is no graph model"),
        (lambda model: nodes(model, "Softmax")[0].update(attr=[1]), "is no graph model"),
        (lambda model: model.pop("weightsManifest"), "does not describe its weights"),
        (lambda model: model["userDefinedMetadata"].pop("sha256"), "does not describe its weights"),
        (lambda model: model["weightsManifest"][0]["weights"][0].update(shape=[10**6]), "does not describe its weights"),
        (lambda model: model["weightsManifest"][0]["weights"][0].update(dtype="cat", quantization={"dtype": "cat"}), "does not describe"),
    ],
)
def test_a_graph_that_is_incomplete_is_named(how: Callable[[Json], object], words: str, file: Path) -> None:
    change(file, how)
    with pytest.raises(InklingError, match=rf"model\.json {words}"):
        open_graph(file)


def test_files_that_are_missing_or_damaged_are_named(file: Path) -> None:
    (weights,) = file.parent.glob("group*.bin")
    weights.write_bytes(weights.read_bytes()[:-1])
    with pytest.raises(InklingError, match=r"\.bin is damaged, or belongs to another model\.json"):
        open_graph(file)
    weights.unlink()
    with pytest.raises(InklingError, match=r"\.bin is missing"):
        open_graph(file)
    file.unlink()
    with pytest.raises(InklingError, match=r"model\.json is missing"):
        open_graph(file)
