"""What stands in the repository: models as good as they claim, pages in step with the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from export.catalogue import read_published
from export.derive import README_MARKS, derived_files, readme_with_results
from tests.conftest import ROOT
from trainer.evaluation.metrics import measure
from trainer.recipes import RECIPES, Recipe
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
        assert sha256(folder / name) == digest
    assert manifest["tfjs"]["parity"]["images"] == 10_000
    assert not manifest["fit"]["commit"].endswith("-dirty")
    assert recipe.made(manifest["fit"]["recipe"])


def test_what_is_derived_is_what_derive_would_write_now() -> None:
    derived = derived_files(read_published(MODELS), MODELS)
    assert {f"{recipe.name}/index.md" for recipe in RECIPES} | {"index.md", "index.json"} < set(derived)
    stale = [name for name, content in derived.items() if (MODELS / name).read_bytes() != content]
    assert not stale, "run 'python -m export derive'"


def test_no_snippet_is_left_over() -> None:
    derived = derived_files(read_published(MODELS), MODELS)
    assert {f"snippets/{path.name}" for path in (MODELS / "snippets").iterdir()} <= set(derived)


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
