"""What several seeds of a recipe came to: runs -> ``RECIPE-seeds.json`` beside them. No TensorFlow.

Each seed is an entry with its errors and its log, so entries of several machines and days can be summed up together:
``export/seeds.py`` adds those that are published already.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.errors import InklingError
from trainer.evaluation.datasets import Split
from trainer.evaluation.label_errors import doubtful
from trainer.evaluation.results import OF_SPLIT, STROKES
from trainer.recipes import VALIDATION
from trainer.run import Run, read_json
from trainer.sources import commit_of

Seed = dict[str, Any]
"""What is kept of one seed; ``entry`` says what."""
LOG = ("loss", "accuracy")
"""What is kept of each epoch: both are of the training images, as Keras measures them while it trains."""
DIGITS = 6
"""Decimal places of a log."""
DRAWN = ("role", "images", "errors", "accuracy", "confident_wrong")
"""What is kept of each file of drawn digits."""


def summary_path(root: Path, recipe: str) -> Path:
    """Returns where the summary of a recipe's seeds is, beside its runs."""
    return root / f"{recipe}-seeds.json"


def summarise(runs: Sequence[Run], split: Split = "test") -> dict[str, Any]:
    """Sums up evaluated runs of one recipe that differ in their seed; returns what ``summary`` says."""
    recipe = runs[0].manifest["fit"]["recipe"]
    images = read_json(runs[0].path / OF_SPLIT[split].numbers)["images"]
    return summary(recipe, split, images, [_entry_of(run, split) for run in runs])


def _entry_of(run: Run, split: Split) -> Seed:
    """Returns the entry of an evaluated run, with its log and with what was measured on drawings where it was."""
    return {
        **entry(run.manifest["fit"], read_json(run.path / OF_SPLIT[split].numbers)),
        "log": _log(read_json(run.path / "history.json")),
        **({"drawn": drawn(read_json(run.path / STROKES.numbers))} if run.done(STROKES.step) else {}),
    }


def entry(fit: Mapping[str, Any], metrics: Mapping[str, Any]) -> Seed:
    """Returns what is kept of one seed.

    Args:
        fit: The entry of the step ``fit`` in its manifest.
        metrics: What ``evaluate`` measured.

    Returns:
        ``seed``, ``errors``, on the test images also ``errors_without_label_errors``, ``calibration_error``, the ``seconds`` that its
        training took, and the ``commit`` and ``processor`` that fitted it. A run adds its ``log`` and what was ``drawn``.
    """
    sound = metrics.get("without_label_errors")
    return {
        "seed": metrics["seed"],
        "errors": metrics["errors"],
        **({"errors_without_label_errors": sound["errors"]} if sound else {}),
        "calibration_error": metrics["calibration_error"],
        "seconds": fit["seconds"],
        "commit": _commit(fit),
        "processor": fit.get("hardware", {}).get("processor"),
    }


def _commit(fit: Mapping[str, Any]) -> str | None:
    """Returns the commit that holds what fitted a run, where one does by now; else the one that the run names."""
    try:
        return commit_of(dict(fit))
    except InklingError:
        return str(fit["commit"])


def _log(history: Mapping[str, Sequence[float]]) -> dict[str, list[float]]:
    """Returns what is kept of a history: a list for each of ``LOG``, a number an epoch."""
    return {name: [round(value, DIGITS) for value in history[name]] for name in LOG if name in history}


def drawn(strokes: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what is kept of the results on files of drawn digits: file -> ``DRAWN``."""
    return {file: {name: scored[name] for name in DRAWN} for file, scored in strokes["digits"].items()}


def summary(recipe: Mapping[str, Any], split: Split, images: int, seeds: Sequence[Seed]) -> dict[str, Any]:
    """Sums up seeds of one recipe.

    Args:
        recipe: As manifests hold it.
        split: The images that the errors are counted on.
        images: How many these are.
        seeds: One entry a seed.

    Returns:
        ``recipe``, ``split``, ``images``, ``command``, ``seeds`` in their order, and the ``spread`` of ``errors`` and ``accuracy``. Of the
        test images also of ``accuracy_without_label_errors``, and of the shares that are read right of each file that was ``drawn``,
        with the number of ``seeds`` that were measured on it and its ``role``.
    """
    seeds = sorted(seeds, key=lambda one: int(one["seed"]))
    errors = [one["errors"] for one in seeds]
    held_out = f" --holdout {recipe.get('validation', VALIDATION)}" if split == "validation" else ""
    summed = {
        "recipe": recipe,
        "split": split,
        "images": images,
        "command": f"python -m trainer seeds {recipe['name']} --seeds {','.join(str(one['seed']) for one in seeds)}{held_out}",
        "seeds": seeds,
        "errors": spread(errors),
        "accuracy": spread([1 - count / images for count in errors]),
    }
    if split == "test":
        sound = images - len(doubtful(images))
        summed["accuracy_without_label_errors"] = spread([1 - one["errors_without_label_errors"] / sound for one in seeds])
        summed["drawn"] = _spread_of_drawn(seeds)
    return summed


def _spread_of_drawn(seeds: Sequence[Seed]) -> dict[str, Any]:
    """Returns file -> ``role``, ``seeds`` and the spread of the accuracy over those seeds that were measured on it."""
    scored = [one.get("drawn", {}) for one in seeds]
    files = {file: [one[file] for one in scored if file in one] for file in sorted({file for one in scored for file in one})}
    return {
        file: {"role": of_seeds[0]["role"], "seeds": len(of_seeds), **spread([one["accuracy"] for one in of_seeds])}
        for file, of_seeds in files.items()
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Returns ``mean``, ``sd`` (sample standard deviation, 0 of a single value), ``min`` and ``max``."""
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"mean": statistics.fmean(values), "sd": deviation, "min": min(values), "max": max(values)}
