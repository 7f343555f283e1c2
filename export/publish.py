"""Publishes runs: ``runs/NAME-sSEED/`` -> ``docs/models/NAME/``, and the results of benchmarks.

Command: ``python -m export publish RUN...``. What is derived from all models follows with ``export/derive.py``; these two, and
``export/figures/dataset.py``, are the only writers of tracked results.

A model's folder is prepared beside the old one and takes its place in one go. An interrupted publish leaves the old model whole,
and publishing again completes it. What was measured before and belongs to the same weights stays: ``export/measurements.py``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from export.cards import context
from export.cards.benchmarks import BENCHMARKS, origin
from export.cards.render import render
from export.catalogue import read_model
from export.measurements import Kept, keep
from export.publishable import check_publishable, with_commits
from trainer.errors import InklingError
from trainer.evaluation.results import CORRUPTIONS, STROKES, TEST, Results
from trainer.run import Run, read_json, sha256, to_json, write_atomically

STEPS = ("fit", "calibrate", "evaluate", "tfjs", "figures")
"""What must have finished before a run can be published."""
EXTRAS = (STROKES, CORRUPTIONS)
"""What is published, too, where a run was measured so."""


def publish(run: Run, models: Path, before: Path | None = None, tracked: bool = False, say: Callable[[str], None] = print) -> Path:
    """Publishes one run into the folder ``models``; returns the model's folder.

    Args:
        run: The run.
        models: The folder to publish to.
        before: The folder of models that were published before, whose measurements stay where they belong to the run's weights;
            None takes ``models``.
        tracked: The results are to be committed, so what the tests of the repository ask is checked first.
        say: Prints a sentence for each measurement that stays or goes.

    Raises:
        InklingError: A step of the run has not finished, its files are not the ones it wrote, or it is not fit to be tracked.
    """
    check(run)
    commit = check_publishable(run) if tracked else run.manifest["fit"].get("commit")
    target = models / str(run.manifest["fit"]["recipe"]["name"])
    recover(models)
    try:
        kept = keep(run, (before or models) / target.name)
        kept.manifest["fit"]["commit"] = commit
        fresh = prepare(run, kept, models)
        if tracked:
            name_commits(run, kept, fresh)
        finish(kept, fresh)
        put_in_place(fresh, target)
    finally:
        recover(models)
    for note in kept.notes:
        say(f"{target.name}: {note}")
    return target


def check(run: Run) -> None:
    """Raises an InklingError unless every step of the run has finished and its files are the ones that it wrote."""
    for step in (*STEPS, *(results.step for results in extras(run))):
        run.entry(step)


def extras(run: Run) -> tuple[Results, ...]:
    """Returns the measurements of ``EXTRAS`` that a run has."""
    return tuple(results for results in EXTRAS if results.step in run.manifest)


def prepare(run: Run, kept: Kept, models: Path) -> Path:
    """Copies what is published of a run into a draft folder, ``models/.NAME.new``."""
    fresh = models / f".{kept.manifest['fit']['recipe']['name']}.new"
    shutil.copytree(run.path / "tfjs", fresh)
    shutil.copytree(run.path / "figures", fresh / "figures")
    of_run = ("calibration.json", "metrics.json", *(results.numbers for results in extras(run)))
    for name, file in {**{name: run.path / name for name in of_run}, **kept.files}.items():
        shutil.copyfile(file, fresh / name)
    return fresh


def name_commits(run: Run, kept: Kept, fresh: Path) -> None:
    """Writes the commits that hold what measured a run into the draft's results, where they were measured before the commit."""
    for results in (TEST, *extras(run)):
        write_atomically(fresh / results.numbers, with_commits(run, results))
        kept.manifest[results.step]["files"][results.numbers] = sha256(fresh / results.numbers)


def finish(kept: Kept, fresh: Path) -> None:
    """Writes manifest and card into a draft."""
    write_atomically(fresh / "manifest.json", to_json(kept.manifest))
    (fresh / "index.md").write_text(render("card", **context.of_model(read_model(fresh))), encoding="utf-8")


def put_in_place(fresh: Path, target: Path) -> None:
    """Moves a draft to its place, and what stands there aside; ``recover`` clears up whatever happens in between."""
    if target.exists():
        target.rename(target.with_name(f".{target.name}.old"))
    fresh.rename(target)


def recover(models: Path) -> None:
    """Clears up after a publish that was interrupted: drafts go, and a model that was only moved aside comes back."""
    for draft in models.glob(".*.new"):
        shutil.rmtree(draft)
    for old in models.glob(".*.old"):
        target = models / old.name[1:].removesuffix(".old")
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)


def is_published(run: Run, models: Path, before: Path | None = None) -> bool:
    """Tells whether a run and what stays beside it, as they are now, are what stands published."""
    published = models / run.manifest["fit"]["recipe"]["name"]
    kept = keep(run, (before or models) / published.name)
    manifest = published / "manifest.json"
    return (
        manifest.is_file()
        and manifest.read_bytes() == to_json(kept.manifest)
        and all((published / name).is_file() and (published / name).read_bytes() == file.read_bytes() for name, file in kept.files.items())
    )


def publish_benchmark(results: Path, models: Path) -> Path:
    """Publishes what a benchmark measured (``BENCHMARKS`` has them all); returns the published file.

    Raises:
        InklingError: The file does not hold such results, or they do not name the commit and the command that measured them.
    """
    measured = read_json(results)
    for benchmark in BENCHMARKS:
        if isinstance(measured, dict) and benchmark.holds <= set(measured):
            origin(measured)
            write_atomically(models / benchmark.file, to_json(measured))
            return models / benchmark.file
    raise InklingError(f"{results} holds no results of a benchmark; 'make help' lists the commands that measure.")
