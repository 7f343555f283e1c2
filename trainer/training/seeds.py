"""Several seeds of a recipe: fit and evaluate them all, one after the other, and summarise.

Command: ``python -m trainer seeds RECIPE --seeds 0-4`` -> one run a seed, and ``RECIPE-seeds.json`` beside them.
Interrupted, it goes on where it was: finished runs are kept, a half-finished one is resumed.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.recipes import Recipe
from trainer.run import Run, read_json, to_json, write_atomically


def parse(text: str) -> list[int]:
    """Reads ``0-4`` or ``0,3,7`` or a mixture.

    Raises:
        InklingError: The text is neither.
    """
    seeds: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise InklingError(f"'{text}' is no list of seeds; write --seeds 0-4 or --seeds 0,3,7.")
        seeds += range(int(first), int(last or first) + 1)
    return sorted(set(seeds))


def fit_seeds(
    recipe: Recipe, seeds: Sequence[int], data: Mnist, root: Path, published: Path | None = None, say: Callable[[str], None] = print
) -> dict[str, Any]:
    """Fits, calibrates and evaluates every seed that is not done yet, then writes and returns the summary.

    Raises:
        InklingError: A run of that name was made by another version of the recipe.
    """
    from trainer.evaluation.calibration import calibrate_as_published
    from trainer.evaluation.mnist import evaluate
    from trainer.training.fit import Options, fit

    for seed in seeds:
        run = Run(root / f"{recipe.name}-s{seed}")
        if not run.fitted(recipe):
            if "fit" in run.manifest:
                raise InklingError(f"{run.path} was fitted by another version of the recipe; delete it, or fit it again with --force.")
            fit(recipe, data, root, Options(seed=seed, resume=True), say)
        if not run.done("calibrate"):
            calibrate_as_published(run, data, published)
        if not run.done("evaluate"):
            evaluate(run, data)
        say(f"{run.path}: {read_json(run.path / 'metrics.json')['errors']} errors")
    summary = summarise([Run(root / f"{recipe.name}-s{seed}") for seed in seeds])
    write_atomically(summary_path(root, recipe.name), to_json(summary))
    return summary


def summary_path(root: Path, recipe: str) -> Path:
    """Where the summary of a recipe's seeds stands, beside its runs."""
    return root / f"{recipe}-seeds.json"


def summarise(runs: Sequence[Run]) -> dict[str, Any]:
    """Summarises evaluated runs of one recipe that differ in their seed.

    Returns:
        ``recipe`` as the runs' manifests hold it, ``images``, ``seeds`` (one entry a run), and the ``spread`` of ``errors``, of
        ``accuracy``, and of ``accuracy_without_label_errors`` over them.
    """
    metrics = [read_json(run.path / "metrics.json") for run in runs]
    sound = [one["without_label_errors"] for one in metrics]
    return {
        "recipe": runs[0].manifest["fit"]["recipe"],
        "images": metrics[0]["images"],
        "seeds": [
            {
                "seed": one["seed"],
                "errors": one["errors"],
                "errors_without_label_errors": other["errors"],
                "calibration_error": one["calibration_error"],
                "seconds": run.manifest["fit"]["seconds"],
            }
            for run, one, other in zip(runs, metrics, sound, strict=True)
        ],
        "errors": spread([one["errors"] for one in metrics]),
        "accuracy": spread([one["accuracy"] for one in metrics]),
        "accuracy_without_label_errors": spread([one["accuracy"] for one in sound]),
    }


def spread(values: Sequence[float]) -> dict[str, float]:
    """Mean, sample standard deviation (0 of a single value), lowest and highest."""
    deviation = statistics.stdev(values) if len(values) > 1 else 0.0
    return {"mean": statistics.fmean(values), "sd": deviation, "min": min(values), "max": max(values)}
