"""Fitting: reproducible, resumable, never overwriting."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.conftest import FLAGSHIP, ROOT, Command
from trainer import recipes
from trainer.data import mnist as dataset
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate_like, soften
from trainer.evaluation.predict import load_model
from trainer.models import architectures as models
from trainer.recipes import Recipe
from trainer.run import Run, read_json, to_json
from trainer.training import fit
from trainer.training.fit import Options

# Dropout, augmentation, batch norm and a schedule: everything whose state could get lost on the way.
DROP = dataclasses.replace(recipes.MLP_128_128_DROP25, name="drop", epochs=3, batch=128, augment=recipes.Augment())
CYCLE = dataclasses.replace(FLAGSHIP, name="cycle", epochs=2)


def quiet_fit(recipe: Recipe, data: Mnist, root: Path, **options: Any) -> Run:
    return fit.fit(recipe, data, root, Options(**options), say=lambda line: None)


def weights(run: Run) -> list[Any]:
    return list(keras.saving.load_model(run.path / "model.keras", compile=False).get_weights())


def same(one: Run, other: Run) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(weights(one), weights(other), strict=True))


def interrupt(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Makes the fit stop, as Ctrl-C would, when the given epoch has been saved."""
    save = fit.State.save

    def save_and_stop(state: fit.State) -> None:
        save(state)
        if state.epoch == after:
            raise KeyboardInterrupt

    monkeypatch.setattr(fit.State, "save", save_and_stop)


def test_a_fit_leaves_a_model_a_history_and_where_they_came_from(few: Mnist, tmp_path: Path) -> None:
    run = quiet_fit(DROP, few, tmp_path, seed=3)
    assert run.path.name == "drop-s3"
    history = read_json(run.path / "history.json")
    assert {name: len(values) for name, values in history.items()} == dict.fromkeys(("accuracy", "loss", "val_accuracy", "val_loss"), 3)
    entry = run.entry("fit")
    assert entry["seed"] == 3
    assert entry["recipe"]["batch"] == 128
    assert set(entry["data"]) == {"train_images", "train_labels", "test_images", "test_labels"}
    assert entry["packages"]["tensorflow"] == "2.19.0"
    assert entry["hardware"]["cores"] >= 1
    assert entry["seconds"] > 0
    assert sorted(path.name for path in run.path.iterdir()) == ["history.json", "manifest.json", "model.keras"]


@pytest.mark.parametrize("recipe", [DROP, CYCLE], ids=lambda recipe: recipe.name)
def test_the_same_seed_gives_the_same_weights(recipe: Recipe, few: Mnist, tmp_path: Path) -> None:
    one, two = (quiet_fit(recipe, few, tmp_path / name) for name in ("one", "two"))
    assert same(one, two)
    assert not same(one, quiet_fit(recipe, few, tmp_path, seed=1))


