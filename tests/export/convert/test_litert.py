"""The conversion of a published model to LiteRT: it computes the same, and what it cannot convert is refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from export.convert import litert
from tests.conftest import ROOT
from trainer.errors import InklingError
from trainer.reading.strokes import strokes_to_grid

FLAGSHIP = ROOT / "docs" / "models" / "inkling"


def test_the_operations_come_to_the_answer_that_the_model_brings_along() -> None:
    graph, weights = litert.read(FLAGSHIP / "model.json")
    golden = graph["userDefinedMetadata"]["golden"]
    grid = strokes_to_grid(golden["strokes"])
    assert grid is not None
    answer = litert.compute(graph, weights, tf.constant(grid.reshape(1, 28, 28, 1), tf.float32))
    np.testing.assert_allclose(np.asarray(answer)[0], golden["answer"], atol=golden["tolerance"])


def test_the_file_is_as_small_as_its_float16_weights(tmp_path: Path) -> None:
    litert.convert(FLAGSHIP / "model.json", tmp_path / "made" / "model.tflite")
    weights = sum(path.stat().st_size for path in FLAGSHIP.glob("*.bin"))
    assert (tmp_path / "made" / "model.tflite").stat().st_size < 1.2 * weights


def test_an_unknown_operation_is_named(tmp_path: Path) -> None:
    graph, weights = litert.read(FLAGSHIP / "model.json")
    changed = json.loads(json.dumps(graph).replace('"MaxPool"', '"MaxPoolOfTomorrow"'))
    with pytest.raises(InklingError, match="MaxPoolOfTomorrow"):
        litert.compute(changed, weights, tf.zeros((1, 28, 28, 1)))


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InklingError, match="no whole"):
        litert.convert(tmp_path / "model.json", tmp_path / "model.tflite")
