"""Finds the temperature that makes a run's confidence honest, on the validation images.

Command: ``python -m trainer calibrate RUN``, on a run that did not train on them (``fit --holdout``). It prints the temperature;
the recipe's ``temperature`` field keeps it, and ``fit`` folds it into the last layer of the model that it saves.
Source: Guo et al., "On Calibration of Modern Neural Networks", 2017.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation.mnist import calibration_error
from trainer.reading.rejection import digits_of
from trainer.run import Run


def calibrate(run: Run, data: Mnist) -> tuple[float, float, float]:
    """Fits the temperature of a run that held the validation images out.

    Returns:
        The temperature relative to the saved model, and the calibration error on the validation images without and with it.

    Raises:
        InklingError: The run trained on the validation images.
    """
    from trainer.evaluation.predict import answers_of, load_network

    if not run.entry("fit")["recipe"]["holdout"]:
        raise InklingError(f"{run.path} trained on the validation images; fit one with --holdout --root, and calibrate that.")
    images, labels = data.validation_split
    answers = answers_of(load_network(run), to_grids(images))
    best = temperature(answers, labels)
    return best, calibration_error(soften(answers, 1), labels), calibration_error(soften(answers, best), labels)


def temperature(answers: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8]) -> float:
    """Returns the temperature of least negative log-likelihood, by bisection on a grid that narrows: 0.25 to 4, to 0.001."""
    low, high = 0.25, 4.0
    while high - low > 1e-3:
        grid = np.linspace(low, high, 9)
        losses = [_loss(soften(answers, float(value)), labels) for value in grid]
        middle = int(np.argmin(losses))
        low, high = float(grid[max(middle - 1, 0)]), float(grid[min(middle + 1, 8)])
    return round((low + high) / 2, 3)


def soften(answers: npt.NDArray[np.float32], value: float) -> npt.NDArray[np.float32]:
    """Divides the logits behind the softmaxes of a network's answers by a temperature.

    Args:
        answers: ``(n, 10 or 11)``, or ``(n, members, 10 or 11)``.
        value: The temperature.

    Returns:
        ``(n, 10)``: the probabilities of the digits, given that it is one.
    """
    logits = np.log(np.clip(answers.astype(np.float64), 1e-30, 1)) / value
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    softened: npt.NDArray[np.float32] = (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)
    return digits_of(softened.mean(axis=1) if softened.ndim == 3 else softened)


def _loss(probabilities: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8]) -> float:
    likelihood = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    return float(-np.log(np.clip(likelihood, 1e-30, 1)).mean())
