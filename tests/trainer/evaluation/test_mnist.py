"""Evaluation of a run on images of MNIST."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.conftest import Command
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.metrics import measure
from trainer.evaluation.mnist import evaluate
from trainer.evaluation.results import right_answers
from trainer.recipes import VALIDATION
from trainer.run import Run, read_json


def test_an_evaluated_run_holds_metrics_and_the_predictions_they_come_from(run: Run) -> None:
    metrics = read_json(run.path / "metrics.json")
    with np.load(run.path / "predictions.npz") as arrays:
        again = measure(arrays["probabilities"], arrays["labels"])
    assert {name: metrics[name] for name in again} == again
    assert metrics["recipe"] == "linear"


def test_evaluating_again_gives_the_same_and_the_step_depends_on_fit_and_calibration(run: Run, few: Mnist) -> None:
    before = read_json(run.path / "metrics.json")
    assert evaluate(run, few, "test") == before
    assert run.entry("evaluate")["from"] == ["fit", "calibrate"]


def test_the_validation_images_decide_and_the_test_images_stay_out_of_it(run: Run, few: Mnist) -> None:
    tested = (run.path / "metrics.json").read_bytes()
    measured = evaluate(run, few, "validation")
    assert measured == read_json(run.path / "validation.json")
    assert measured["images"] == VALIDATION
    assert "without_label_errors" not in measured
    assert measured["command"] == "python -m trainer evaluate runs/linear-s0 --split validation"
    assert (run.path / "metrics.json").read_bytes() == tested
    assert len(right_answers(run, "validation")) == VALIDATION


def test_a_run_that_trained_on_the_validation_images_is_not_measured_on_them(run: Run, few: Mnist, command: Command) -> None:
    manifest = run.manifest
    manifest["fit"]["recipe"]["holdout"] = False
    run.manifest_path.write_text(json.dumps(manifest))
    with pytest.raises(InklingError, match="trained on the validation images"):
        evaluate(run, few, "validation")
    with pytest.raises(InklingError, match="was not measured on the validation images"):
        right_answers(run, "validation")
    result = command("trainer", "evaluate", run.path)
    assert result.returncode == 1
    assert "give --split test" in result.stderr


def test_metrics_say_how_many_test_images_are_refused(run: Run) -> None:
    metrics = read_json(run.path / "metrics.json")
    assert sum(metrics["verdicts"].values()) == pytest.approx(1)
    assert metrics["thresholds"] == read_json(run.path / "calibration.json")["thresholds"]
