"""From the answer of a network to the verdict that a person is told: a digit, one of two digits, not a digit, or blank.

Twin of ``site/src/inference/rejection.js``. Tests hold both to ``tests/vectors/rejection.json``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Answers = npt.NDArray[np.float32]
"""``(n, 10)``: one probability a digit; or ``(n, 11)``: the eleventh is the probability of "not a digit"."""

VerdictName = Literal["digit", "unsure", "not a digit", "blank"]
"""``unsure`` names two candidates; ``not a digit`` and ``blank`` name none."""
VERDICTS: tuple[VerdictName, ...] = ("digit", "unsure", "not a digit")
"""The verdicts on a drawing that has ink."""

NO_DIGIT = 10
"""Index of the answer "not a digit", and the label of negatives, where a network has eleven answers."""

REFUSED = 0.01
"""Share of the digits on which thresholds are found that may be refused, though all of them are digits."""
UNSURE = 0.02
"""Share of them that may get two candidates."""
MOST_OF_ONE = 2
"""In no source may a share be more than so many times what is allowed on average."""


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


def find_thresholds(sources: Sequence[Answers], refused: float = REFUSED, unsure: float = UNSURE) -> Thresholds:
    """Finds the largest thresholds with which few digits are refused, and few get two candidates.

    The rule, first for ``digit`` and the share that is refused, then for ``sure`` and the share that is unsure: the mean of the
    shares of all sources is at most what is allowed, and no source has more than ``MOST_OF_ONE`` times as much. So each source
    weighs the same, whatever its size.

    Args:
        sources: Answers to drawings that are all digits, ``(n, 10)`` or ``(n, 11)``, one array a source.
        refused: Share of the digits that may be refused, 0 to below 0.5.
        unsure: Share of the digits that may get two candidates.
    """
    sizes = [len(answers) for answers in sources]
    digit = _round_down(_largest([digit_scores(answers) for answers in sources], sizes, refused))
    accepted = [answers[digit_scores(answers) >= digit] for answers in sources]
    sure = _largest([np.asarray(digits_of(answers).max(axis=1), np.float64) for answers in accepted], sizes, unsure)
    return Thresholds(digit, _round_down(sure))


def _largest(sources: Sequence[npt.NDArray[np.float64]], sizes: Sequence[int], allowed: float) -> float:
    """Returns the largest threshold that the rule of ``find_thresholds`` allows; below it lies what is counted.

    Args:
        sources: Scores, one array a source.
        sizes: Of how many digits the shares are.
        allowed: Largest mean of the shares.
    """
    candidates = np.unique(np.concatenate(sources))
    counts = [np.searchsorted(np.sort(scores), candidates) for scores in sources]
    shares = np.array([count / size for count, size in zip(counts, sizes, strict=True)])
    rounding = 1e-9  # of the shares: 0.7 % as a float is less than 7 of 1,000
    kept = (shares.mean(axis=0) <= allowed + rounding) & (shares.max(axis=0) <= MOST_OF_ONE * allowed + rounding)
    return float(candidates[kept][-1])  # nothing lies below the first one, so one is always there


def _round_down(threshold: float) -> float:
    """Four decimals; a threshold that is rounded up could refuse more than is allowed."""
    return math.floor(threshold * 10_000) / 10_000
