"""The copy of the documentation that `make demo` builds: own models in it, nothing tracked changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from export.derive import derive
from export.publish import publish
from export.staging import own_models, stage
from tests.conftest import ROOT
from trainer.run import Run, read_json, sha256


@pytest.fixture
def docs(run: Run, tmp_path: Path) -> Path:
    """Documentation with one published model, a built demo and a page."""
    models = tmp_path / "docs" / "models"
    publish(run, models)
    derive(models)
    for name in ("assets/demo/demo.js", "assets/logo.svg", "index.md", "models/.linear.new/draft"):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text(name)
    return tmp_path / "docs"


def digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): sha256(path) for path in folder.rglob("*") if path.is_file()}


def renamed(run: Run, name: str) -> Run:
    """The run, as if a recipe of that name had made it."""
    manifest = run.manifest_path.read_text().replace('"name": "linear"', f'"name": "{name}"')
    run.manifest_path.write_text(manifest)
    return run


def test_own_models_stand_beside_the_published_ones_and_nothing_tracked_changes(run: Run, docs: Path, tmp_path: Path) -> None:
    before = digests(docs)
    publish(renamed(run, "mine"), tmp_path / "own", docs / "models")
    assert stage(docs, tmp_path / "own", tmp_path / "staged") == ["mine"]
    models = read_json(tmp_path / "staged" / "models" / "index.json")["models"]
    assert [(entry["name"], entry["title"].endswith(", trained here")) for entry in models] == [("linear", False), ("mine", True)]
    assert (tmp_path / "staged" / "models" / "mine" / "index.md").is_file()
    assert "mine/index.md" in (tmp_path / "staged" / "models" / "index.md").read_text()
    assert digests(docs) == before


def test_an_own_model_takes_the_place_of_the_published_one_of_its_name(run: Run, docs: Path, tmp_path: Path) -> None:
    own = publish(run, tmp_path / "own", docs / "models")
    (own / "mark").write_text("mine")
    stage(docs, tmp_path / "own", tmp_path / "staged")
    (entry,) = read_json(tmp_path / "staged" / "models" / "index.json")["models"]
    assert entry["title"] == "Linear, trained here"
    assert (tmp_path / "staged" / "models" / "linear" / "mark").is_file()


def test_the_built_demo_and_drafts_are_left_out_and_old_files_go(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "staged").mkdir()
    (tmp_path / "staged" / "old").write_text("")
    assert stage(docs, tmp_path / "none", tmp_path / "staged") == []
    assert (tmp_path / "staged" / "assets" / "logo.svg").is_file()
    for name in ("old", "assets/demo", "models/.linear.new"):
        assert not (tmp_path / "staged" / name).exists()
    assert digests(tmp_path / "staged" / "models" / "linear") == digests(docs / "models" / "linear")


def test_an_interrupted_publish_of_an_own_model_is_put_right(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "own"
    publish(run, own)
    (own / "linear").rename(own / ".linear.old")
    shutil.copytree(own / ".linear.old", own / ".linear.new")
    assert own_models(own) == ["linear"]
    assert {path.name for path in own.iterdir()} == {"linear"}


def test_git_ignores_all_that_make_demo_writes() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"/runs/", "/build/"} <= set(ignored)
