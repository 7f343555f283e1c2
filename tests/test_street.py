"""The whole street: every step once."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from export.street import walk
from trainer import recipes
from trainer.dataset import Mnist
from trainer.run import Run


def test_steps_that_are_done_are_not_done_again(few: Mnist, tmp_path: Path) -> None:
    recipe = dataclasses.replace(recipes.LINEAR, epochs=1)
    said: list[str] = []
    walk(recipe, few, tmp_path / "runs", tmp_path / "models", None, said.append)
    assert not any("done before" in line for line in said)
    assert (tmp_path / "models" / "linear" / "index.md").is_file()
    said.clear()
    walk(recipe, few, tmp_path / "runs", tmp_path / "models", None, said.append)
    assert sum("done before" in line for line in said) == 4


def test_a_changed_recipe_is_fitted_anew(few: Mnist, tmp_path: Path) -> None:
    recipe = dataclasses.replace(recipes.LINEAR, epochs=1)
    walk(recipe, few, tmp_path / "runs", tmp_path / "models", None, lambda line: None)
    changed = dataclasses.replace(recipe, batch=64)
    walk(changed, few, tmp_path / "runs", tmp_path / "models", None, lambda line: None)
    assert Run(tmp_path / "runs" / "linear-s0").entry("fit")["recipe"]["batch"] == 64
    assert '"batch": 64' in (tmp_path / "models" / "linear" / "manifest.json").read_text()
