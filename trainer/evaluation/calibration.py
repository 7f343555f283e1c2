"""Calibrates a run: finds the temperature of its logits, and the thresholds of its verdicts.

Reads a fitted run; writes ``calibration.json`` and records the step. Command: ``python -m trainer calibrate RUN``. Evaluation,
prediction and export use the network that ``load_model`` returns: its logits are divided by the temperature.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation.datasets import trained_on, validation_images
from trainer.evaluation.temperature import find_temperature, loss_at
from trainer.evaluation.threshold_data import Digits, Known, Wanted, describe, read_sources
from trainer.models.serving import answers_of, load_network, serving_model
from trainer.reading.rejection import UNSURE, Answers, Thresholds, find_thresholds
from trainer.recipes import same_weights
from trainer.run import Run, read_json, to_json, write_atomically

if TYPE_CHECKING:
    import keras

Content = dict[str, Any]
"""What ``calibration.json`` holds, or a part of it."""

Asked = tuple["keras.Model", Digits]
"""A network, and a source of digits that it is asked about."""

VALIDATION_IMAGES = "validation images of MNIST"
"""The name of this source in ``calibration.json``."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a calibration step found."""

    temperature: float = 1.0
    """Divisor of the logits."""
    thresholds: Thresholds | None = None
    """From which values on an answer counts; None where the run was not calibrated."""


def calibration_of(run: Run) -> Calibration:
    """Returns the calibration of a run: temperature 1 and no thresholds where it was not calibrated.

    Raises:
        InklingError: The file is not the one that the step wrote.
    """
    if "calibrate" not in run.manifest:
        return Calibration()
    run.entry("calibrate")
    content = read_json(run.path / "calibration.json")
    return Calibration(content["temperature"], Thresholds(**content["thresholds"]))


def load_model(run: Run) -> keras.Model:
    """Loads a run's network, calibrated, so that it answers probabilities ``(batch, 10)`` or ``(batch, 11)``.

    Raises:
        InklingError: The run has no intact fit or calibration, or Keras cannot read its model.
    """
    return serving_model(load_network(run), calibration_of(run).temperature)


def calibrate(run: Run, data: Mnist, wanted: Wanted | None = None, held_out: Run | None = None) -> Content:
    """Calibrates a fitted run and records the step.

    Args:
        run: The run.
        data: MNIST; its validation images are one of the sources of temperature and thresholds.
        wanted: The files of strokes that are sources, too, and how many digits may be refused; without files the thresholds take
            synthetic digits.
        held_out: A run of the same recipe that held the validation images out, where this one trained on them.

    Returns:
        What ``calibration.json`` holds: ``temperature``, ``thresholds``, and where each comes from.

    Raises:
        InklingError: The run has no intact fit, ``held_out`` trained on the validation images, or a file is a test set or holds no
            digits.
    """
    run.entry("fit")
    wanted = wanted or Wanted()
    for file in wanted.strokes:
        if trained_on(run, file):
            raise InklingError(f"{run.path} trained on {file}, so it says nothing about how sure it may be; calibrate on other drawings.")
    sources = read_sources(wanted)
    validation = _validation(held_out or run, data)
    if held_out and not validation:
        raise InklingError(f"{held_out.path} trained on the validation images; name a run that 'fit --holdout' made.")
    network = load_network(run)
    keeper = load_network(held_out) if held_out else network  # it kept the validation images out
    temperature, temperature_from = _temperature([(keeper, one) for one in validation] + [(network, one) for one in sources.digits])
    model = serving_model(network, temperature)  # once for each network: it changes the weights
    kept = serving_model(keeper, temperature) if held_out else model
    thresholds, thresholds_from = _thresholds(
        [(model, one) for one in sources.digits] + [(kept, one) for one in validation],
        [(known, answers_of(model, grids)) for known, grids in sources.non_digits],
        wanted.refused,
    )
    return _record(
        run,
        {
            "temperature": temperature,
            "thresholds": asdict(thresholds),
            "temperature_from": temperature_from,
            "thresholds_from": thresholds_from,
        },
    )


def calibrate_like(run: Run, file: Path) -> Content:
    """Gives a run the calibration that was found before for the same recipe, and records the step.

    Raises:
        InklingError: The run has no intact fit, or the file holds no calibration.
    """
    run.entry("fit")
    content = read_json(file)
    if not isinstance(content, dict) or not {"temperature", "thresholds"} <= set(content):
        raise InklingError(f"{file} holds no calibration; name the calibration.json of a run or of a published model.")
    return _record(run, content)


def calibrate_as_published(run: Run, data: Mnist, published: Path | None) -> Content:
    """Calibrates a run as the published model of the same recipe was; anew where the folder ``published`` holds no such model.

    Raises:
        InklingError: The run has no intact fit.
    """
    recipe = run.entry("fit")["recipe"]
    folder = published / recipe["name"] if published else None
    if folder and (folder / "calibration.json").is_file() and same_weights(read_json(folder / "manifest.json")["fit"]["recipe"], recipe):
        return calibrate_like(run, folder / "calibration.json")
    return calibrate(run, data)


def _record(run: Run, content: Content) -> Content:
    path = run.path / "calibration.json"
    write_atomically(path, to_json(content))
    run.record("calibrate", [path], **{"from": ["fit"]})
    return content


def _validation(run: Run, data: Mnist) -> list[Digits]:
    """Returns the validation images as a source; none where a run trained on them."""
    count = validation_images(run.entry("fit")["recipe"])
    if not count:
        return []
    images, labels = data.validation_split(count)
    return [Digits({"data": VALIDATION_IMAGES}, to_grids(images), labels)]


def _temperature(sources: Sequence[Asked]) -> tuple[float, Content | None]:
    """Finds the temperature on what people wrote; 1 where there is none of it."""
    found = [(one.known, answers_of(network, one.grids), one.labels) for network, one in sources if one.labels is not None]
    if not found:
        return 1.0, None
    temperature = find_temperature([(answers, labels) for _, answers, labels in found])
    return temperature, {
        "sources": [
            {**known, "images": len(labels), "loss": [loss_at(answers, labels, value) for value in (1.0, temperature)]}
            for known, answers, labels in found
        ]
    }


def _thresholds(sources: Sequence[Asked], others: Sequence[tuple[Known, Answers]], refused: float) -> tuple[Thresholds, Content]:
    """Finds the thresholds on the digits of all sources, each of the same weight; of ``others`` it is told what comes out."""
    digits = [(one.known, answers_of(model, one.grids)) for model, one in sources]
    found = find_thresholds([answers for _, answers in digits], refused)
    return found, {"allowed": {"refused": refused, "unsure": UNSURE}, **describe(found, digits, others)}
