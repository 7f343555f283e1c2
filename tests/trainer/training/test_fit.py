"""Fitting: what a fit leaves, that a seed decides it, and that no run is overwritten."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import interrupt
from tests.trainer.training.test_checkpoint import CYCLE, DROP, fitted, same_weights
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.recipes import Recipe
from trainer.run import Run, read_json
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
