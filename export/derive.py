"""Writes what is derived from all that is published: cards, changelogs, configs, comparison, catalogue, confusion matrices, snippets, the
README's table. No run is needed.

Reads ``docs/models/``; writes there and into ``README.md``. Command: ``python -m export derive``, which is all that is needed after a
template in ``export/cards/templates/`` was edited; ``publish`` ends with the same step.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from export.cards import context
from export.cards.benchmarks import BENCHMARKS, origin
from export.cards.render import render
from export.cards.search_context import of_search
from export.catalogue import Published, catalogue, default_model, read_published
from export.confusions import confusions
from export.convert.parity import TOLERANCE
from export.figures.models import FIGURES
from export.figures.style import svgs
from export.label_errors import label_errors
from export.publish import derived_of, recover
from export.searches import SEARCHES, read_searches
from trainer.errors import InklingError
from trainer.run import read_json, to_json, write_atomically

README_MARKS = ("<!-- results -->", "<!-- /results -->")
"""Between these lines of the README stand the published results."""


def derive(models: Path, readme: Path | None = None) -> list[Published]:
    """Writes all derived files; returns the models that are published.

    Raises:
        InklingError: Nothing is published, or the README lacks the marks between which the results stand.
    """
    recover(models)
    published = read_published(models)
    for name, content in derived_files(published, models).items():
        write_atomically(models / name, content)
    if readme:
        write_atomically(readme, readme_with_results(readme.read_text(encoding="utf-8"), published).encode())
    return published


def derived_files(published: Sequence[Published], models: Path) -> dict[str, bytes]:
    """Returns the content of every derived file in ``models``, by its path there."""
    everything = context.of_models(published)
    searches = read_searches(models)
    texts = {
        "index.md": render("models", **everything),
        "snippets/table.md": render("results", folder="models/", **everything),
        "snippets/calibration.md": render("calibration", **everything),
        "snippets/flagship.md": render("flagship", **context.of_model(default_model(published))),
        "snippets/spread.md": render("spread", **context.of_model(default_model(published))),
        "snippets/tolerance.md": render("tolerance", **context.of_tolerance(TOLERANCE)),
        "snippets/weights.md": render("weights", **everything),
        "snippets/atlas.md": render("atlas", **of_atlas(default_model(published).name, models)),
        "snippets/answers.md": render("answers", **of_answers(published)),
        "snippets/searches.md": render("searches", searches=[of_search(search) for search in searches]),
        **{f"{SEARCHES}/{search['space']}/index.md": render("search", **of_search(search)) for search in searches},
        **_benchmarks(models),
    }
    return {
        **{f"{model.name}/{name}": content for model in published for name, content in derived_of(model, models / model.name).items()},
        **{name: text.encode() for name, text in texts.items()},
        **{f"figures/{name}": content for name, content in svgs(FIGURES, published).items()},
        "index.json": to_json(catalogue(published)),
        "confusions.json": to_json(confusions(published)),
        "label-errors.json": to_json(label_errors()),
    }


def of_atlas(name: str, models: Path) -> dict[str, Any]:
    """What the words below the map show: of the default model's atlas, and of the picture of the test images; None where there is none."""
    files = {"atlas": models / name / "atlas" / "atlas.json", "sheet": models / "figures" / "test-sheet.json"}
    return {"model": name, **{key: read_json(file) if file.exists() else None for key, file in files.items()}}


def of_answers(published: Sequence[Published]) -> dict[str, Any]:
    """What the words on the answers show: how many models have some, how many bytes they take together, and those of the flagship."""
    answers = [model.answers for model in published if model.answers]
    return {"models": len(answers), "bytes": sum(one["bytes"] for one in answers), "default": default_model(published).answers}


def _benchmarks(models: Path) -> dict[str, str]:
    """The snippets of the benchmarks whose results are published."""
    there = {benchmark: read_json(models / benchmark.file) for benchmark in BENCHMARKS if (models / benchmark.file).exists()}
    return {
        f"snippets/{benchmark.template}.md": render(benchmark.template, **{**benchmark.numbers(measured), **origin(measured)})
        for benchmark, measured in there.items()
    }


def readme_with_results(text: str, published: Sequence[Published]) -> str:
    """Returns the README with the table of results between its marks brought up to date."""
    start, end = README_MARKS
    before, mark, rest = text.partition(start)
    _, closing, after = rest.partition(end)
    if not mark or not closing:
        raise InklingError(f"README.md has no lines '{start}' and '{end}'; put them back where the results shall stand.")
    return f"{before}{start}\n{render('results', folder='docs/models/', **context.of_models(published))}{end}{after}"
