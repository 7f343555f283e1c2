"""What stands in the repository: models as good as they claim, pages in step with the numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from export.catalogue import FORMATS, Published, known_recipe, read_published, threshold_sources
from export.convert.parity import Parity, check
from export.derive import README_MARKS, derived_files, readme_with_results
from export.versions import numbers
from tests.conftest import ROOT
from trainer.evaluation.metrics import measure
from trainer.recipes import FLAGSHIP
from trainer.run import sha256

MODELS = ROOT / "docs" / "models"


PUBLISHED = read_published(MODELS)
"""A recipe need not be published, and a model stays published when its recipe is gone: the tests ask what stands here."""


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.name)
def test_a_published_model_does_what_its_recipe_expects(model: Published) -> None:
    low, high = model.words["expected"]
    assert low <= 100 * model.metrics["accuracy"] <= high
    assert model.metrics["images"] == 10_000
    assert model.metrics["seed"] == model.manifest["fit"]["seed"]


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.name)
def test_published_files_are_those_of_the_manifest(model: Published) -> None:
    folder = MODELS / model.name
    manifest = model.manifest
    assert sha256(folder / "metrics.json") == manifest["evaluate"]["files"]["metrics.json"]
    if model.corruptions:
        assert sha256(folder / "corruptions.json") == manifest["corruptions"]["files"]["corruptions.json"]
    for form in FORMATS:
        assert manifest[form]["parity"]["images"] == 10_000
        check(Parity(**manifest[form]["parity"]), manifest[form]["quantize"])
        for name, digest in manifest[form]["files"].items():
            assert sha256(folder / Path(name).name) == digest
    for name, digest in manifest["figures"]["files"].items():
        assert sha256(folder / name) == digest
    assert not manifest["fit"]["commit"].endswith("-dirty")
    recipe = known_recipe(model.name)
    assert recipe is None or recipe.made(manifest["fit"]["recipe"])


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.name)
def test_the_newest_version_has_the_published_numbers_and_every_later_one_a_reason(model: Published) -> None:
    newest = model.versions[-1]
    assert {name: newest[name] for name in numbers(model)} == numbers(model)
    assert [version["version"] for version in model.versions] == list(range(1, len(model.versions) + 1))
    assert all(version["why"] for version in model.versions)
    assert [version["date"] for version in model.versions] == sorted(version["date"] for version in model.versions)


def test_the_flagship_is_published() -> None:
    assert FLAGSHIP.name in {model.name for model in PUBLISHED}


def test_what_is_derived_is_what_derive_would_write_now() -> None:
    derived = derived_files(read_published(MODELS), MODELS)
    assert {f"{model.name}/index.md" for model in PUBLISHED} | {"index.md", "index.json"} < set(derived)
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


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.name)
def test_published_numbers_name_their_commit_and_their_command(model: Published) -> None:
    files = [scored for kind in ("digits", "non_digits") for scored in (model.strokes or {}).get(kind, {}).values()]
    for measured in (model.metrics, *files, *filter(None, [model.corruptions])):
        assert measured["commit"] is None or re.fullmatch("[0-9a-f]{40}", measured["commit"])
        assert measured["command"].startswith(f"python -m trainer evaluate runs/{model.name}-s0 ")
    assert model.metrics["thresholds"] == model.calibration["thresholds"]


@pytest.mark.parametrize("model", [model for model in PUBLISHED if model.drawn], ids=lambda model: model.name)
def test_of_writers_by_whom_nothing_was_chosen_no_drawing_is_known_and_no_threshold_comes(model: Published) -> None:
    assert model.drawn
    assert model.drawn["confident_errors"] == []
    assert model.drawn["file"] not in [source["data"] for source in threshold_sources(model.calibration)]


@pytest.mark.parametrize("model", [model for model in PUBLISHED if model.name in ("linear", "mlp_100")], ids=lambda model: model.name)
def test_a_model_whose_source_has_sigmoids_is_as_sure_as_it_is_right(model: Published) -> None:
    assert abs(model.metrics["confidence"] - model.metrics["accuracy"]) < 0.02
