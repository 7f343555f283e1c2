"""Calibrates a run: the temperature that makes its confidence honest, and the thresholds of its verdicts.

Reads a fitted run; writes ``calibration.json`` and records the step. Command: ``python -m trainer calibrate RUN``.
Evaluation, prediction and export divide the logits by the temperature; the page and ``predict`` use the thresholds.
Source of the temperature: Guo et al., "On Calibration of Modern Neural Networks", 2017.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar

from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.reading.rejection import Thresholds, digits_of, find_thresholds
from trainer.recipes import same_weights
from trainer.run import Run, read_json, sha256, to_json, write_atomically

SYNTHETIC_DIGITS = 4_000
"""Digits that the project draws to find thresholds on, where no file of strokes is named."""

Facts = dict[str, Any]
"""Where a number of the calibration comes from, as ``calibration.json`` tells it."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a calibration step found."""

    temperature: float = 1.0
    """Divisor of the logits."""
    thresholds: Thresholds | None = None
    """From where on an answer counts; None where the run was not calibrated."""


def calibration_of(run: Run) -> Calibration:
    """Returns the calibration of a run: temperature 1 and no thresholds where it has none.

    Raises:
        InklingError: The file is not the one that the step wrote.
    """
    if "calibrate" not in run.manifest:
        return Calibration()
    run.entry("calibrate")
    content = read_json(run.path / "calibration.json")
    return Calibration(content["temperature"], Thresholds(**content["thresholds"]))


def calibrate(run: Run, data: Mnist, strokes: Path | None = None, held_out: Run | None = None) -> Facts:
    """Calibrates a fitted run and records the step.

    Args:
        run: The run.
        data: MNIST; its validation images find the temperature.
        strokes: A file of digits that people drew, to find the thresholds on; None takes synthetic digits.
        held_out: A run of the same recipe that held the validation images out, where this one trained on them.

    Returns:
        What ``calibration.json`` holds: ``temperature``, ``thresholds``, and where each comes from.

    Raises:
        InklingError: The run has no intact fit, ``held_out`` trained on the validation images, or the file holds no digits.
    """
    run.entry("fit")
    value, value_from = _find_temperature(run, data, held_out)
    thresholds, thresholds_from = _find_thresholds(run, value, strokes)
    return _record(run, {"temperature": value, "thresholds": asdict(thresholds), "temperature_from": value_from, **thresholds_from})


def calibrate_like(run: Run, published: Path) -> Facts:
    """Gives a run the calibration that was found for the same recipe before, and records the step.

    Raises:
        InklingError: The run has no intact fit, or the file holds no calibration.
    """
    run.entry("fit")
    content = read_json(published)
    if not isinstance(content, dict) or not {"temperature", "thresholds"} <= set(content):
        raise InklingError(f"{published} holds no calibration; name the calibration.json of a run or of a published model.")
    return _record(run, content)


def calibrate_as_published(run: Run, data: Mnist, published: Path | None) -> Facts:
    """Calibrates a run as the published model of the same recipe was, or anew where none stands in the folder ``published``.

    Raises:
        InklingError: The run has no intact fit.
    """
    recipe = run.entry("fit")["recipe"]
    folder = published / recipe["name"] if published else None
    if folder and (folder / "calibration.json").is_file() and same_weights(read_json(folder / "manifest.json")["fit"]["recipe"], recipe):
        return calibrate_like(run, folder / "calibration.json")
    return calibrate(run, data)


def _record(run: Run, content: Facts) -> Facts:
    path = run.path / "calibration.json"
    write_atomically(path, to_json(content))
    run.record("calibrate", [path], **{"from": ["fit"]})
    return content


def _find_temperature(run: Run, data: Mnist, held_out: Run | None) -> tuple[float, Facts | None]:
    """Finds the temperature on validation images that the network has not trained on; 1 where there are none, or for sigmoids."""
    from trainer.evaluation.predict import answers_of, ends_in_softmax, load_network

    source = held_out or run
    if not source.entry("fit")["recipe"]["holdout"]:
        if held_out:
            raise InklingError(f"{held_out.path} trained on the validation images; name a run that 'fit --holdout' made.")
        return 1.0, None
    network = load_network(source)
    if not ends_in_softmax(network):
        return 1.0, None
    images, labels = data.validation_split
    answers = answers_of(network, to_grids(images))
    best = temperature(answers, labels)
    return best, {
        "data": "validation images of MNIST",
        "images": len(images),
        "loss": [_loss(answers, labels, 1.0), _loss(answers, labels, best)],
    }


def _find_thresholds(run: Run, value: float, strokes: Path | None) -> tuple[Thresholds, Facts]:
    """Finds the thresholds on digits that people drew or, without a file, on synthetic digits of a seed that no fit uses."""
    from trainer.evaluation.predict import answers_of, load_network
    from trainer.evaluation.strokes import read_digits
    from trainer.models.architectures import serving_model

    if strokes:
        grids, _ = read_digits(strokes)
        found: Facts = {"data": strokes.name, "sha256": sha256(strokes), "digits": len(grids)}
    else:
        from trainer.recipes import Synthetic
        from trainer.synthetic.render import draw_digits

        grids = to_grids(draw_digits(SYNTHETIC_DIGITS, Synthetic().pen))
        found = {"data": "synthetic digits", "digits": len(grids)}
    answers = answers_of(serving_model(load_network(run), value), grids)
    return find_thresholds(answers), {"thresholds_from": found}


def temperature(answers: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8]) -> float:
    """Returns the temperature of least negative log-likelihood, between 0.25 and 4, to 0.001."""
    found = minimize_scalar(lambda value: _loss(answers, labels, value), bounds=(0.25, 4.0), method="bounded", options={"xatol": 1e-4})
    return round(float(found.x), 3)


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


def _loss(answers: npt.NDArray[np.float32], labels: npt.NDArray[np.uint8], value: float) -> float:
    """Mean negative log-likelihood of the labels, in nats, at a temperature."""
    likelihood = soften(answers, value)[np.arange(len(labels)), labels].astype(np.float64)
    return float(-np.log(np.clip(likelihood, 1e-30, 1)).mean())
