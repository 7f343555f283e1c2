"""Evaluation of a run on the test images."""

from __future__ import annotations

import numpy as np

from trainer.data.mnist import Mnist
from trainer.evaluation.metrics import measure
from trainer.evaluation.mnist import evaluate
from trainer.run import Run, read_json


def test_an_evaluated_run_holds_metrics_and_the_predictions_they_come_from(run: Run) -> None:
    metrics = read_json(run.path / "metrics.json")
    with np.load(run.path / "predictions.npz") as arrays:
        again = measure(arrays["probabilities"], arrays["labels"])
    assert {name: metrics[name] for name in again} == again
    assert metrics["recipe"] == "linear"


def test_evaluating_again_gives_the_same_and_the_step_depends_on_fit_and_calibration(run: Run, few: Mnist) -> None:
    before = read_json(run.path / "metrics.json")
    assert evaluate(run, few) == before
    assert run.entry("evaluate")["from"] == ["fit", "calibrate"]
