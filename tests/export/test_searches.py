"""Published searches: a page with every trial, figures for both pages, and a list that also stands where there is none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from export.derive import derive
from export.publish import publish
from export.searches import publish_search, read_searches
from tests.conftest import Command
from tests.trainer.training.test_search import SPACE, quiet
from trainer.data.mnist import SHA256, Mnist
from trainer.errors import InklingError
from trainer.run import Run, read_json, sha256, to_json
from trainer.training.search import Settings, search

COMMIT = "c" * 40


@pytest.fixture(scope="module")
def searched(few: Mnist, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a search of four trials, whose results name a commit. Copy what a test changes."""
    root = tmp_path_factory.mktemp("searches")
    results = search(SPACE, Settings(trials=4, epochs=1), few, root, say=quiet)
    write(root / "rate", results, COMMIT)
    return root / "rate"


def write(folder: Path, results: dict[str, Any], commit: str | None) -> None:
    named = {**results, "commit": commit, "trials": [{**trial, "commit": commit} for trial in results["trials"]]}
    (folder.parent / f"{folder.name}.json").write_bytes(to_json(named))


@pytest.fixture
def models(run: Run, tmp_path: Path) -> Path:
    """A folder with one published model."""
    (tmp_path / "models").mkdir()
    publish(run, tmp_path / "models")
    return tmp_path / "models"


def test_a_search_is_published_with_a_page_and_stands_in_the_list(searched: Path, models: Path, command: Command) -> None:
    derive(models)
    assert (models / "snippets" / "searches.md").read_text() == "No search is published yet.\n"
    before = {path: sha256(path) for path in searched.parent.rglob("*") if path.is_file()}
    done = command("export", "search", searched, "--models", models)
    assert done.returncode == 0, done.stderr
    assert before == {path: sha256(path) for path in searched.parent.rglob("*") if path.is_file()}, "a search is only read"
    target = models / "searches" / "rate"
    results = read_json(target / "results.json")
    page = (target / "index.md").read_text()
    for trial in results["trials"]:
        row = f"| {trial['trial']} | {trial['score']:.5f} | 1 | {trial['seconds']:.1f} | {trial['parameters']['learning_rate']:.4g} |"
        assert row in page
    scores = [float(score) for score in re.findall(r"^\| \d+ \| (\d\.\d{5}) ", page, re.M)]
    assert scores == sorted(scores) and len(scores) == 4
    assert results["command"] in page and COMMIT[:7] in page
    assert SHA256["train_images"] in page and SHA256["test_images"] not in page
    assert sorted(path.name for path in (target / "figures").iterdir()) == [
        f"{name}.{theme}.svg" for name in ("history", "importances", "settings") for theme in ("dark", "light")
    ]
    assert all(f"figures/{name}.light.svg" in page for name in ("history", "importances", "settings"))
    listed = (models / "snippets" / "searches.md").read_text()
    assert "[rate](../models/searches/rate/index.md) | linear | 4 |" in listed
    assert not list(models.glob("searches/.*"))


def test_publishing_again_gives_the_same_to_the_byte_and_derive_brings_a_page_back(searched: Path, models: Path) -> None:
    target = publish_search(searched, models)
    derive(models)
    first = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    publish_search(searched, models)
    derive(models)
    assert first == {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    (target / "index.md").write_text("changed")
    derive(models)
    assert (target / "index.md").read_bytes() == first[target / "index.md"]


@pytest.mark.parametrize(
    ("commit", "change", "sentence"),
    [
        (f"{COMMIT}-dirty", {}, "with changes that no commit holds"),
        (None, {}, "do not say which commit"),
        (COMMIT, {"trials": []}, "holds no results of a search"),
        (COMMIT, {"space": "../../elsewhere"}, "holds no results of a search"),
    ],
)
def test_what_cannot_be_repeated_is_not_published(
    searched: Path, tmp_path: Path, commit: str | None, change: dict[str, Any], sentence: str
) -> None:
    write(tmp_path / "rate", {**read_json(searched.parent / "rate.json"), **change}, commit)
    with pytest.raises(InklingError, match=sentence):
        publish_search(tmp_path / "rate", tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_a_search_whose_study_or_trials_are_gone_is_refused(searched: Path, tmp_path: Path) -> None:
    write(tmp_path / "rate", read_json(searched.parent / "rate.json"), COMMIT)
    with pytest.raises(InklingError, match="There is no run at"):
        publish_search(tmp_path / "rate", tmp_path / "models")
    for name in ("trial-0000", "trial-0001", "trial-0002", "trial-0003"):
        (tmp_path / "rate").mkdir(exist_ok=True)
        (tmp_path / "rate" / name).symlink_to(searched / name)
    with pytest.raises(InklingError, match="holds no study"):
        publish_search(tmp_path / "rate", tmp_path / "models")
    (tmp_path / "rate" / "study.journal").write_text("no journal\n")
    with pytest.raises(InklingError, match="is not the journal of a search"):
        publish_search(tmp_path / "rate", tmp_path / "models")
    with pytest.raises(InklingError, match="does not exist"):
        publish_search(tmp_path / "none", tmp_path / "models")
    assert read_searches(tmp_path / "models") == []
