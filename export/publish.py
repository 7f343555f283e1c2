"""Publishes runs: ``runs/NAME-sSEED/`` -> ``docs/models/NAME/``, and the results of benchmarks.

Command: ``python -m export publish RUN...``. What is derived from all models follows with ``export/derive.py``; these two, and
``export/figures/dataset.py``, are the only writers of tracked results.

A model's folder is prepared beside the old one and takes its place in one go. An interrupted publish leaves the old model whole,
and publishing again completes it. What was measured before and belongs to the same weights stays: ``export/measurements.py``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from export import answers, atlas
from export.cards import context
from export.cards.benchmarks import BENCHMARKS, origin
from export.cards.render import render
from export.catalogue import FORMATS, Published, read_model
from export.config import config
from export.measurements import Kept, keep
from export.publishable import check_publishable, with_commits
from export.seeds import check_commits
from export.versions import FILE as VERSIONS
from export.versions import check_why, next_versions
from trainer.errors import InklingError
from trainer.evaluation.results import CORRUPTIONS, STROKES, TEST, Results
from trainer.run import Run, read_json, sha256, to_json, write_atomically

STEPS = ("fit", "calibrate", "evaluate", *FORMATS, "figures")
"""What must have finished before a run can be published."""
EXTRAS = (STROKES, CORRUPTIONS)
"""What is published, too, where a run was measured so."""


def publish(
    run: Run,
    models: Path,
    before: Path | None = None,
    tracked: bool = False,
    say: Callable[[str], None] = print,
    why: str | None = None,
) -> Path:
    """Publishes one run into the folder ``models``; returns the model's folder.

    Args:
        run: The run.
        models: The folder to publish to.
        before: The folder of models that were published before, whose measurements stay where they belong to the run's weights;
            None takes ``models``.
        tracked: The results are to be committed, so what the tests of the repository ask is checked first.
        say: Prints a sentence for each measurement that stays or goes.
        why: Why it takes the place of what is published, in a sentence; for the model's changelog.

    Raises:
        InklingError: A step of the run has not finished, its files are not the ones it wrote, it is not fit to be tracked, or nobody
            said why it takes the place of another version.
    """
    check(run)
    commit = check_publishable(run) if tracked else run.manifest["fit"].get("commit")
    target = models / str(run.manifest["fit"]["recipe"]["name"])
    recover(models)
    try:
        old = (before or models) / target.name
        kept = keep(run, old)
        kept.manifest["fit"]["commit"] = commit
        if tracked:
            check_why(kept.manifest, old, why)
            if kept.seeds:
                check_commits(kept.seeds)
        fresh = prepare(run, kept, models)
        if tracked:
            name_commits(run, kept, fresh)
        finish(kept, fresh, old, why)
        put_in_place(fresh, target)
    finally:
        recover(models)
    for note in kept.notes:
        say(f"{target.name}: {note}")
    return target


def check(run: Run) -> None:
    """Raises an InklingError unless every step of the run has finished and its files are the ones that it wrote."""
    for step in (*STEPS, *(results.step for results in extras(run)), *_atlas(run)):
        run.entry(step)


def _atlas(run: Run) -> list[str]:
    """The step that makes the atlas, where the run's recipe gets one."""
    return [atlas.STEP] if atlas.is_for(str(run.entry("fit")["recipe"]["name"])) else []


def extras(run: Run) -> tuple[Results, ...]:
    """Returns the measurements of ``EXTRAS`` that a run has."""
    return tuple(results for results in EXTRAS if results.step in run.manifest)


def prepare(run: Run, kept: Kept, models: Path) -> Path:
    """Copies what is published of a run into a draft folder, ``models/.NAME.new``, and writes its answers there."""
    fresh = models / f".{kept.manifest['fit']['recipe']['name']}.new"
    for folder in ("figures", *_atlas(run)):
        shutil.copytree(run.path / folder, fresh / folder)
    for form in FORMATS:
        for file in run.manifest[form]["files"]:
            shutil.copyfile(run.path / file, fresh / Path(file).name)
    of_run = ("calibration.json", "metrics.json", *(results.numbers for results in extras(run)))
    for name in of_run:
        shutil.copyfile(run.path / name, fresh / name)
    for name, content in {**kept.files, **answers.files_of(run)}.items():
        write_atomically(fresh / name, content)
    return fresh


def name_commits(run: Run, kept: Kept, fresh: Path) -> None:
    """Writes the commits that hold what measured a run into the draft's results, where they were measured before the commit."""
    for results in (TEST, *extras(run)):
        write_atomically(fresh / results.numbers, with_commits(run, results))
        kept.manifest[results.step]["files"][results.numbers] = sha256(fresh / results.numbers)


def finish(kept: Kept, fresh: Path, before: Path, why: str | None) -> None:
    """Writes manifest, versions and what is derived from them into a draft."""
    write_atomically(fresh / "manifest.json", to_json(kept.manifest))
    versions = next_versions(read_model(fresh), before, why, date.today().isoformat())
    write_atomically(fresh / VERSIONS, to_json(versions))
    for name, content in derived_of(read_model(fresh), fresh).items():
        write_atomically(fresh / name, content)


def derived_of(model: Published, folder: Path) -> dict[str, bytes]:
    """Returns the files of a published model that are made from its other files, by name: card, changelog, ``config.json``."""
    changelog = {"CHANGELOG.md": render("versions", **context.of_versions(model)).encode()} if model.versions else {}
    return {
        "index.md": render("card", **context.of_model(model)).encode(),
        "config.json": to_json(config(model, folder)),
        **changelog,
    }


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
        and answers.belong(published, kept.manifest)
        and all((published / name).is_file() and (published / name).read_bytes() == content for name, content in kept.files.items())
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
