"""Several seeds of a recipe: fits, calibrates and evaluates them, and sums up.

Command: ``python -m trainer seeds RECIPE`` -> one run a seed, and ``RECIPE-seeds.json`` beside them. An interrupted command goes
on where it was: finished runs are kept, and a half-finished one is resumed.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate_as_published
from trainer.evaluation.datasets import Split
from trainer.evaluation.mnist import evaluate
from trainer.evaluation.results import OF_SPLIT
from trainer.recipes import VALIDATION, Recipe
from trainer.run import Run, read_json, to_json, write_atomically
from trainer.training.distribute import Here, Place, fits


def parse(text: str) -> list[int]:
    """Reads a list of seeds such as ``0-4``, ``0,3,7`` or ``0-2,7``.

    Raises:
        InklingError: The text is no such list.
    """
    seeds: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise InklingError(f"'{text}' is no list of seeds; write --seeds 0-4 or --seeds 0,3,7.")
        seeds += range(int(first), int(last or first) + 1)
    return sorted(set(seeds))


def fit_seeds(
    recipe: Recipe,
    seeds: Sequence[int],
    data: Mnist,
    root: Path,
    published: Path | None = None,
    split: Split = "test",
    place: Place | None = None,
    say: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Fits, calibrates and evaluates every seed that is not done yet, then writes the summary.

    Args:
        recipe: What to train.
        seeds: One run each.
        data: MNIST.
        root: The folder that holds the runs.
        published: The folder of published models, whose calibration is taken where the recipe is the same.
        split: The images to measure on.
        place: Where fits run; None fits in this process.
        say: Called with one line of news at a time.

    Returns:
        What ``RECIPE-seeds.json`` holds, as ``summarise`` says.

    Raises:
        InklingError: A run of that name was made by another version of the recipe.
    """
    runs = [Run.of(root, recipe.name, seed) for seed in seeds]
    for run in fits(place or Here(), [(recipe, seed) for seed in seeds], data, root, say):
        _measure(run, data, published, split)
        say(f"{run.path}: {read_json(run.path / OF_SPLIT[split].numbers)['errors']} errors")
    summary = summarise(runs, split)
    write_atomically(summary_path(root, recipe.name), to_json(summary))
    return summary


def _measure(run: Run, data: Mnist, published: Path | None, split: Split) -> None:
    """Does those of the steps calibrate and evaluate that are not done yet."""
    if not run.done("calibrate"):
        calibrate_as_published(run, data, published)
    if not run.done(OF_SPLIT[split].step):
        evaluate(run, data, split)


def summary_path(root: Path, recipe: str) -> Path:
    """Returns where the summary of a recipe's seeds is, beside its runs."""
    return root / f"{recipe}-seeds.json"


def summarise(runs: Sequence[Run], split: Split = "test") -> dict[str, Any]:
    """Sums up evaluated runs of one recipe that differ in their seed.

    Returns:
        ``recipe`` as the runs' manifests hold it, the ``split`` and the number of its ``images``, ``command``, ``seeds`` (one entry
        a run, with the ``commit`` that fitted it), and the ``spread`` of ``errors`` and ``accuracy``. Of the test images also those
        ``without_label_errors``.
    """
    measured = [(run.manifest["fit"], read_json(run.path / OF_SPLIT[split].numbers)) for run in runs]
    metrics = [one for _, one in measured]
    sound = [one["without_label_errors"] for one in metrics if "without_label_errors" in one]
    recipe = measured[0][0]["recipe"]
    held_out = f" --holdout {recipe.get('validation', VALIDATION)}" if split == "validation" else ""
    return {
        "recipe": recipe,
        "split": split,
        "images": metrics[0]["images"],
        "command": f"python -m trainer seeds {recipe['name']} --seeds {','.join(str(one['seed']) for one in metrics)}{held_out}",
        "seeds": [_seed(fit, one) for fit, one in measured],
        "errors": spread([one["errors"] for one in metrics]),
        "accuracy": spread([one["accuracy"] for one in metrics]),
        **({"accuracy_without_label_errors": spread([one["accuracy"] for one in sound])} if sound else {}),
    }


def _seed(fit: dict[str, Any], metrics: dict[str, Any]) -> dict[str, Any]:
    """Returns what the summary holds of one run."""
    sound = metrics.get("without_label_errors")
    return {
        "seed": metrics["seed"],
        "errors": metrics["errors"],
        **({"errors_without_label_errors": sound["errors"]} if sound else {}),
        "calibration_error": metrics["calibration_error"],
        "seconds": fit["seconds"],
        "commit": fit.get("commit"),
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Returns ``mean``, ``sd`` (sample standard deviation, 0 of a single value), ``min`` and ``max``."""
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"mean": statistics.fmean(values), "sd": deviation, "min": min(values), "max": max(values)}
