"""The whole pipeline: every step once."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from export.pipeline import run_pipeline
from export.publish import publish
from tests.conftest import interrupt
from tests.export.test_publish import measured_on_strokes
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.run import Run, sha256
from trainer.training.fit import fit

pytestmark = pytest.mark.usefixtures("keras_here")


def test_steps_that_are_done_are_not_done_again(few: Mnist, tmp_path: Path) -> None:
    recipe = dataclasses.replace(recipes.LINEAR, epochs=1)
    said: list[str] = []
    run_pipeline(recipe, few, tmp_path / "runs", tmp_path / "models", tmp_path / "none", said.append)
    assert not any("done before" in line for line in said)
    assert (tmp_path / "models" / "linear" / "index.md").is_file()
    said.clear()
    run_pipeline(recipe, few, tmp_path / "runs", tmp_path / "models", tmp_path / "none", said.append)
    assert sum("done before" in line for line in said) == 8


def test_a_changed_recipe_is_fitted_anew_and_the_old_run_is_kept(few: Mnist, tmp_path: Path) -> None:
    recipe, root = dataclasses.replace(recipes.LINEAR, epochs=1), tmp_path / "runs"
    run_pipeline(recipe, few, root, tmp_path / "models", tmp_path / "none", lambda line: None)
    before = sha256(root / "linear-s0" / "model.keras")
    said: list[str] = []
    run_pipeline(dataclasses.replace(recipe, batch=64), few, root, tmp_path / "models", tmp_path / "none", said.append)
    assert Run(root / "linear-s0").entry("fit")["recipe"]["batch"] == 64
    assert sha256(root / "linear-s0.1" / "model.keras") == before
    assert any("set aside as" in line for line in said)
    assert '"batch": 64' in (tmp_path / "models" / "linear" / "manifest.json").read_text()


def test_an_interrupted_fit_is_resumed_and_a_foreign_one_set_aside(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe, root = dataclasses.replace(recipes.LINEAR, epochs=2), tmp_path / "runs"
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupt(patch, after=1)
        fit(recipe, few, root, say=lambda line: None)
    (tmp_path / "runs" / "linear-s0").rename(tmp_path / "kept")
    for changed in (recipe, dataclasses.replace(recipe, batch=64)):
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(tmp_path / "kept", root / "linear-s0")
        run_pipeline(changed, few, root, tmp_path / "models", tmp_path / "none", lambda line: None)
        assert (root / "linear-s0.1" / "partial.npz").exists() == (changed.batch == 64)


def test_a_model_that_was_published_before_gives_its_calibration_and_keeps_what_belongs_to_equal_weights(
    run: Run, few: Mnist, tmp_path: Path
) -> None:
    before = tmp_path / "published"
    measured_on_strokes(run, few, tmp_path)
    publish(run, before, say=lambda line: None)
    recipe, said = dataclasses.replace(recipes.LINEAR, epochs=1), list[str]()
    tracked = {path: sha256(path) for path in before.rglob("*") if path.is_file()}
    assert run_pipeline(recipe, few, tmp_path / "again", tmp_path / "own", before, said.append)
    own = tmp_path / "own" / "linear"
    for name in ("calibration.json", "strokes.json", "group1-shard1of1.bin"):
        assert (own / name).read_bytes() == (before / "linear" / name).read_bytes()
    assert any("strokes.json stays" in line for line in said)
    assert not run_pipeline(recipe, few, tmp_path / "again", tmp_path / "own", before, said.append)
    assert tracked == {path: sha256(path) for path in before.rglob("*") if path.is_file()}
