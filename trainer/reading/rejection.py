"""From the answer of a network to the verdict that a person is told: a digit, one of two digits, no digit, or blank.

Twin of ``site/src/inference/rejection.js``. Tests hold both to ``tests/vectors/rejection.json``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Answers = npt.NDArray[np.float32]
"""``(n, 10)``: one probability a digit; or ``(n, 11)``: the eleventh is the probability of no digit."""

VerdictName = Literal["digit", "unsure", "not a digit", "blank"]
"""``unsure`` names two candidates; ``not a digit`` and ``blank`` name none."""
VERDICTS: tuple[VerdictName, ...] = ("digit", "unsure", "not a digit")
"""The verdicts on a drawing that has ink."""

NO_DIGIT = 10
"""Index of the answer "no digit", and the label of negatives, where a network has eleven answers."""

REFUSED = 0.01
"""Share of the digits on which thresholds are found that they refuse, though all of them are digits."""
UNSURE = 0.02
"""Share of the digits that are not refused which get two candidates."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which values on a network's answer counts."""

    digit: float = 0.0
    """Smallest score of a drawing that counts as a digit; below it the drawing is refused."""
    sure: float = 0.5
    """Smallest probability of a digit that is named alone; below it two candidates are named."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person is told."""

    verdict: VerdictName
    """The verdict."""
    label: int | None
    """The most probable digit; None when no digit is named."""
    confidence: float
    """Probability of the most probable digit, given that it is a digit; 0 for a blank."""
    candidates: tuple[int, ...]
    """The digits to name, the most probable first."""


def digits_of(answers: Answers) -> npt.NDArray[np.float32]:
    """Returns the probabilities of the ten digits, given that it is a digit: ``(n, 10)``, each row sums to 1."""
    digits = answers[:, :10]
    if answers.shape[1] == 10:
        return digits
    shares: npt.NDArray[np.float32] = digits / np.maximum(digits.sum(axis=1, keepdims=True), np.float32(1e-12))
    return shares


def digit_scores(answers: Answers) -> npt.NDArray[np.float64]:
    """Returns how much each drawing looks like a digit, ``(n,)`` in 0..1: the highest probability of a digit.

    With eleven answers the score is also small where the eleventh is large.
    Source: Hendrycks and Gimpel, "A Baseline for Detecting Misclassified and Out-of-Distribution Examples", 2017.
    """
    return np.asarray(answers[:, :10].max(axis=1), np.float64)


def verdicts_of(answers: Answers, thresholds: Thresholds | None) -> npt.NDArray[np.str_]:
    """Returns the verdict on each answer, ``(n,)``.

    Without thresholds, a network with eleven answers refuses where the eleventh is the highest of all; one with ten answers
    refuses nothing.
    """
    limits = thresholds or Thresholds()
    refused = digit_scores(answers) < limits.digit if thresholds else answers.argmax(axis=1) == NO_DIGIT
    named = np.where(digits_of(answers).max(axis=1) < limits.sure, "unsure", "digit")
    return np.where(refused, "not a digit", named)


def verdict_of(answer: npt.NDArray[np.float32] | None, thresholds: Thresholds | None) -> Verdict:
    """Returns what a person is told of one answer, ``(10,)`` or ``(11,)``; None stands for a drawing without ink."""
    if answer is None:
        return Verdict("blank", None, 0.0, ())
    digits = digits_of(answer[None])[0]
    first, second = (int(digit) for digit in np.argsort(-digits, kind="stable")[:2])
    verdict = VERDICTS[VERDICTS.index(verdicts_of(answer[None], thresholds)[0])]
    candidates = {"digit": (first,), "unsure": (first, second)}.get(verdict, ())
    return Verdict(verdict, first if candidates else None, float(digits[first]), candidates)


def find_thresholds(answers: Answers) -> Thresholds:
    """Finds the thresholds that refuse ``REFUSED`` of these digits, and are unsure of ``UNSURE`` of the rest.

    Args:
        answers: Answers to drawings that are all digits.
    """
    digit = float(np.quantile(digit_scores(answers), REFUSED))
    accepted = answers[digit_scores(answers) >= digit]
    sure = float(np.quantile(digits_of(accepted).max(axis=1), UNSURE))
    return Thresholds(round(digit, 4), round(sure, 4))
