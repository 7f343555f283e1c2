"""Publishes runs: ``runs/NAME-sSEED/`` -> ``docs/models/NAME/``, and the results of benchmarks.

Command: ``python -m export publish RUN...``. What is derived from all models follows with ``export/derive.py``; these two, and
``export/figures/dataset.py``, are the only writers of tracked results.

A model's folder is prepared beside the old one and takes its place in one go. An interrupted publish leaves the old model whole,
and publishing again completes it. The summary of several seeds that ``python -m trainer seeds`` left beside the run goes with it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from export.cards import context
from export.cards.benchmarks import BENCHMARKS
from export.cards.render import render
from export.catalogue import read_model
from trainer.errors import InklingError
from trainer.recipes import same_weights
from trainer.run import Run, read_json, to_json, write_atomically
from trainer.training.seeds import summary_path

STEPS = ("fit", "calibrate", "evaluate", "tfjs", "figures")
"""What must have finished before a run can be published."""


def publish(run: Run, models: Path) -> Path:
    """Publishes one run into the folder ``models``; returns the model's folder.

    Raises:
        InklingError: A step of the run has not finished, or its files are not the ones it wrote.
    """
    manifest = run.manifest
    check(run, manifest)
    target = models / str(manifest["fit"]["recipe"]["name"])
    recover(models)
    try:
        fresh = prepare(run, manifest, models)
        if target.exists():
            target.rename(target.with_name(f".{target.name}.old"))
        fresh.rename(target)
    finally:
        recover(models)
    return target


def check(run: Run, manifest: dict[str, Any]) -> None:
    """Raises an InklingError unless every step of the run has finished and its files are the ones that it wrote."""
    for step in (*STEPS, "strokes") if "strokes" in manifest else STEPS:
        run.entry(step)


def prepare(run: Run, manifest: dict[str, Any], models: Path) -> Path:
    """Copies what is published of a run into a draft folder, ``models/.NAME.new``, and writes the model's card there."""
    fresh = models / f".{manifest['fit']['recipe']['name']}.new"
    shutil.copytree(run.path / "tfjs", fresh)
    shutil.copytree(run.path / "figures", fresh / "figures")
    for file in ("manifest.json", "calibration.json", "metrics.json", *(["strokes.json"] if "strokes" in manifest else [])):
        shutil.copyfile(run.path / file, fresh / file)
    if seeds := summary_of_seeds(run, models):
        shutil.copyfile(seeds, fresh / "seeds.json")
    (fresh / "index.md").write_text(render("card", **context.of_model(read_model(fresh))), encoding="utf-8")
    return fresh


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


def is_published(run: Run, models: Path) -> bool:
    """Tells whether a run and the summary of its seeds, as they are now, are what stands published."""
    published = models / run.manifest["fit"]["recipe"]["name"]
    seeds = summary_of_seeds(run, models)
    pairs = [(run.manifest_path, published / "manifest.json"), *([(seeds, published / "seeds.json")] if seeds else [])]
    return all(theirs.exists() and theirs.read_bytes() == ours.read_bytes() for ours, theirs in pairs)


def summary_of_seeds(run: Run, models: Path) -> Path | None:
    """Finds the summary of several seeds of the very recipe that made a run: beside the run, else published before."""
    recipe = run.manifest["fit"]["recipe"]
    places = (summary_path(run.path.parent, recipe["name"]), models / recipe["name"] / "seeds.json")
    return next((path for path in places if path.exists() and same_weights(read_json(path)["recipe"], recipe)), None)


def publish_benchmark(results: Path, models: Path) -> Path:
    """Publishes what a benchmark measured (``BENCHMARKS`` has them all); returns the published file.

    Raises:
        InklingError: The file does not hold such results.
    """
    measured = read_json(results)
    for benchmark in BENCHMARKS:
        if isinstance(measured, dict) and benchmark.holds <= set(measured):
            write_atomically(models / benchmark.file, to_json(measured))
            return models / benchmark.file
    raise InklingError(f"{results} holds no results of a benchmark; 'make help' lists the commands that measure.")
