"""Several seeds of a recipe: fits, calibrates and evaluates them, and sums up.

Command: ``python -m trainer seeds RECIPE`` -> one run a seed, and ``RECIPE-seeds.json`` beside them, which
``trainer/training/seed_summary.py`` makes. An interrupted command goes on where it was: finished runs are kept, and a half-finished one
is resumed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from trainer.data.mnist import Mnist
from trainer.data.stroke_files import labels_of, read_samples
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate_as_published
from trainer.evaluation.datasets import Split, refuse_test_set
from trainer.evaluation.mnist import evaluate
from trainer.evaluation.results import OF_SPLIT, STROKES
from trainer.evaluation.strokes import evaluate_strokes
from trainer.recipes import Recipe
from trainer.run import Run, read_json, sha256, to_json, write_atomically
from trainer.training.distribute import Here, Place, fits
from trainer.training.seed_summary import summarise, summary_path


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
    strokes: Sequence[Path] = (),
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
        strokes: Files of drawn digits to measure on as well.
        say: Called with one line of news at a time.

    Returns:
        What ``RECIPE-seeds.json`` holds, as ``seed_summary.summary`` says.

    Raises:
        InklingError: A run of that name was made by another version of the recipe, a file holds no drawn digits, or it is a test set
            while images are held out, which is done to choose.
    """
    for file in strokes:
        labels_of(read_samples(file), file)
        if split == "validation":
            refuse_test_set(file)
    runs = [Run.of(root, recipe.name, seed) for seed in seeds]
    for run in fits(place or Here(), [(recipe, seed) for seed in seeds], data, root, say):
        _measure(run, data, published, split, strokes)
        say(f"{run.path}: {read_json(run.path / OF_SPLIT[split].numbers)['errors']} errors")
    summary = summarise(runs, split)
    write_atomically(summary_path(root, recipe.name), to_json(summary))
    return summary


def _measure(run: Run, data: Mnist, published: Path | None, split: Split, strokes: Sequence[Path]) -> None:
    """Does what is not done yet: calibrate, evaluate, and measure on drawings."""
    if not run.done("calibrate"):
        calibrate_as_published(run, data, published)
    if not run.done(OF_SPLIT[split].step):
        evaluate(run, data, split)
    measured = read_json(run.path / STROKES.numbers)["digits"] if run.done(STROKES.step) else {}
    missing = [file for file in strokes if measured.get(file.name, {}).get("sha256") != sha256(file)]
    if missing:
        evaluate_strokes(run, missing)
