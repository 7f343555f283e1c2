"""From a network's answer to what a person is told: a digit, one of two, no digit, or nothing drawn.

Twin of ``site/src/inference/rejection.js``; both are held to ``tests/vectors/rejection.json``. No Keras in this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Answers = npt.NDArray[np.float32]
"""``(n, 10)``, one probability a digit, or ``(n, 11)``, the eleventh that of no digit."""

Word = Literal["digit", "unsure", "not a digit", "blank"]
"""``unsure`` names two candidates; ``not a digit`` and ``blank`` name none."""
WORDS: tuple[Word, ...] = ("digit", "unsure", "not a digit")
"""What can be said of a drawing that has ink."""

NO_DIGIT = 10
"""The answer that stands for no digit, where a network has eleven."""

REFUSED = 0.01
"""Share of the development drawings that the thresholds refuse: real digits, all of them."""
UNSURE = 0.02
"""Share of the development drawings, above those that are refused, that get two candidates."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on a model's answer counts."""

    digit: float = 0.0
    """Least score of a drawing that is taken for a digit; below it the drawing is refused."""
    sure: float = 0.5
    """Least probability of a digit that is named alone; below it two candidates are named."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person is told."""

    verdict: Word
    """What it comes to."""
    label: int | None
    """The likeliest digit; None where there is none to name."""
    confidence: float
    """Probability of the likeliest digit, given that it is a digit; 0 for a blank."""
    candidates: tuple[int, ...]
    """The digits to name, likeliest first."""


def digits_of(answers: Answers) -> npt.NDArray[np.float32]:
    """Probabilities of the ten digits, given that it is one: ``(n, 10)``, rows sum to 1."""
    digits = answers[:, :10]
    if answers.shape[1] == 10:
        return digits
    shares: npt.NDArray[np.float32] = digits / np.maximum(digits.sum(axis=1, keepdims=True), np.float32(1e-12))
    return shares


def digit_scores(answers: Answers) -> npt.NDArray[np.float64]:
    """How much each drawing looks like a digit, ``(n,)``, 0 to 1: the highest probability of a digit.

    Of ten answers that is the baseline of Hendrycks and Gimpel, 2017; of eleven it is small too where the eleventh is large.
    """
    return np.asarray(answers[:, :10].max(axis=1), np.float64)


def verdicts_of(answers: Answers, thresholds: Thresholds | None) -> npt.NDArray[np.str_]:
    """Returns the verdict on each answer, ``(n,)``.

    Without thresholds a network refuses where its eleventh answer is the likeliest; one of ten answers then refuses nothing.
    """
    limits = thresholds or Thresholds()
    refused = digit_scores(answers) < limits.digit if thresholds else answers.argmax(axis=1) == NO_DIGIT
    known = np.where(digits_of(answers).max(axis=1) < limits.sure, "unsure", "digit")
    return np.where(refused, "not a digit", known)


def verdict_of(answer: npt.NDArray[np.float32] | None, thresholds: Thresholds | None) -> Verdict:
    """Says what a person is told of one answer, ``(10,)`` or ``(11,)``; None is a drawing without ink."""
    if answer is None:
        return Verdict("blank", None, 0.0, ())
    digits = digits_of(answer[None])[0]
    first, second = (int(digit) for digit in np.argsort(-digits, kind="stable")[:2])
    word: Word = next(word for word in WORDS if word == verdicts_of(answer[None], thresholds)[0])
    candidates = {"digit": (first,), "unsure": (first, second)}.get(word, ())
    return Verdict(word, first if candidates else None, float(digits[first]), candidates)


def find_thresholds(answers: Answers) -> Thresholds:
    """Finds the thresholds that refuse ``REFUSED`` of these drawings of digits and are unsure of another ``UNSURE`` of them."""
    digit = float(np.quantile(digit_scores(answers), REFUSED))
    taken = answers[digit_scores(answers) >= digit]
    sure = float(np.quantile(digits_of(taken).max(axis=1), UNSURE))
    return Thresholds(round(digit, 4), round(sure, 4))
