"""Evaluates a run on the fifteen corruptions of MNIST-C: run -> ``corruptions.json`` and ``corruptions.npz``.

Command: ``python -m trainer evaluate RUN --corruptions``, which takes the validation images and writes ``validation-corruptions.json``
and ``.npz``; ``--split test`` measures a model whose settings are final. The network reads each image as it is, without the steps
that a picture on the page goes through: so others measure, too.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np

from trainer.data.mnist import Mnist, to_grids
from trainer.evaluation.calibration import calibration_of, load_model
from trainer.evaluation.corruptions import CORRUPTIONS, corrupt, generator
from trainer.evaluation.datasets import Split, check_split
from trainer.evaluation.metrics import Labels, wilson_interval
from trainer.evaluation.mnist import images_of
from trainer.evaluation.results import CORRUPTIONS_OF_SPLIT, origin, record_results, worst_first
from trainer.models.serving import answers_of
from trainer.reading.rejection import Answers, Thresholds, digits_of, verdicts_of
from trainer.run import Run


def evaluate_corruptions(run: Run, data: Mnist, split: Split, say: Callable[[str], None] = lambda line: None) -> dict[str, Any]:
    """Evaluates a fitted run on corrupted images and records the step: ``corruptions`` or, on validation images, ``validate_corruptions``.

    Returns:
        What the JSON file holds: ``recipe``, ``seed``, the ``commit`` and the ``command`` that measured it, the ``split``, the number
        of ``images`` of each corruption, the run's ``thresholds``, the ``mean_error`` over the corruptions, and what ``score_answers``
        returns of the images as they are, ``clean``, and of each of the ``corruptions``.

    Raises:
        InklingError: The run has no intact fit, or trained on the validation images that it is to be measured on.
    """
    fitted = run.entry("fit")
    check_split(run, split)
    images, labels = images_of(data, fitted["recipe"], split)
    model, thresholds = load_model(run), calibration_of(run).thresholds
    clean = score_answers(answers_of(model, to_grids(images)), labels, thresholds)
    answers = {}
    for number, name in enumerate(CORRUPTIONS, 1):
        say(f"[{number}/{len(CORRUPTIONS)}] {name}")
        answers[name] = answers_of(model, to_grids(corrupt(name, images, generator(name))))
    scores = {name: score_answers(given, labels, thresholds) for name, given in answers.items()}
    content = {
        "recipe": fitted["recipe"]["name"],
        "seed": fitted["seed"],
        **origin(f"evaluate runs/{run.path.name} --corruptions --split {split}"),
        "split": split,
        "images": len(images),
        "thresholds": asdict(thresholds) if thresholds else None,
        "mean_error": statistics.fmean(score["error"] for score in scores.values()),
        "clean": clean,
        "corruptions": scores,
    }
    record_results(run, CORRUPTIONS_OF_SPLIT[split], content, {**answers, "labels": labels})
    return content


def score_answers(answers: Answers, labels: Labels, thresholds: Thresholds | None) -> dict[str, Any]:
    """Scores answers to images of digits.

    Returns:
        ``errors`` of the network alone: the most probable of the ten digits is not the label; their share ``error`` and its 95 % Wilson
        ``interval``; the share ``refused`` as no digit, and ``named_wrong``: the share that is named as one digit, which is wrong.
    """
    wrong = digits_of(answers).argmax(axis=1) != labels
    errors, verdicts = int(wrong.sum()), verdicts_of(answers, thresholds)
    return {
        "errors": errors,
        "error": errors / len(labels),
        "interval": list(wilson_interval(errors, len(labels))),
        "refused": float(np.mean(verdicts == "not a digit")),
        "named_wrong": float(np.mean(wrong & (verdicts == "digit"))),
    }


def table(content: dict[str, Any]) -> list[str]:
    """Returns the lines of a table of what was measured, the worst corruption first."""
    return [
        f"{'corruption':<14} {'error':>8}  {'95 % interval':<17} {'refused':>8} {'named wrong':>12}",
        *(_row(score["name"], score) for score in worst_first(content["corruptions"])),
        _row("(none)", content["clean"]),
    ]


def _row(name: str, score: dict[str, Any]) -> str:
    low, high = score["interval"]
    return f"{name:<14} {score['error']:>8.2%}  {f'{low:.2%} to {high:.2%}':<17} {score['refused']:>8.1%} {score['named_wrong']:>12.2%}"
