"""The temperature: one number that divides the logits of a network, so that its confidence is as high as its accuracy.

Pure arithmetic on answers. Source: Guo et al., "On Calibration of Modern Neural Networks", 2017.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from trainer.reading.rejection import Answers, digits_of

BOUNDS = (0.25, 4.0)
"""Smallest and largest temperature."""
LEAST = 1e-30
"""Smaller probabilities count as this one, so that their logarithm is finite."""


Labels = npt.NDArray[np.uint8]
"""``(n,)``, 0 to 9."""


def find_temperature(sources: Sequence[tuple[Answers, Labels]]) -> float:
    """Finds the temperature with the smallest mean of the sources' losses, to 0.001: each source weighs the same, whatever its size.

    Args:
        sources: At least one. Answers ``(n, 10 or 11)``, or ``(n, members, 10 or 11)``, of a network that has not trained on these
            images, and their labels ``(n,)``.
    """

    def loss(temperature: float) -> float:
        return statistics.fmean(loss_at(answers, labels, temperature) for answers, labels in sources)

    return round(float(minimize_scalar(loss, bounds=BOUNDS, method="bounded", options={"xatol": 1e-4}).x), 3)


def loss_at(answers: Answers, labels: Labels, temperature: float) -> float:
    """Returns the mean negative log-likelihood of the labels, in nats, at a temperature."""
    likelihood = soften(answers, temperature)[np.arange(len(labels)), labels].astype(np.float64)
    return float(-np.log(np.clip(likelihood, LEAST, 1)).mean())


def soften(answers: Answers, temperature: float) -> npt.NDArray[np.float32]:
    """Divides the logits behind the softmaxes of a network's answers by a temperature.

    Args:
        answers: ``(n, 10 or 11)``, or ``(n, members, 10 or 11)``.
        temperature: Above 1, probabilities get closer to each other.

    Returns:
        ``(n, 10)``: the probabilities of the digits, given that it is a digit.
    """
    logits = np.log(np.clip(answers.astype(np.float64), LEAST, 1)) / temperature
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    softened: npt.NDArray[np.float32] = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return digits_of(softened.mean(axis=1) if softened.ndim == 3 else softened)
