"""What a search leaves: the score of each trial, ``SPACE.json`` with all of them, and the table that is printed.

The score is the mean negative log-likelihood of the validation images. Where files of strokes are named it is the mean of the error
shares, one of the validation images and one of each file. A lower score is better.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import optuna
from optuna.trial import FrozenTrial, TrialState

from trainer.evaluation.results import STROKES, VALIDATION, origin
from trainer.run import Run, read_json, to_json, write_atomically
from trainer.search_spaces import Space
from trainer.training.pruned import STEP
from trainer.training.study import finished
from trainer.training.trials import Trial, ranked, written

if TYPE_CHECKING:
    from trainer.training.search import Settings

LOSS = "mean negative log-likelihood of the validation images, in nats"
ERRORS = "mean of the error shares of the validation images and of each file"


def score(run: Run, strokes: Sequence[Path]) -> float:
    """Returns the score of a run that was measured on the validation images and on these files."""
    validation: dict[str, float] = read_json(run.path / VALIDATION.numbers)
    if not strokes:
        return validation["loss"]
    drawn = read_json(run.path / STROKES.numbers)["digits"]
    return statistics.fmean([1 - validation["accuracy"], *(1 - drawn[file.name]["accuracy"] for file in strokes)])


def write_results(study: optuna.Study, space: Space, settings: Settings, root: Path) -> dict[str, Any]:
    """Writes ``ROOT/SPACE.json`` and returns what it holds."""
    results = summarise(study, space, settings, root)
    write_atomically(root / f"{space.name}.json", to_json(results))
    return results


def summarise(study: optuna.Study, space: Space, settings: Settings, root: Path) -> dict[str, Any]:
    """Sums up the finished trials of a search.

    Returns:
        ``space``, ``recipe`` (its name), ``score`` (what it is), ``commit`` and ``command``, ``images`` (validation images), ``strokes``
        (file -> SHA-256), ``best`` (the number of the best trial, None where all were ended early) and ``trials``: for each ``trial``
        (its number), ``state``, ``parameters``, ``score``, ``epochs``, ``seconds``, ``hardware``, ``commit``, ``command`` and ``run``.
    """
    trials = finished(study)
    scored = [trial for trial in trials if trial.state == TrialState.COMPLETE]
    best = min(scored, key=lambda trial: trial.values[0], default=None)
    return {
        "space": space.name,
        "recipe": space.recipe.name,
        "score": ERRORS if settings.strokes else LOSS,
        **origin(_command(space, settings, len(trials))),
        "images": settings.holdout,
        "strokes": study.user_attrs["about"]["strokes"],
        "best": best.user_attrs["index"] if best else None,
        "trials": [_entry(trial, space, settings, root) for trial in trials],
    }


def _entry(trial: FrozenTrial, space: Space, settings: Settings, root: Path) -> dict[str, Any]:
    """Returns what is told of one trial; its command does the trials before it too, because they decide what it suggests."""
    number = trial.user_attrs["index"]
    run = Run.of(root / space.name / f"trial-{number:04}", space.recipe.name, 0)
    pruned = trial.state == TrialState.PRUNED
    made = run.manifest[STEP if pruned else "fit"]
    return {
        "trial": number,
        "state": "ended early" if pruned else "finished",
        "parameters": trial.params,
        "score": None if pruned else trial.values[0],
        "epochs": made["epochs"] if pruned else made["recipe"]["epochs"],
        "seconds": made["seconds"],
        "hardware": made["hardware"],
        "commit": made["commit"],
        "command": origin(_command(space, settings, number + 1))["command"],
        "run": run.path.relative_to(root).as_posix(),
    }


def _command(space: Space, settings: Settings, trials: int) -> str:
    """The command line, with the files' names only: where they lie is everybody's own affair."""
    epochs = f" --epochs {settings.epochs}" if settings.epochs else ""
    strokes = "".join(f" {file.name}" for file in settings.strokes)
    return f"search {space.name} --trials {trials}{epochs} --holdout {settings.holdout}" + (f" --strokes{strokes}" if strokes else "")


def table(results: dict[str, Any]) -> list[str]:
    """Returns the lines of a table, the best trial first."""
    trials = ranked(results["trials"])
    names = list(trials[0]["parameters"]) if trials else []
    rows = [["trial", "score", "epochs", "seconds", *names]]
    rows += [_row(trial, names) for trial in trials]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]


def _row(trial: Trial, names: Sequence[str]) -> list[str]:
    shown = [written(trial["parameters"].get(name)) for name in names]
    value = "ended early" if trial["score"] is None else f"{trial['score']:.5f}"
    return [f"{trial['trial']:04}", value, str(trial["epochs"]), f"{trial['seconds']:.1f}", *shown]
