"""Evaluates a run on images of MNIST: run -> ``validation.json`` and ``validation.npz``, or ``metrics.json`` and ``predictions.npz``.

Command: ``python -m trainer evaluate RUN``, which takes the validation images, to choose by; ``--split test`` measures a model whose
settings are final on the 10,000 test images.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from trainer.data.mnist import Array, Mnist, to_grids
from trainer.evaluation.calibration import calibration_of, load_model
from trainer.evaluation.datasets import Split, check_split, validation_images
from trainer.evaluation.metrics import measure, verdict_shares
from trainer.evaluation.results import OF_SPLIT, origin, record_results
from trainer.models.serving import answers_of
from trainer.reading.rejection import digits_of
from trainer.run import Run


def evaluate(run: Run, data: Mnist, split: Split) -> dict[str, Any]:
    """Evaluates a fitted run and records the step: ``evaluate`` on the test images, ``validate`` on the validation images.

    Returns:
        What the JSON file holds: ``recipe``, ``seed``, the ``commit`` and the ``command`` that measured it, the run's
        ``thresholds``, the share of images that gets each of the ``verdicts``, and what ``metrics.measure`` returns.

    Raises:
        InklingError: The run has no intact fit, or trained on the validation images that it is to be measured on.
    """
    fitted = run.entry("fit")
    check_split(run, split)
    images, labels = images_of(data, fitted["recipe"], split)
    answers = answers_of(load_model(run), to_grids(images))
    thresholds = calibration_of(run).thresholds
    probabilities = digits_of(answers)
    metrics = {
        "recipe": fitted["recipe"]["name"],
        "seed": fitted["seed"],
        **origin(f"evaluate runs/{run.path.name} --split {split}"),
        **measure(probabilities, labels, test=split == "test"),
        "thresholds": asdict(thresholds) if thresholds else None,
        "verdicts": verdict_shares(answers, thresholds),
    }
    record_results(run, OF_SPLIT[split], metrics, {"probabilities": probabilities, "labels": labels})
    return metrics


def images_of(data: Mnist, recipe: dict[str, Any], split: Split) -> tuple[Array, Array]:
    """Returns the images and labels of a split."""
    return (data.test_images, data.test_labels) if split == "test" else data.validation_split(validation_images(recipe))
