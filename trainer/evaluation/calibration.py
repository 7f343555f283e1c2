"""Calibrates a run: finds the temperature of its logits, and the thresholds of its verdicts.

Reads a fitted run; writes ``calibration.json`` and records the step. Command: ``python -m trainer calibrate RUN``. Evaluation,
prediction and export use the network that ``load_model`` returns: its logits are divided by the temperature.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation.datasets import validation_images
from trainer.evaluation.temperature import Labels, find_temperature, loss_at
from trainer.evaluation.threshold_data import Sources, Wanted, describe, read_sources
from trainer.models.serving import answers_of, load_network, serving_model
from trainer.reading.rejection import UNSURE, Answers, Thresholds, find_thresholds
from trainer.recipes import same_weights
from trainer.run import Run, read_json, to_json, write_atomically

if TYPE_CHECKING:
    import keras

Content = dict[str, Any]
"""What ``calibration.json`` holds, or a part of it."""

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
    sources = read_sources(wanted)
    temperature, temperature_from = _temperature(run, data, sources, held_out)
    thresholds, thresholds_from = _thresholds(run, temperature, wanted, sources, _validation(held_out or run, data, temperature))
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


def _temperature(run: Run, data: Mnist, sources: Sources, held_out: Run | None) -> tuple[float, Content | None]:
    """Finds the temperature on digits of people and on validation images that were not trained on; 1 where there are neither."""
    source = held_out or run
    count = validation_images(source.entry("fit")["recipe"])
    if held_out and not count:
        raise InklingError(f"{held_out.path} trained on the validation images; name a run that 'fit --holdout' made.")
    found: list[tuple[Content, Answers, Labels]] = []
    if count:
        images, labels = data.validation_split(count)
        found.append(({"data": VALIDATION_IMAGES}, answers_of(load_network(source), to_grids(images)), labels))
    network = load_network(run)
    found += [(one.known, answers_of(network, one.grids), one.labels) for one in sources.digits if one.labels is not None]
    if not found:
        return 1.0, None
    temperature = find_temperature([(answers, labels) for _, answers, labels in found])
    return temperature, {
        "sources": [
            {**known, "images": len(labels), "loss": [loss_at(answers, labels, value) for value in (1.0, temperature)]}
            for known, answers, labels in found
        ]
    }


def _validation(source: Run, data: Mnist, temperature: float) -> Answers | None:
    """Returns what a run answers to the validation images; None where it trained on them."""
    count = validation_images(source.entry("fit")["recipe"])
    return answers_of(serving_model(load_network(source), temperature), to_grids(data.validation_split(count)[0])) if count else None


def _thresholds(run: Run, temperature: float, wanted: Wanted, sources: Sources, validation: Answers | None) -> tuple[Thresholds, Content]:
    """Finds the thresholds on the digits of all sources, each of the same weight."""
    model = serving_model(load_network(run), temperature)
    digits = [(one.known, answers_of(model, one.grids)) for one in sources.digits]
    if validation is not None:
        digits.append(({"data": VALIDATION_IMAGES}, validation))
    others = [(known, answers_of(model, grids)) for known, grids in sources.non_digits]
    found = find_thresholds([answers for _, answers in digits], wanted.refused)
    return found, {"allowed": {"refused": wanted.refused, "unsure": UNSURE}, **describe(found, digits, others)}
