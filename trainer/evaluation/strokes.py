"""Scores a run on drawings: strokes that people drew, rendered by the very rule that the page uses.

Command: ``python -m trainer evaluate RUN --strokes FILE --non-digits FILE`` -> ``strokes.json`` and ``strokes.npz``. ``trainer/data/stroke_files.py`` says
what a file of drawings is. The arithmetic takes predictions, not a model.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.data.stroke_files import Drawing, read
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibration_of
from trainer.evaluation.mnist import Labels, confident_errors, confusion_of, keep, per_digit, score
from trainer.reading.rejection import VERDICTS, Answers, Thresholds, digit_scores, digits_of, verdicts_of
from trainer.reading.strokes import strokes_to_grid
from trainer.run import Run, sha256

Scores = npt.NDArray[np.float64]
"""``(n,)``: how much each drawing looks like a digit, more is more."""

CONFIDENT = 0.9
"""Probability from which on an answer counts as confident."""
REFUSED_DIGITS = 0.01
"""Share of real digits that may be refused when the share of non-digits that is still answered is measured."""


def evaluate_strokes(run: Run, digits: Path, non_digits: Path | None = None) -> dict[str, Any]:
    """Scores a fitted run on drawn digits and, where given, on drawings of no digit, and records the step.

    Returns:
        What ``strokes.json`` holds: the run's ``thresholds``, ``digits`` as ``measure_digits`` says and ``non_digits`` as ``measure_non_digits``
        says, each with the name and the SHA-256 of its file and the share of each of the ``verdicts``.

    Raises:
        InklingError: The run has no intact fit, or a file holds no drawings, or a drawing of a digit has no digit for a label.
    """
    from trainer.evaluation.predict import answers_of, load_model

    run.entry("fit")
    thresholds = calibration_of(run).thresholds
    grids, labels = read_digits(digits)
    model = load_model(run)
    answers = answers_of(model, grids)
    scored = measure_digits(answers, labels)
    measured: dict[str, Any] = {
        "thresholds": asdict(thresholds) if thresholds else None,
        "digits": {**source(digits), **scored, "verdicts": shares(answers, thresholds)},
    }
    worst = [error["index"] for error in scored["confident_errors"]]
    arrays: dict[str, npt.NDArray[Any]] = {"digits": answers, "labels": labels, "worst": grids[worst]}
    if non_digits:
        arrays["non_digits"] = answers_of(model, grids_of(read(non_digits), non_digits))
        measured["non_digits"] = {
            **source(non_digits),
            **measure_non_digits(answers, arrays["non_digits"]),
            "verdicts": shares(arrays["non_digits"], thresholds),
        }
    keep(run, "strokes", ("strokes.json", measured), ("strokes.npz", arrays))
    return measured


def source(path: Path) -> dict[str, str]:
    """Which file it was: its name, and the SHA-256 that tells whether anybody else's is the same."""
    return {"file": path.name, "sha256": sha256(path)}


def read_digits(path: Path) -> tuple[npt.NDArray[np.float32], Labels]:
    """Reads a file of drawn digits: grids ``(n, 28, 28, 1)`` as the page renders them, and labels ``(n,)``.

    Raises:
        InklingError: It holds no drawings, or one that is no digit or has no ink.
    """
    drawings = read(path)
    labels = labels_of(drawings, path)
    return grids_of(drawings, path), labels


def labels_of(drawings: list[Drawing], path: Path) -> Labels:
    """Returns the drawings' digits, ``(n,)``.

    Raises:
        InklingError: A label is no digit.
    """
    for number, drawing in enumerate(drawings, 1):
        if drawing.label not in set("0123456789"):
            raise InklingError(
                f"{path}: drawing {number} is labelled '{drawing.label}', which is no digit; give such drawings as --non-digits."
            )
    return np.array([int(drawing.label) for drawing in drawings], np.uint8)


def grids_of(drawings: list[Drawing], path: Path) -> npt.NDArray[np.float32]:
    """Renders drawings as the page does: ``(n, 28, 28, 1)``.

    Raises:
        InklingError: A drawing has no point that can be drawn.
    """
    grids = [strokes_to_grid(drawing.strokes) for drawing in drawings]
    for number, grid in enumerate(grids, 1):
        if grid is None:
            raise InklingError(f"{path}: drawing {number} has no ink; remove it.")
    return np.array(grids, np.float32)[..., None]


def measure_digits(answers: Answers, labels: Labels) -> dict[str, Any]:
    """Measures answers to drawn digits.

    Returns:
        ``images``, ``errors``, ``accuracy`` with its 95 % Wilson interval, ``confident_wrong`` (share that is wrong with a probability above
        0.9), ``per_digit``, ``confusion`` and ``confident_errors``.
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


def measure_non_digits(digits: Answers, others: Answers) -> dict[str, Any]:
    """Measures how well answers tell drawings of digits from others.

    Returns:
        ``images``, ``auroc``, ``answered`` (share still answered when 1 % of the digits are refused), ``refused`` (the rest), and
        ``answered_confidently`` (share answered with a probability above 0.9).
    """
    inside, outside = digit_scores(digits), digit_scores(others)
    answered = float((outside >= np.quantile(inside, REFUSED_DIGITS)).mean())
    return {
        "images": len(others),
        "auroc": auroc(inside, outside),
        "answered": answered,
        "refused": 1 - answered,
        "answered_confidently": float((outside > CONFIDENT).mean()),
    }


def shares(answers: Answers, thresholds: Thresholds | None) -> dict[str, float]:
    """Which share of drawings gets which verdict."""
    verdicts = verdicts_of(answers, thresholds)
    return {word: float((verdicts == word).mean()) for word in VERDICTS}


def auroc(inside: Scores, outside: Scores) -> float:
    """Area under the ROC curve: how often a random one of ``inside`` scores above a random one of ``outside``, ties counting half."""
    _, places, counts = np.unique(np.concatenate([inside, outside]), return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    wins = ranks[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(wins / (len(inside) * len(outside)))
