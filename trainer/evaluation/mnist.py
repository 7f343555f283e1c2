"""Evaluates a run on the 10,000 test images of MNIST: run -> ``metrics.json`` and ``predictions.npz``.

Command: ``python -m trainer evaluate RUN``.
"""

from __future__ import annotations

from typing import Any

from trainer.data.mnist import Mnist, to_grids
from trainer.evaluation.calibration import load_model
from trainer.evaluation.metrics import measure
from trainer.evaluation.results import Arrays, record_results
from trainer.models.serving import answers_of
from trainer.reading.rejection import digits_of
from trainer.run import Run


def evaluate(run: Run, data: Mnist) -> dict[str, Any]:
    """Evaluates a fitted run and records the step ``evaluate``.

    Returns:
        What ``metrics.json`` holds: ``recipe``, ``seed``, and what ``metrics.measure`` returns.

    Raises:
        InklingError: The run has no intact fit.
    """
    fitted = run.entry("fit")
    probabilities = digits_of(answers_of(load_model(run), to_grids(data.test_images)))
    metrics = {"recipe": fitted["recipe"]["name"], "seed": fitted["seed"], **measure(probabilities, data.test_labels)}
    answers: Arrays = {"probabilities": probabilities, "labels": data.test_labels}
    record_results(run, "evaluate", "metrics.json", metrics, ("predictions.npz", answers))
    return metrics
