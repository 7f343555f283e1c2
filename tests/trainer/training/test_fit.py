"""Fitting: what a fit leaves, that a seed decides it, and that no run is overwritten."""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import interrupt
from tests.trainer.training.test_checkpoint import CYCLE, DROP, fitted, same_weights
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.data.own import read_own
from trainer.data.stroke_files import grids_of, read_samples
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate, load_model
from trainer.evaluation.strokes import evaluate_strokes
from trainer.evaluation.threshold_data import Wanted
from trainer.models.serving import answers_of
from trainer.recipes import Recipe
from trainer.run import Run, read_json, sha256
from trainer.training.fit import Options, fit
from trainer.training.optimizer import compiled
from trainer.training.pruned import Pruned


def test_a_fit_leaves_a_model_a_history_and_where_they_came_from(few: Mnist, tmp_path: Path) -> None:
    run = fitted(DROP, few, tmp_path, seed=3)
    assert run.path.name == "drop-s3"
    history = read_json(run.path / "history.json")
    assert {name: len(values) for name, values in history.items()} == dict.fromkeys(("accuracy", "loss", "val_accuracy", "val_loss"), 3)
    entry: dict[str, Any] = run.entry("fit")
    assert entry["seed"] == 3
    assert entry["recipe"]["batch"] == 128
    assert set(entry["data"]) == {"train_images", "train_labels", "test_images", "test_labels"}
    assert entry["packages"]["tensorflow"] == "2.19.0"
    assert entry["hardware"]["cores"] >= 1
    assert entry["seconds"] > 0
    assert sorted(path.name for path in run.path.iterdir()) == ["history.json", "manifest.json", "model.keras"]


@pytest.mark.parametrize("recipe", [DROP, CYCLE], ids=lambda recipe: recipe.name)
def test_the_same_seed_gives_the_same_weights(recipe: Recipe, few: Mnist, tmp_path: Path) -> None:
    one, two = (fitted(recipe, few, tmp_path / name) for name in ("one", "two"))
    assert same_weights(one, two)
    assert not same_weights(one, fitted(recipe, few, tmp_path, seed=1))


def test_other_threads_that_draw_random_numbers_change_nothing(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = dataclasses.replace(recipes.LINEAR, epochs=1)
    calm = fit(recipe, few, tmp_path / "calm", say=lambda line: None)

    def disturbed(*arguments: Any) -> Any:
        random.random()  # as the network code of Dask does, between the seed and the first weights
        return compiled(*arguments)

    monkeypatch.setattr("trainer.training.fit.compiled", disturbed)
    busy = fit(recipe, few, tmp_path / "busy", say=lambda line: None)
    assert read_json(busy.path / "history.json") == read_json(calm.path / "history.json")


Z = [[[0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]]]
"""Somebody's seven. Whoever else sees it takes it for a 2."""


def test_drawings_of_ones_own_are_learned_and_named_in_the_manifest(few: Mnist, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"strokes": [Z] * 5, "labels": [7] * 5}))
    recipe = dataclasses.replace(recipes.LINEAR, epochs=20)
    own = read_own([file], [], answers=10)
    said: list[str] = []
    plain = fit(recipe, few, tmp_path / "plain", say=lambda line: None)
    taught = fit(recipe, few, tmp_path / "taught", Options(own=own), said.append)
    assert "5 of your own are in it, each 3 times an epoch." in said
    before, after = (answers_of(load_model(run), grids_of(read_samples(file), file)).argmax(axis=1) for run in (plain, taught))
    assert set(before) != {7}
    assert set(after) == {7}
    assert "own" not in plain.manifest["fit"]
    assert taught.manifest["fit"]["own"] == [{"kind": "strokes", "name": "mine.json", "sha256": sha256(file), "samples": 5}]
    assert taught.fitted(recipe, own.sources)
    assert not taught.fitted(recipe)
    assert not plain.fitted(recipe, own.sources)
    assert evaluate_strokes(taught, [file])["digits"]["mine.json"]["role"] == "training"
    assert evaluate_strokes(plain, [file])["digits"]["mine.json"]["role"] == "own"
    with pytest.raises(InklingError, match="trained on"):
        calibrate(taught, few, Wanted(strokes=(file,)))


def test_an_interrupted_fit_goes_on_with_the_same_drawings_only(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"strokes": [Z], "labels": [7]}))
    own = read_own([file], [], answers=10)
    interrupt(monkeypatch, after=1)
    with pytest.raises(KeyboardInterrupt):
        fit(recipes.LINEAR, few, tmp_path, Options(own=own), lambda line: None)
    monkeypatch.undo()
    with pytest.raises(InklingError, match="other drawings of your own"):
        fit(recipes.LINEAR, few, tmp_path, Options(resume=True), lambda line: None)
    assert fit(recipes.LINEAR, few, tmp_path, Options(resume=True, own=own), lambda line: None).done("fit")


def test_fit_refuses_to_overwrite_a_run(run: Run, few: Mnist) -> None:
    before = run.manifest
    with pytest.raises(InklingError, match=r"is finished already.*--force"):
        fitted(recipes.LINEAR, few, run.path.parent)
    with pytest.raises(InklingError, match="is finished already"):
        fitted(recipes.LINEAR, few, run.path.parent, resume=True)
    assert run.manifest == before


def test_a_recipe_of_no_architecture_is_refused_in_a_sentence(few: Mnist, tmp_path: Path) -> None:
    with pytest.raises(InklingError, match="There is no architecture 'mlp_9'; choose one of: linear,"):
        fitted(dataclasses.replace(recipes.LINEAR, architecture="mlp_9"), few, tmp_path)


def test_without_holdout_all_images_are_trained_on_and_none_validate(few: Mnist, tmp_path: Path) -> None:
    run = fitted(dataclasses.replace(recipes.LINEAR, epochs=1, batch=500, holdout=False), few, tmp_path)
    assert set(read_json(run.path / "history.json")) == {"accuracy", "loss"}


def test_tensorboard_logs_are_written_when_asked_for(few: Mnist, tmp_path: Path) -> None:
    run = fitted(dataclasses.replace(recipes.LINEAR, epochs=1), few, tmp_path, tensorboard=True)
    assert list((run.path / "tensorboard").rglob("events.*"))


def test_who_watches_a_fit_is_told_of_epochs_before_an_interruption_and_may_end_it_there(
    few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []

    def watch(history: dict[str, list[float]]) -> None:
        told.append(len(history["val_loss"]))
        raise Pruned

    recipe = dataclasses.replace(recipes.LINEAR, epochs=3)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        interrupt(patched, after=1)
        fit(recipe, few, tmp_path, say=lambda line: None, watch=watch)
    assert told == []
    run = fit(recipe, few, tmp_path, Options(resume=True), lambda line: None, watch)
    assert told == [1]
    assert run.entry("pruned")["epochs"] == 1
    assert len(read_json(run.path / "history.json")["loss"]) == 1
