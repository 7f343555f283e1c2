"""Arithmetic on predictions: accuracy and its interval, calibration error, confusion, errors, and how well non-digits are refused.

It takes predictions, not a model, and reads and writes nothing: every number can be checked by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest, rankdata

from trainer.evaluation.label_errors import doubtful
from trainer.reading.rejection import VERDICTS, Answers, Thresholds, digit_scores, digits_of, verdicts_of

Probabilities = npt.NDArray[np.float32]
"""``(n, 10)``, each row sums to 1."""
Labels = npt.NDArray[np.uint8]
"""``(n,)``, 0 to 9."""
Predicted = npt.NDArray[np.int64]
"""``(n,)``, the most probable digit of each image, 0 to 9."""
Confusion = npt.NDArray[np.int64]
"""``(10, 10)``: counts, rows actual, columns predicted."""
Scores = npt.NDArray[np.float64]
"""``(n,)``: how much each drawing looks like a digit; a higher score means more."""

CALIBRATION_BINS = 15
"""Bins of confidence, all equally wide. Source: Guo et al., "On Calibration of Modern Neural Networks", 2017."""
CONFIDENT = 0.9
"""An answer with a probability above this is confident."""
REFUSED_DIGITS = 0.01
"""Share of digits that may be refused, where the share of non-digits that is still answered is measured."""


def measure(probabilities: Probabilities, labels: Labels, test: bool = True) -> dict[str, Any]:
    """Measures predictions of images of MNIST.

    Args:
        probabilities: Of the digits.
        labels: Of the same images.
        test: Whether they are the test images, of which it is known which have a wrong label.

    Returns:
        ``images``, ``errors``, ``accuracy`` and its 95 % Wilson interval, ``loss`` (mean negative log-likelihood, in nats),
        ``confidence`` (its mean), ``calibration_error``, ``per_digit``, ``confusion`` (rows actual, columns predicted), ``confident_errors`` and, of the test
        images, ``without_label_errors``.
    """
    predicted = probabilities.argmax(axis=1)
    confusion = confusion_of(predicted, labels)
    likelihood = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    return {
        **score(predicted, labels),
        "loss": float(-np.log(np.clip(likelihood, 1e-12, 1)).mean()),
        "confidence": float(probabilities.max(axis=1).mean(dtype=np.float64)),
        "calibration_error": calibration_error(probabilities, labels),
        "per_digit": per_digit(confusion),
        "confusion": confusion.tolist(),
        "confident_errors": confident_errors(probabilities, labels),
        **({"without_label_errors": _without_label_errors(predicted, labels)} if test else {}),
    }


def measure_digits(answers: Answers, labels: Labels) -> dict[str, Any]:
    """Measures answers to digits that people drew.

    Returns:
        ``images``, ``errors``, ``accuracy`` and its 95 % Wilson interval, ``confident_wrong`` (share that is wrong with a
        probability above ``CONFIDENT``), ``per_digit``, ``confusion`` and ``confident_errors``.
    """
    digits = digits_of(answers)
    predicted, confidence = digits.argmax(axis=1), digits.max(axis=1)
    confusion = confusion_of(predicted, labels)
    return {
        **score(predicted, labels),
        "confident_wrong": float(((predicted != labels) & (confidence > CONFIDENT)).mean()),
        "per_digit": per_digit(confusion),
        "confusion": confusion.tolist(),
        "confident_errors": confident_errors(digits, labels),
    }


def errors_by_writer(answers: Answers, labels: Labels, writers: Sequence[str]) -> list[dict[str, Any]]:
    """Returns ``writer``, ``images`` and ``errors`` of each writer, the worst first; none where a drawing has no writer."""
    wrong = digits_of(answers).argmax(axis=1) != labels
    names = np.array(writers)
    if not all(writers):
        return []
    rows = [
        {"writer": str(name), "images": int((names == name).sum()), "errors": int(wrong[names == name].sum())} for name in np.unique(names)
    ]
    return sorted(rows, key=lambda row: (-row["errors"] / row["images"], row["writer"]))


def measure_non_digits(answers: Answers) -> dict[str, Any]:
    """Measures answers to drawings that are not digits.

    Returns:
        ``images``, and ``answered_confidently`` (share answered with a probability above ``CONFIDENT``).
    """
    return {"images": len(answers), "answered_confidently": float((digit_scores(answers) > CONFIDENT).mean())}


def separation(digits: Answers, non_digits: Answers) -> dict[str, float]:
    """Measures how well the scores of answers tell digits from non-digits.

    Returns:
        ``auroc``, and ``answered``: the share of non-digits that is answered when ``REFUSED_DIGITS`` of the digits are refused.
    """
    inside, outside = digit_scores(digits), digit_scores(non_digits)
    return {"auroc": auroc(inside, outside), "answered": float((outside >= np.quantile(inside, REFUSED_DIGITS)).mean())}


def verdict_shares(answers: Answers, thresholds: Thresholds | None) -> dict[str, float]:
    """Returns the share of drawings that gets each verdict."""
    verdicts = verdicts_of(answers, thresholds)
    return {verdict: float((verdicts == verdict).mean()) for verdict in VERDICTS}


def score(predicted: Predicted, labels: Labels) -> dict[str, Any]:
    """Returns ``images``, ``errors``, ``accuracy`` and its 95 % Wilson interval."""
    right = int((predicted == labels).sum())
    return {
        "images": len(labels),
        "errors": len(labels) - right,
        "accuracy": right / len(labels),
        "accuracy_interval": list(wilson_interval(right, len(labels))),
    }


def wilson_interval(right: int, images: int) -> tuple[float, float]:
    """Returns the 95 % Wilson score interval of a share. Source: Wilson, "Probable Inference", 1927."""
    interval = binomtest(right, images).proportion_ci(confidence_level=0.95, method="wilson")
    return float(interval.low), float(interval.high)


def auroc(inside: Scores, outside: Scores) -> float:
    """Returns the area under the ROC curve: how often one of ``inside`` scores higher than one of ``outside``; ties count half.

    Source: Mann and Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger", 1947.
    """
    ranks = rankdata(np.concatenate([inside, outside]))
    wins = ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(wins / (len(inside) * len(outside)))


def calibration_error(probabilities: Probabilities, labels: Labels) -> float:
    """Returns the expected calibration error: the gap between confidence and accuracy, averaged over bins of confidence."""
    confidence = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * CALIBRATION_BINS).astype(int), CALIBRATION_BINS - 1)
    gaps = [abs(right[bins == index].sum() - confidence[bins == index].sum()) for index in range(CALIBRATION_BINS)]
    return float(sum(gaps) / len(labels))


def confusion_of(predicted: Predicted, labels: Labels) -> Confusion:
    """Counts answers: ``(10, 10)``, rows actual, columns predicted."""
    confusion = np.zeros((10, 10), np.int64)
    np.add.at(confusion, (labels, predicted), 1)
    return confusion


def per_digit(confusion: Confusion) -> list[dict[str, float]]:
    """Returns ``images``, ``precision``, ``recall`` and ``f1`` of each digit; 0 where a digit was never predicted, or never there."""
    rows = []
    for digit in range(10):
        right, predicted, actual = (int(n) for n in (confusion[digit, digit], confusion[:, digit].sum(), confusion[digit].sum()))
        precision, recall = (right / total if total else 0.0 for total in (predicted, actual))
        f1 = 2 * right / (predicted + actual) if predicted + actual else 0.0
        rows.append({"digit": digit, "images": actual, "precision": precision, "recall": recall, "f1": f1})
    return rows


def confident_errors(probabilities: Probabilities, labels: Labels, count: int = 10) -> list[dict[str, float]]:
    """Returns the ``count`` errors with the highest confidence, the highest first: ``index``, ``label``, ``predicted``, ``confidence``."""
    predicted, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
    wrong = np.flatnonzero(predicted != labels)
    worst = wrong[np.argsort(-confidence[wrong], kind="stable")][:count]
    return [{"index": int(i), "label": int(labels[i]), "predicted": int(predicted[i]), "confidence": float(confidence[i])} for i in worst]


def _without_label_errors(predicted: Predicted, labels: Labels) -> dict[str, Any]:
    """Returns the score on the test images whose labels human review confirmed."""
    sound = np.ones(len(labels), bool)
    sound[doubtful(len(labels))] = False
    return score(predicted[sound], labels[sound])
