"""An interrupted fit: what it leaves, what resumes it, and what is refused."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from tests.conftest import FLAGSHIP, ROOT, Command, interrupt
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.models.architectures import ARCHITECTURES, mlp
from trainer.recipes import Recipe
from trainer.run import Run, read_json
from trainer.training.checkpoint import Checkpoint, resumable
from trainer.training.fit import Options, fit
from trainer.training.optimizer import compiled

# Dropout, augmentation, batch norm and a schedule: everything whose state could get lost on the way.
DROP = dataclasses.replace(recipes.MLP_128_128_DROP25, name="drop", epochs=3, batch=128, augment=recipes.Augment())
CYCLE = dataclasses.replace(FLAGSHIP, name="cycle", epochs=2)


def fitted(recipe: Recipe, data: Mnist, root: Path, **options: Any) -> Run:
    return fit(recipe, data, root, Options(**options), say=lambda line: None)


def interrupted(recipe: Recipe, data: Mnist, root: Path, monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
    """Fits the first epoch and stops."""
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        interrupt(patch, after=1)
        fitted(recipe, data, root, **options)


def same_weights(one: Run, other: Run) -> bool:
    weights = [keras.saving.load_model(run.path / "model.keras", compile=False).get_weights() for run in (one, other)]
    return all(np.array_equal(a, b) for a, b in zip(*weights, strict=True))


@pytest.mark.parametrize("recipe", [DROP, CYCLE], ids=lambda recipe: recipe.name)
def test_an_interrupted_fit_resumes_as_if_nothing_had_happened(
    recipe: Recipe, few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fitted(recipe, few, tmp_path / "whole")
    interrupted(recipe, few, tmp_path / "broken", monkeypatch)
    with pytest.raises(InklingError, match="holds no finished step"):
        Run.open(tmp_path / "broken" / f"{recipe.name}-s0")
    resumed = fitted(recipe, few, tmp_path / "broken", resume=True)
    assert same_weights(whole, resumed)
    assert read_json(whole.path / "history.json") == read_json(resumed.path / "history.json")


def test_an_interrupted_fit_is_neither_overwritten_nor_forgotten(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(DROP, few, tmp_path, monkeypatch)
    with pytest.raises(InklingError, match=r"--resume.*--force"):
        fitted(DROP, few, tmp_path)
    with pytest.raises(InklingError, match="another version of this recipe"):
        fitted(dataclasses.replace(DROP, batch=64), few, tmp_path, resume=True)
    (tmp_path / "drop-s0" / "partial.npz").write_bytes(b"cut")
    with pytest.raises(InklingError, match=r"is damaged, .*; start over with --force"):
        fitted(DROP, few, tmp_path, resume=True)
    fitted(DROP, few, tmp_path, force=True).entry("fit")


def test_an_interrupted_forced_fit_keeps_the_old_model_and_can_be_resumed(run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    longer = dataclasses.replace(recipes.LINEAR, epochs=2)
    interrupted(longer, few, run.path.parent, monkeypatch, force=True)
    run.entry("fit")
    run.entry("tfjs")
    fitted(longer, few, run.path.parent, resume=True)
    assert run.entry("fit")["recipe"]["epochs"] == 2
    assert list(run.manifest) == ["fit"]


def test_a_checkpoint_of_another_network_is_refused(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interrupted(DROP, few, tmp_path, monkeypatch)
    monkeypatch.setitem(ARCHITECTURES, "mlp_128_128_drop25", lambda: mlp((129, 128), "softmax", dropout=0.25))
    with pytest.raises(InklingError, match="was left by another network"):
        fitted(DROP, few, tmp_path, resume=True)


def test_a_checkpoint_gives_back_what_it_saved(tmp_path: Path) -> None:
    path = tmp_path / "partial.npz"
    saved = Checkpoint(path, recipes.LINEAR, compiled(recipes.LINEAR, steps=1))
    saved.epoch, saved.seconds, saved.history = 2, 7.5, {"loss": [1.0, 0.5]}
    saved.save()
    restored = Checkpoint(path, recipes.LINEAR, compiled(recipes.LINEAR, steps=1))
    restored.restore()
    assert (restored.epoch, restored.seconds, restored.history) == (2, 7.5, {"loss": [1.0, 0.5]})
    for one, other in zip(saved.variables(), restored.variables(), strict=True):
        assert np.array_equal(np.asarray(one), np.asarray(other))


def test_only_an_intact_checkpoint_of_the_same_recipe_is_resumable(tmp_path: Path) -> None:
    path = tmp_path / "partial.npz"
    assert not resumable(path, recipes.LINEAR)
    Checkpoint(path, recipes.LINEAR, compiled(recipes.LINEAR, steps=1)).save()
    assert resumable(path, recipes.LINEAR)
    assert not resumable(path, recipes.CONVNET)
    path.write_bytes(path.read_bytes()[:-100])
    assert not resumable(path, recipes.LINEAR)


def test_after_the_first_epoch_it_is_said_how_long_the_rest_takes(tmp_path: Path) -> None:
    said: list[str] = []
    checkpoint = Checkpoint(tmp_path / "partial.npz", recipes.LINEAR, compiled(recipes.LINEAR, steps=1))
    callback = checkpoint.callback(said.append)
    for epoch in range(2):
        callback.on_epoch_end(epoch, {"loss": 1.0})
    assert len(said) == 1
    assert "to go" in said[0]


def test_a_killed_command_resumes(command: Command, tmp_path: Path) -> None:
    """The command is killed when it says that the first of three epochs has been saved."""
    arguments = [sys.executable, "-m", "trainer", "fit", "linear", "--epochs", "3"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(arguments, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True) as fit_command:
        assert fit_command.stdout is not None
        assert any("to go" in line for line in fit_command.stdout)
        fit_command.send_signal(signal.SIGKILL)
    assert (tmp_path / "runs" / "linear-s0" / "partial.npz").exists()
    assert "interrupted" in command("trainer", "fit", "linear", "--epochs", "3").stderr
    done = command("trainer", "fit", "linear", "--epochs", "3", "--resume")
    assert done.returncode == 0, done.stderr
    assert len(read_json(tmp_path / "runs" / "linear-s0" / "history.json")["loss"]) == 3
