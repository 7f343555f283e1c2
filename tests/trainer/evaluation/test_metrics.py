"""Arithmetic on predictions, checked by hand on few numbers and on what is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from trainer.evaluation.metrics import (
    auroc,
    calibration_error,
    confusion_of,
    errors_by_writer,
    measure,
    measure_digits,
    measure_non_digits,
    per_digit,
    separation,
    verdict_shares,
    wilson_interval,
)
from trainer.reading.rejection import Thresholds
from trainer.run import read_json

PUBLISHED = sorted(path for name in ("metrics", "strokes") for path in ROOT.glob(f"docs/models/*/{name}.json"))

# Four images: 0 read as 0, 1 read as 1, 2 read as 1 (surely), 3 read as 0 (hardly).
PROBABILITIES = np.zeros((4, 10), np.float32)
PROBABILITIES[0, [0, 1]] = 0.9, 0.1
PROBABILITIES[1, [1, 0]] = 0.8, 0.2
PROBABILITIES[2, [1, 2]] = 0.7, 0.3
PROBABILITIES[3, [0, 3]] = 0.6, 0.4
LABELS = np.array([0, 1, 2, 3], np.uint8)


def answers(*tops: tuple[int, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Answers with a probability for one digit, and the rest shared by the others."""
    rows = np.zeros((len(tops), 10), np.float32)
    for row, (digit, probability) in zip(rows, tops, strict=True):
        row[:] = (1 - probability) / 9
        row[digit] = probability
    return rows


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
    assert confusion_of(np.array([4, 4]), np.array([9, 9], np.uint8))[9, 4] == 2


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


def test_the_wilson_interval_is_that_of_the_literature() -> None:
    # Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I: 81 of 263.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson_interval(10_000, 10_000)[1] <= 1
    assert wilson_interval(0, 10)[0] == pytest.approx(0)


def scores(value: Any) -> list[dict[str, Any]]:
    """All parts of a JSON value that hold a score with its interval."""
    if not isinstance(value, dict):
        return []
    return ([value] if "accuracy_interval" in value else []) + [found for part in value.values() for found in scores(part)]


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_published_intervals_follow_from_their_counts(path: Path) -> None:
    """To 1e-10: they were computed with 1.959964 standard deviations, SciPy takes all digits of that number."""
    content = read_json(path)
    found = scores(content)
    assert len(found) == (2 if path.name == "metrics.json" else len(content["digits"]))
    for score in found:
        interval = wilson_interval(score["images"] - score["errors"], score["images"])
        assert score["accuracy_interval"] == pytest.approx(interval, rel=0, abs=1e-10)


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


def test_auroc_counts_how_often_a_digit_scores_higher() -> None:
    assert auroc(np.array([0.9, 0.8]), np.array([0.1, 0.2])) == 1
    assert auroc(np.array([0.1]), np.array([0.9])) == 0
    assert auroc(np.array([0.5, 0.5]), np.array([0.5])) == 0.5
    assert auroc(np.array([0.9, 0.3]), np.array([0.5, 0.1])) == 0.75


def test_digits_that_people_drew_are_scored() -> None:
    measured = measure_digits(answers((1, 0.95), (2, 0.95), (3, 0.5), (4, 0.99)), np.array([1, 3, 3, 9], np.uint8))
    assert (measured["errors"], measured["accuracy"]) == (2, 0.5)
    assert measured["confident_wrong"] == 0.5
    assert measured["confident_errors"][0] == {"index": 3, "label": 9, "predicted": 4, "confidence": pytest.approx(0.99)}


def test_non_digits_are_scored_where_one_percent_of_the_digits_are_refused() -> None:
    digits = answers(*[(1, 0.5 + 0.005 * index) for index in range(100)])
    others = answers((1, 0.3), (2, 0.95), (3, 0.4), (3, 0.45))
    assert measure_non_digits(others) == {"images": 4, "answered_confidently": 0.25}
    told = separation(digits, others)
    assert told["answered"] == 0.25
    assert told["auroc"] == pytest.approx(1 - 0.25 * 0.905, abs=0.01)


def test_errors_are_counted_by_writer_the_worst_first_where_every_drawing_has_one() -> None:
    read, labels = answers((1, 0.9), (2, 0.9), (3, 0.9)), np.array([1, 3, 3], np.uint8)
    assert errors_by_writer(read, labels, ["anna", "bert", "anna"]) == [
        {"writer": "bert", "images": 1, "errors": 1},
        {"writer": "anna", "images": 2, "errors": 0},
    ]
    assert errors_by_writer(read, labels, ["anna", "", "anna"]) == []


def test_shares_of_verdicts_sum_to_1() -> None:
    shares = verdict_shares(answers((1, 0.95), (2, 0.95), (3, 0.5), (4, 0.15)), Thresholds(digit=0.2, sure=0.6))
    assert shares == {"digit": 0.5, "unsure": 0.25, "not a digit": 0.25}
