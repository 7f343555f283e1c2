"""Evaluates a run on the 10,000 test images: run -> ``metrics.json`` and ``predictions.npz``.

Command: ``python -m trainer evaluate RUN``. The arithmetic takes predictions, not a model: it can be checked by hand.
"""

from __future__ import annotations

import io
import math
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.data.mnist import Mnist, to_grids
from trainer.reading.rejection import digits_of
from trainer.run import Run, to_json, write_atomically

Probabilities = npt.NDArray[np.float32]
"""``(n, 10)``, rows sum to 1."""
Labels = npt.NDArray[np.uint8]

# Indices of test images; human review, Northcutt, Athalye, Mueller, "Pervasive Label Errors in Test Sets", 2021.
WRONG_LABEL = (947, 1621, 1901, 2462, 2597, 3558, 5937, 6651, 6783, 9729)
"""Carry the wrong digit."""
DISPUTED_LABEL = (2130, 8527, 2654, 3520, 9679)
"""The reviewers did not agree, or saw neither digit."""

CALIBRATION_BINS = 15
"""Equal-width bins of confidence. Source: Guo et al., "On Calibration of Modern Neural Networks", 2017."""


def evaluate(run: Run, data: Mnist) -> dict[str, Any]:
    """Evaluates a fitted run and records the step.

    Returns:
        What ``metrics.json`` holds; ``measure`` says what is in it.

    Raises:
        InklingError: The run has no intact fit.
    """
    from trainer.evaluation.predict import answers_of, load_model

    fitted = run.entry("fit")
    probabilities = digits_of(answers_of(load_model(run), to_grids(data.test_images)))
    metrics = {"recipe": fitted["recipe"]["name"], "seed": fitted["seed"], **measure(probabilities, data.test_labels)}
    keep(run, "evaluate", ("metrics.json", metrics), ("predictions.npz", {"probabilities": probabilities, "labels": data.test_labels}))
    return metrics


def keep(run: Run, step: str, measured: tuple[str, dict[str, Any]], answers: tuple[str, dict[str, npt.NDArray[Any]]]) -> None:
    """Writes what was measured on a fit and the answers it was measured on, each a file name and its content, and records the step."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **answers[1])
    files = [run.path / measured[0], run.path / answers[0]]
    for path, content in zip(files, (to_json(measured[1]), buffer.getvalue()), strict=True):
        write_atomically(path, content)
    run.record(step, files, **{"from": ["fit", "calibrate"]})


def measure(probabilities: Probabilities, labels: Labels) -> dict[str, Any]:
    """Measures predictions of the test images against their labels.

    Args:
        probabilities: ``(n, 10)``.
        labels: ``(n,)``, 0 to 9.

    Returns:
        ``images``, ``errors``, ``accuracy`` and its 95 % Wilson interval, ``loss`` (mean negative log-likelihood, nats),
        ``calibration_error``, ``per_digit``, ``confusion`` (rows actual, columns predicted), ``confident_errors`` and
        ``without_label_errors``.
    """
    predicted = probabilities.argmax(axis=1)
    confusion = confusion_of(predicted, labels)
    likelihood = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    return {
        **score(predicted, labels),
        "loss": float(-np.log(np.clip(likelihood, 1e-12, 1)).mean()),
        "calibration_error": calibration_error(probabilities, labels),
        "per_digit": per_digit(confusion),
        "confusion": confusion.tolist(),
        "confident_errors": confident_errors(probabilities, labels),
        "without_label_errors": _without_label_errors(predicted, labels),
    }


def wilson(right: int, images: int, z: float = 1.959964) -> tuple[float, float]:
    """Returns the Wilson score interval of a share, 95 % by default. Source: Wilson, 1927."""
    share, weight = right / images, z * z / images
    middle = (share + weight / 2) / (1 + weight)
    half = z * math.sqrt(share * (1 - share) / images + weight / (4 * images)) / (1 + weight)
    return middle - half, middle + half


def calibration_error(probabilities: Probabilities, labels: Labels) -> float:
    """Returns the expected calibration error: how far confidence and accuracy lie apart, averaged over bins of confidence."""
    confidence = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [abs(right[bins == index].sum() - confidence[bins == index].sum()) for index in range(CALIBRATION_BINS)]
    return float(sum(gaps) / len(labels))


def per_digit(confusion: npt.NDArray[np.int64]) -> list[dict[str, float]]:
    """Returns precision, recall and F1 of each digit; 0 where a digit was never predicted, or never there."""
    rows = []
    for digit in range(10):
        right, predicted, actual = (int(n) for n in (confusion[digit, digit], confusion[:, digit].sum(), confusion[digit].sum()))
        precision, recall = (right / total if total else 0.0 for total in (predicted, actual))
        f1 = 2 * right / (predicted + actual) if predicted + actual else 0.0
        rows.append({"digit": digit, "images": actual, "precision": precision, "recall": recall, "f1": f1})
    return rows


def confident_errors(probabilities: Probabilities, labels: Labels, count: int = 10) -> list[dict[str, float]]:
    """Returns the errors with the highest confidence, highest first."""
    predicted, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    worst = wrong[np.argsort(-confidence[wrong], kind="stable")][:count]
    return [{"index": int(i), "label": int(labels[i]), "predicted": int(predicted[i]), "confidence": float(confidence[i])} for i in worst]


def confusion_of(predicted: npt.NDArray[np.int64], labels: Labels) -> npt.NDArray[np.int64]:
    """Counts answers: ``(10, 10)``, rows actual, columns predicted."""
    confusion = np.zeros((10, 10), np.int64)
    np.add.at(confusion, (labels, predicted), 1)
    return confusion


def score(predicted: npt.NDArray[np.int64], labels: Labels) -> dict[str, Any]:
    """Returns ``images``, ``errors``, ``accuracy`` and its 95 % Wilson interval."""
    right = int((predicted == labels).sum())
    return {
        "images": len(labels),
        "errors": len(labels) - right,
        "accuracy": right / len(labels),
        "accuracy_interval": list(wilson(right, len(labels))),
    }


def _without_label_errors(predicted: npt.NDArray[np.int64], labels: Labels) -> dict[str, Any]:
    """The score on the images whose labels stood up to human review."""
    sound = np.ones(len(labels), bool)
    sound[[index for index in WRONG_LABEL + DISPUTED_LABEL if index < len(labels)]] = False
    return score(predicted[sound], labels[sound])
