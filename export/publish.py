"""Publishes runs: run -> ``docs/models/NAME/``, the catalogue, the comparison page, the README's results.

The summary of several seeds that ``python -m trainer seeds`` left beside the run goes with it, and what was measured on drawings.

The only writer of tracked results. Command: ``python -m export publish RUN...``.

A model's folder is prepared beside the old one and takes its place in one go; what is derived from all models follows. An
interrupted publish leaves the old model whole, and publishing again completes it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from export.cards import report
from export.cards.demo_speed import demo_speed
from export.cards.report import Published
from export.convert.tfjs import TOLERANCE
from trainer.errors import InklingError
from trainer.recipes import FLAGSHIP, RECIPES, same_weights
from trainer.run import Run, read_json, to_json, write_atomically
from trainer.training.seeds import summary_path

STEPS = ("fit", "calibrate", "evaluate", "tfjs", "figures")
"""What must have finished before a run can be published."""

SHARED_FIGURES = ("samples", "digits", "strokes", "synthetic_digits", "negatives", "test-images")
"""Figures that show the data or the rule, not the model: published once, beside the catalogue."""

BENCHMARKS = {
    "bench-train.json": ({"hardware", "throughput", "race"}, "training_speed.md", report.training_speed),
    "bench-teach.json": ({"writers", "rows"}, "teaching.md", report.teaching),
    "browser.json": ({"browser", "rows"}, "browser.md", report.in_browser),
    "bench-demo.json": ({"hardware", "runtimes", "page"}, "demo_speed.md", demo_speed),
}
"""Results of benchmarks, by their published names: what they hold, and the page part made of them."""

README_MARKS = ("<!-- results -->", "<!-- /results -->")
"""Between these lines of the README stand the published results."""


def publish(run: Run, models: Path) -> Path:
    """Publishes one run into the folder ``models``; returns the model's folder.

    Raises:
        InklingError: A step of the run has not finished, or its files are not the ones it wrote.
    """
    manifest = run.manifest
    measured = "strokes" in manifest
    for step in (*STEPS, "strokes") if measured else STEPS:
        run.entry(step)
    seeds = summary_of_seeds(run, models)
    name: str = manifest["fit"]["recipe"]["name"]
    target, fresh, old = models / name, models / f".{name}.new", models / f".{name}.old"
    recover(models)
    try:
        shutil.copytree(run.path / "tfjs", fresh)
        shutil.copytree(run.path / "figures", fresh / "figures", ignore=lambda _, names: [name for name in names if _is_shared(name)])
        for file in ("manifest.json", "calibration.json", "metrics.json", *(["strokes.json"] if measured else [])):
            shutil.copyfile(run.path / file, fresh / file)
        if seeds:
            shutil.copyfile(seeds, fresh / "seeds.json")
        (fresh / "index.md").write_text(report.card(_read(fresh)), encoding="utf-8")
        if target.exists():
            target.rename(old)
        fresh.rename(target)
    finally:
        recover(models)
    for figure in filter(lambda path: _is_shared(path.name), (run.path / "figures").iterdir()):
        write_atomically(models / "figures" / figure.name, figure.read_bytes())
    return target


def publish_benchmark(results: Path, models: Path) -> Path:
    """Publishes what a benchmark measured (``BENCHMARKS`` has them all); returns the published file.

    Raises:
        InklingError: The file does not hold such results.
    """
    measured = read_json(results)
    for name, (keys, _, _) in BENCHMARKS.items():
        if isinstance(measured, dict) and keys <= set(measured):
            write_atomically(models / name, to_json(measured))
            return models / name
    raise InklingError(f"{results} holds no results of a benchmark; 'make help' lists the commands that measure.")


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


def write_derived(models: Path, readme: Path | None = None) -> list[Published]:
    """Writes what is derived from all published models: catalogue, comparison page, included sentences, the README's table.

    Raises:
        InklingError: The README lacks the marks between which the results stand.
    """
    from export.figures import models as overview

    recover(models)
    published = read_published(models)
    overview.write(published, models / "figures")
    default = FLAGSHIP.name if FLAGSHIP.name in [model.name for model in published] else published[-1].name
    entries = [report.catalogue_entry(model, model.name == default) for model in published]
    flagship = next(model for model in published if model.name == default)
    write_atomically(models / "snippets" / "flagship.md", f"{report.sentence(flagship)}\n".encode())
    write_atomically(models / "snippets" / "table.md", f"{report.table(published, 'models/{name}/index.md')}\n".encode())
    write_atomically(models / "snippets" / "tolerance.md", f"{report.tolerance(TOLERANCE)}\n".encode())
    write_atomically(models / "index.md", report.comparison(published).encode())
    write_atomically(models / "index.json", to_json({"models": entries}))
    for name, (_, snippet, text) in BENCHMARKS.items():
        if (models / name).exists():
            write_atomically(models / "snippets" / snippet, f"{text(read_json(models / name))}\n".encode())
    if readme:
        write_atomically(readme, readme_with_results(readme.read_text(encoding="utf-8"), published).encode())
    return published


def read_published(models: Path) -> list[Published]:
    """Reads all published models, in the order of the recipes; recipes that are gone come last."""
    order = [recipe.name for recipe in RECIPES]
    found = [
        _read(folder) for folder in sorted(models.iterdir()) if not folder.name.startswith(".") and (folder / "manifest.json").is_file()
    ]
    if not found:
        raise InklingError(f"{models} holds no published model; publish one with 'python -m export publish RUN'.")
    return sorted(found, key=lambda model: order.index(model.name) if model.name in order else len(order))


def _read(folder: Path) -> Published:
    def optional(name: str) -> Any:
        return read_json(folder / name) if (folder / name).exists() else None

    return Published(
        read_json(folder / "manifest.json"),
        read_json(folder / "metrics.json"),
        optional("seeds.json"),
        optional("strokes.json"),
        read_json(folder / "calibration.json"),
    )


def readme_with_results(text: str, published: list[Published]) -> str:
    """Returns the README with the table of results between its marks brought up to date."""
    start, end = README_MARKS
    before, mark, rest = text.partition(start)
    _, closing, after = rest.partition(end)
    if not mark or not closing:
        raise InklingError(f"README.md has no lines '{start}' and '{end}'; put them back where the results shall stand.")
    return f"{before}{start}\n{report.table(published, 'docs/models/{name}/index.md')}\n{end}{after}"


def _is_shared(figure: str) -> bool:
    return figure.partition(".")[0] in SHARED_FIGURES
