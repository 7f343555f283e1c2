"""Opening published models: what is wrong with a folder is told in one sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from trainer.reading.errors import InklingError
from trainer.reading.graph import BATCH
from trainer.reading.network import names, open_network

PUBLISHED = ROOT / "docs" / "models" / "inkling"
Config = dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the published flagship, which the test may change."""
    copy = tmp_path / "model"
    copy.mkdir()
    for file in (PUBLISHED / "config.json", PUBLISHED / "model.json", *PUBLISHED.glob("group*.bin")):
        shutil.copyfile(file, copy / file.name)
    return copy


def change(folder: Path, **changed: Any) -> None:
    """Changes ``config.json``; None takes a key out."""
    content = {**json.loads((folder / "config.json").read_text(encoding="utf-8")), **changed}
    (folder / "config.json").write_text(json.dumps({key: value for key, value in content.items() if value is not None}), encoding="utf-8")


def test_a_model_has_the_thresholds_of_its_config(folder: Path) -> None:
    network = open_network(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert network.thresholds is not None
    assert {"digit": network.thresholds.digit, "sure": network.thresholds.sure} == config["thresholds"]
    assert network.name == "inkling"
    change(folder, thresholds=None)
    assert open_network(folder).thresholds is None


def test_many_grids_are_answered_in_batches(folder: Path) -> None:
    answers = open_network(folder).answers(np.zeros((2 * BATCH + 1, 28, 28), np.float32))
    assert answers.shape == (2 * BATCH + 1, 11)
    assert np.allclose(answers[0], answers[-1], atol=1e-6)


def test_the_flagship_has_a_name_that_a_folder_of_the_same_name_does_not_hide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inkling").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "inkling" in names()
    assert open_network("inkling").name == "inkling"
    with pytest.raises(InklingError, match=r"inkling has no config\.json"):
        open_network(Path("inkling"))


def test_a_model_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(InklingError, match=r"There is no model 'nonsense'; name one of .*inkling.*, or a folder"):
        open_network("nonsense")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"layout": 2}, "was written for a later version of this package: pip install --upgrade"),
        ({"preprocessing": {"version": 2}}, "was written for a later version"),
        ({"output": {"labels": ["cat", "dog"]}}, "has neither 10 nor 11 labels"),
        ({"output": None}, "does not describe a model that reads digits"),
        ({"thresholds": {"digit": 0.5}}, "does not describe a model that reads digits"),
        ({"sample": {"strokes": [[{"x": 1, "y": 1}]], "answer": [0.1] * 11, "tolerance": 0.01}}, "does not answer here what it answered"),
        ({"sample": {"strokes": [[{"x": 1, "y": 1}]], "answer": [0.1] * 10, "tolerance": 0.01}}, "does not answer here what it answered"),
        ({"sample": {"strokes": [[{"x": 1, "y": 1}]], "answer": [0.1] * 11}}, "no drawing with its answer"),
        ({"sample": {"strokes": [], "answer": [0.1] * 11, "tolerance": 0.01}}, "no drawing with its answer"),
        ({"sample": {"strokes": 7, "answer": [0.1] * 11, "tolerance": 0.01}}, "no drawing with its answer"),
        ({"sample": [1]}, "no drawing with its answer"),
        ({"sample": [1], "layout": 2}, "was written for a later version"),
    ],
)
def test_a_config_that_cannot_be_used_is_named(changed: Config, words: str, folder: Path) -> None:
    change(folder, **changed)
    with pytest.raises(InklingError, match=words):
        open_network(folder)


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff", b"{}"])
def test_a_file_that_is_no_config_is_named(content: bytes, folder: Path) -> None:
    (folder / "config.json").write_bytes(content)
    with pytest.raises(InklingError, match=r"config\.json does not describe a model that reads digits"):
        open_network(folder)
