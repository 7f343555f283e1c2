"""Versions: a new one where a model answers otherwise, with its reason and what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from export import publish as publishing
from export.catalogue import read_model
from export.derive import derive
from export.publish import publish
from export.versions import differences, numbers, versions_of
from tests.export.test_publish import files
from trainer.errors import InklingError
from trainer.run import Run, read_json


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """An empty folder to publish to."""
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


@pytest.fixture
def may_be_tracked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a run of a few images be published as tracked results."""
    monkeypatch.setattr(publishing, "check_publishable", lambda run: "c0ffee")
    monkeypatch.setattr(publishing, "name_commits", lambda run, kept, fresh: None)


def answers_otherwise(target: Path, **recipe: Any) -> None:
    """Makes what is published one that answered otherwise: as if its weights, and settings of its recipe, had been others."""
    manifest = read_json(target / "manifest.json")
    manifest["tfjs"]["files"] = dict.fromkeys(manifest["tfjs"]["files"], "other")
    manifest["fit"]["recipe"].update(recipe)
    (target / "manifest.json").write_text(json.dumps(manifest))


def test_the_first_version_has_the_numbers_that_are_published(run: Run, models: Path) -> None:
    target = publish(run, models)
    (only,) = versions_of(target)
    assert (only["version"], only["why"], only["changed"]) == (1, "The first published version.", {})
    assert {name: only[name] for name in numbers(read_model(target))} == numbers(read_model(target))
    assert only["test"]["errors"] == read_json(run.path / "metrics.json")["errors"]
    assert only["bytes"]["onnx"] == run.manifest["onnx"]["bytes"]


def test_the_same_answers_are_the_same_version_and_a_better_reason_takes_the_place_of_the_old_one(run: Run, models: Path) -> None:
    first = versions_of(publish(run, models, why="It was time."))
    assert versions_of(publish(run, models)) == first
    (only,) = versions_of(publish(run, models, why="It was high time."))
    assert only == {**first[0], "why": "It was high time."}


def test_other_answers_are_a_new_version_with_what_was_set_otherwise(run: Run, models: Path) -> None:
    target = publish(run, models)
    answers_otherwise(target, batch=7, augment={"rotate": 5}, title="Another title")
    publish(run, models, why='More images a step: "fewer errors".')
    old, new = versions_of(target)
    assert (old["version"], new["version"]) == (1, 2)
    assert new["changed"] == {"batch": [7, 32], "augment.rotate": [5, None]}
    card, changelog = ((target / name).read_text() for name in ("index.md", "CHANGELOG.md"))
    assert "| Version | 2, of " in card
    assert 'More images a step: "fewer errors".' in changelog
    assert "| `batch` | 7 | 32 |" in changelog
    assert "| `augment.rotate` | 5 |  |" in changelog
    assert changelog.index("## Version 2") < changelog.index("## Version 1")
    assert read_json(target / "config.json")["version"] == 2


def test_a_tracked_model_that_answers_otherwise_is_refused_without_a_reason(run: Run, models: Path, may_be_tracked: None) -> None:
    target = publish(run, models, tracked=True)
    answers_otherwise(target)
    before = files(models)
    with pytest.raises(InklingError, match=r"answers otherwise than its published version 1; say why .* WHY="):
        publish(run, models, tracked=True)
    assert files(models) == before
    assert versions_of(publish(run, models, tracked=True, why="Better."))[-1]["version"] == 2


def test_a_model_that_was_published_before_there_were_versions_is_still_derived(run: Run, models: Path) -> None:
    target = publish(run, models)
    manifest = read_json(target / "manifest.json")
    for form in ("keras", "litert", "onnx"):
        del manifest[form]
    (target / "manifest.json").write_text(json.dumps(manifest))
    for name in ("versions.json", "CHANGELOG.md", "model.keras", "model.onnx", "model.tflite"):
        (target / name).unlink()
    derive(models)
    assert set(read_json(target / "config.json")["files"]) == {"model.json", "group1-shard1of1.bin"}
    assert "Version" not in (target / "index.md").read_text()
    assert not (target / "CHANGELOG.md").exists()


def test_differences_are_of_settings_that_one_of_both_has() -> None:
    assert differences({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == {"b": [2, 3], "c": [None, 4]}