@pytest.mark.parametrize("recipe", [DROP, CYCLE], ids=lambda recipe: recipe.name)
def test_an_interrupted_fit_resumes_as_if_nothing_had_happened(
    recipe: Recipe, few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = quiet_fit(recipe, few, tmp_path / "whole")
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupt(patch, after=1)
        quiet_fit(recipe, few, tmp_path / "broken")
    with pytest.raises(InklingError, match="holds no finished step"):
        Run.open(tmp_path / "broken" / f"{recipe.name}-s0")
    resumed = quiet_fit(recipe, few, tmp_path / "broken", resume=True)
    assert same(whole, resumed)
    assert read_json(whole.path / "history.json") == read_json(resumed.path / "history.json")


def test_an_interrupted_fit_is_neither_overwritten_nor_forgotten(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupt(patch, after=1)
        quiet_fit(DROP, few, tmp_path)
    with pytest.raises(InklingError, match=r"--resume.*--force"):
        quiet_fit(DROP, few, tmp_path)
    with pytest.raises(InklingError, match="another version of this recipe"):
        quiet_fit(dataclasses.replace(DROP, batch=64), few, tmp_path, resume=True)
    (tmp_path / "drop-s0" / "partial.npz").write_bytes(b"cut")
    with pytest.raises(InklingError, match=r"is damaged, .*; start over with --force"):
        quiet_fit(DROP, few, tmp_path, resume=True)
    quiet_fit(DROP, few, tmp_path, force=True).entry("fit")


def test_fit_refuses_to_overwrite_a_run(run: Run, few: Mnist) -> None:
    before = run.manifest
    with pytest.raises(InklingError, match=r"is finished already.*--force"):
        quiet_fit(recipes.LINEAR, few, run.path.parent)
    with pytest.raises(InklingError, match="is finished already"):
        quiet_fit(recipes.LINEAR, few, run.path.parent, resume=True)
    assert run.manifest == before


def test_an_interrupted_forced_fit_keeps_the_old_model_and_can_be_resumed(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    longer = dataclasses.replace(recipes.LINEAR, epochs=2)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupt(patch, after=1)
        quiet_fit(longer, few, run.path.parent, force=True)
    run.entry("fit")
    run.entry("tfjs")
    quiet_fit(longer, few, run.path.parent, resume=True)
    assert run.entry("fit")["recipe"]["epochs"] == 2
    assert list(run.manifest) == ["fit"]


def test_a_state_of_another_network_is_refused(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupt(patch, after=1)
        quiet_fit(DROP, few, tmp_path)
    monkeypatch.setattr("trainer.models.architectures.mlp_128_128_drop25", lambda: models.mlp((129, 128), "softmax", dropout=0.25))
    with pytest.raises(InklingError, match="was left by another network"):
        quiet_fit(DROP, few, tmp_path, resume=True)


def test_one_cycle_rises_for_a_fifth_and_falls_to_nothing() -> None:
    recipe = dataclasses.replace(recipes.INKLING, epochs=10, learning_rate=0.01)
    rate = fit.optimizer(recipe, steps=100)._learning_rate
    assert [float(rate(step)) for step in (0, 100, 200)] == pytest.approx([0.0004, 0.0052, 0.01], rel=1e-4)
    assert float(rate(600)) == pytest.approx(0.005, rel=1e-3)
    assert float(rate(1000)) == pytest.approx(0, abs=1e-8)


def test_kernels_decay_and_nothing_else_does() -> None:
    recipe = dataclasses.replace(recipes.INKLING, weight_decay=0.5, schedule="constant", learning_rate=0.1)
    model = fit.compiled(recipe, steps=1)
    for variable in model.trainable_variables:
        variable.assign(np.ones(variable.shape))
    model.optimizer.apply([np.zeros(variable.shape, np.float32) for variable in model.trainable_variables])
    for variable in model.trainable_variables:
        assert float(np.max(variable)) == pytest.approx(0.95 if variable.name == "kernel" else 1.0), variable.path


def test_without_holdout_all_images_are_trained_on_and_none_validate(few: Mnist, tmp_path: Path) -> None:
    run = quiet_fit(dataclasses.replace(recipes.LINEAR, epochs=1, batch=500, holdout=False), few, tmp_path)
    assert set(read_json(run.path / "history.json")) == {"accuracy", "loss"}


def test_the_temperature_of_the_calibration_softens_what_a_run_answers(few: Mnist, tmp_path: Path) -> None:
    run = quiet_fit(dataclasses.replace(recipes.MLP_128_64, epochs=1), few, tmp_path)
    grids = dataset.to_grids(few.test_images)
    plain = load_model(run).predict(grids, verbose=0)
    found = tmp_path / "found.json"
    found.write_bytes(to_json({"temperature": 2.0, "thresholds": {"digit": 0.1, "sure": 0.2}}))
    calibrate_like(run, found)
    assert np.allclose(soften(plain, 2.0), load_model(run).predict(grids, verbose=0), atol=1e-4)


def test_tensorboard_logs_are_written_when_asked_for(few: Mnist, tmp_path: Path) -> None:
    run = quiet_fit(dataclasses.replace(recipes.LINEAR, epochs=1), few, tmp_path, tensorboard=True)
    assert list((run.path / "tensorboard").rglob("events.*"))


def test_a_killed_command_resumes(command: Command, tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "trainer", "fit", "linear", "--epochs", "2"]
    killed = subprocess.Popen(arguments, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    state = tmp_path / "runs" / "linear-s0" / "partial.npz"
    for _ in range(1200):
        if state.exists() or killed.poll() is not None:
            break
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert state.exists()
    assert "interrupted" in command("trainer", "fit", "linear", "--epochs", "2").stderr
    done = command("trainer", "fit", "linear", "--epochs", "2", "--resume")
    assert done.returncode == 0, done.stderr
    assert len(read_json(tmp_path / "runs" / "linear-s0" / "history.json")["loss"]) == 2
