"""model.keras: Keras alone loads it, and the same model gives the same bytes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from export.convert import keras_file
from trainer.errors import InklingError
from trainer.models.architectures import build
from trainer.models.serving import answers_of, serving_model
from trainer.run import sha256

GRIDS = np.random.default_rng(0).random((3, 28, 28, 1), np.float32)


@pytest.fixture(scope="module")
def model() -> Any:
    """The flagship, untrained."""
    return serving_model(build("inkling"), temperature=0.9)


@pytest.fixture(scope="module")
def written(model: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its file."""
    file = tmp_path_factory.mktemp("keras") / "model.keras"
    keras_file.write(model, file)
    return file


def registered(value: Any) -> set[str]:
    """All names in a configuration that a class was registered under."""
    if isinstance(value, dict):
        own = {value["registered_name"]} if value.get("registered_name") else set()
        return own.union(*map(registered, value.values()))
    return set().union(*map(registered, value)) if isinstance(value, list) else set()


def test_a_process_that_imports_nothing_of_this_project_loads_it_and_answers_the_same(model: Any, written: Path) -> None:
    np.testing.assert_allclose(keras_file.answers(written, GRIDS), answers_of(model, GRIDS), atol=1e-6)


def test_the_file_that_fit_writes_needs_this_project(model: Any, tmp_path: Path) -> None:
    model.save(tmp_path / "model.keras")
    with pytest.raises(InklingError, match="Keras alone cannot run the file"):
        keras_file.answers(tmp_path / "model.keras", GRIDS)


def test_no_class_in_it_is_registered_and_nothing_in_it_is_of_one_version_of_keras(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        text = archive.read("config.json").decode()
    assert registered({"registered_name": "inkling>FusedBatchNorm"}), "the search finds what is registered"
    assert registered(json.loads(text)) <= {"Functional"}
    for word in ("input_axes", "quantization_config", "trainer", "export."):
        assert word not in text


def test_the_same_model_gives_the_same_bytes(model: Any, written: Path, tmp_path: Path) -> None:
    keras_file.write(model, tmp_path / "again.keras")
    assert sha256(tmp_path / "again.keras") == sha256(written)
