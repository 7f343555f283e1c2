"""What stands in the repository: models as good as they claim, pages in step with the metrics."""

from __future__ import annotations

from pathlib import Path

import pytest

from export.cards import report
from export.convert.tfjs import TOLERANCE
from export.publish import README_MARKS, read_published, readme_with_results
from tests.conftest import ROOT
from trainer.evaluation.metrics import measure
from trainer.recipes import FLAGSHIP, RECIPES, Recipe
from trainer.run import read_json, sha256

MODELS = ROOT / "docs" / "models"


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_published_model_does_what_its_recipe_expects(recipe: Recipe) -> None:
    metrics = read_json(MODELS / recipe.name / "metrics.json")
    assert recipe.expected[0] <= 100 * metrics["accuracy"] <= recipe.expected[1]
    assert metrics["images"] == 10_000
    assert metrics["seed"] == 0


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_published_files_are_those_of_the_manifest(recipe: Recipe) -> None:
    folder = MODELS / recipe.name
    manifest = read_json(folder / "manifest.json")
    assert sha256(folder / "metrics.json") == manifest["evaluate"]["files"]["metrics.json"]
    for name, digest in manifest["tfjs"]["files"].items():
        assert sha256(folder / Path(name).name) == digest
    for name, digest in manifest["figures"]["files"].items():
        path = folder / name
        assert sha256(path if path.exists() else MODELS / name) == digest
    assert manifest["tfjs"]["parity"]["images"] == 10_000
    assert not manifest["fit"]["commit"].endswith("-dirty")
    assert recipe.made(manifest["fit"]["recipe"])


def test_pages_are_what_publish_would_write_now() -> None:
    published = read_published(MODELS)
    for model in published:
        assert (MODELS / model.name / "index.md").read_text(encoding="utf-8") == report.card(model)
    assert (MODELS / "index.md").read_text(encoding="utf-8") == report.comparison(published)
    flagship = next(model for model in published if model.name == FLAGSHIP.name)
    snippets = {
        "flagship.md": report.sentence(flagship),
        "table.md": report.table(published, "models/{name}/index.md"),
        "tolerance.md": report.tolerance(TOLERANCE),
    }
    for name, text in snippets.items():
        assert (MODELS / "snippets" / name).read_text(encoding="utf-8") == f"{text}\n"
    entries = [report.catalogue_entry(model, model.name == FLAGSHIP.name) for model in published]
    assert read_json(MODELS / "index.json") == {"models": entries}


def test_the_readme_shows_the_published_results() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert README_MARKS[0] in text
    assert readme_with_results(text, read_published(MODELS)) == text


def test_a_confusion_matrix_and_its_score_agree() -> None:
    for model in read_published(MODELS):
        confusion = model.metrics["confusion"]
        right = sum(confusion[digit][digit] for digit in range(10))
        assert right == model.metrics["images"] - model.metrics["errors"]
        assert sum(map(sum, confusion)) == model.metrics["images"]


def test_metrics_hold_all_that_evaluation_measures() -> None:
    import numpy as np

    measured = measure(np.eye(10, dtype=np.float32), np.arange(10, dtype=np.uint8))
    for model in read_published(MODELS):
        assert set(measured) <= set(model.metrics)
