"""Evaluation, checked by hand on few numbers."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.evaluation.mnist import calibration_error, measure, per_digit, wilson
from trainer.run import Run, read_json

# Four images: 0 read as 0, 1 read as 1, 2 read as 1 (surely), 3 read as 0 (hardly).
PROBABILITIES = np.zeros((4, 10), np.float32)
PROBABILITIES[0, [0, 1]] = 0.9, 0.1
PROBABILITIES[1, [1, 0]] = 0.8, 0.2
PROBABILITIES[2, [1, 2]] = 0.7, 0.3
PROBABILITIES[3, [0, 3]] = 0.6, 0.4
LABELS = np.array([0, 1, 2, 3], np.uint8)


def test_errors_accuracy_and_loss() -> None:
    metrics = measure(PROBABILITIES, LABELS)
    assert metrics["errors"] == 2
    assert metrics["accuracy"] == 0.5
    assert metrics["loss"] == pytest.approx(-np.log([0.9, 0.8, 0.3, 0.4]).mean(), rel=1e-6)


def test_rows_of_the_confusion_matrix_are_actual_and_columns_predicted() -> None:
    confusion = np.array(measure(PROBABILITIES, LABELS)["confusion"])
    assert confusion[2, 1] == 1
    assert confusion[1, 2] == 0
    assert confusion.sum() == 4


def test_the_most_confident_error_comes_first() -> None:
    errors = measure(PROBABILITIES, LABELS)["confident_errors"]
    assert [(error["index"], error["label"], error["predicted"]) for error in errors] == [(2, 2, 1), (3, 3, 0)]
    assert errors[0]["confidence"] == pytest.approx(0.7)


def test_precision_recall_and_f1_of_a_digit() -> None:
    confusion = np.zeros((10, 10), np.int64)
    confusion[4, 4], confusion[4, 9], confusion[9, 4] = 6, 2, 4
    row = per_digit(confusion)[4]
    assert row == {"digit": 4, "images": 8, "precision": 0.6, "recall": 0.75, "f1": pytest.approx(2 / 3)}
    assert per_digit(confusion)[0] == {"digit": 0, "images": 0, "precision": 0, "recall": 0, "f1": 0}


def test_the_wilson_interval_is_the_published_one() -> None:
    # Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I: 81 of 263.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(10_000, 10_000)[1] <= 1


def test_the_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    sure_but_half_right = np.tile(PROBABILITIES[0], (10, 1))
    assert calibration_error(sure_but_half_right, np.array([0, 1] * 5, np.uint8)) == pytest.approx(0.4, abs=1e-6)
    assert calibration_error(np.eye(10, dtype=np.float32), np.arange(10, dtype=np.uint8)) == 0


def test_known_label_errors_are_left_out_of_the_second_score() -> None:
    probabilities = np.eye(10, dtype=np.float32)[np.zeros(10_000, int)]
    labels = np.zeros(10_000, np.uint8)
    # As published: github.com/cleanlab/label-errors, MNIST test set.
    labels[[947, 1621, 1901, 2130, 2462, 2597, 2654, 3520, 3558, 5937, 6651, 6783, 8527, 9679, 9729]] = 1
    metrics = measure(probabilities, labels)
    assert metrics["errors"] == 15
    assert metrics["without_label_errors"]["errors"] == 0
    assert metrics["without_label_errors"]["images"] == 9_985


def test_an_evaluated_run_holds_metrics_and_the_predictions_they_come_from(run: Run) -> None:
    metrics = read_json(run.path / "metrics.json")
    with np.load(run.path / "predictions.npz") as arrays:
        again = measure(arrays["probabilities"], arrays["labels"])
    assert {name: metrics[name] for name in again} == again
    assert metrics["recipe"] == "linear"
