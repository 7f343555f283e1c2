"""The trainer's commands: what they import, and what they make of their arguments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from trainer import commands
from trainer.cli import PUBLISHED, parser
from trainer.errors import InklingError
from trainer.recipes import RECIPES
from trainer.run import ROOT as RUNS
from trainer.training import seeds as seeds_module


@pytest.mark.parametrize("module", ["trainer.cli", "trainer.training.seeds", "trainer.evaluation.predict", "trainer.evaluation.strokes"])
def test_tensorflow_stays_out_until_it_is_needed(module: str) -> None:
    program = f"import sys, {module}; sys.exit('tensorflow' in sys.modules or 'keras' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[int], Path, Path, str]]:
    """What the command ``seeds`` asks to be fitted: recipe, seeds, root, published."""
    asked: list[tuple[str, list[int], Path, Path, str]] = []
    spread = dict.fromkeys(("mean", "sd", "min", "max"), 0.5)

    def fit_seeds(
        recipe: Any, seeds: list[int], data: object, root: Path, published: Path, split: str, place: object, strokes: list[Path]
    ) -> dict[str, Any]:
        asked.append((recipe.name, seeds, root, published, split))
        drawn = {file.name: {"role": "own", "seeds": 1, **spread} for file in strokes}
        return {"split": split, "seeds": seeds, "accuracy": spread, "accuracy_without_label_errors": spread, "drawn": drawn}

    monkeypatch.setattr(seeds_module, "fit_seeds", fit_seeds)
    monkeypatch.setattr(commands, "_load", lambda arguments: None)
    return asked


def test_seeds_all_fits_as_many_seeds_as_each_recipe_says(fitted: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    commands.fit_seeds_of_recipes(parser().parse_args(["seeds", "all"]))
    assert fitted == [(recipe.name, list(range(recipe.seeds)), RUNS, PUBLISHED, "test") for recipe in RECIPES]
    assert {recipe.seeds for recipe in RECIPES} == {3, 5}
    assert "inkling, 5 seeds, all test images: mean 50.000%" in capsys.readouterr().out


def test_named_seeds_are_fitted_instead_and_measured_on_drawings(fitted: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    commands.fit_seeds_of_recipes(parser().parse_args(["seeds", "linear", "inkling", "--seeds", "0,7-8", "--strokes", "some.json"]))
    assert [(name, seeds) for name, seeds, *_ in fitted] == [("linear", [0, 7, 8]), ("inkling", [0, 7, 8])]
    assert "linear, 1 seed, some.json (own): mean 50.000%" in capsys.readouterr().out


def test_seeds_that_hold_images_out_are_measured_on_these(fitted: list[Any]) -> None:
    commands.fit_seeds_of_recipes(parser().parse_args(["seeds", "linear", "--holdout", "--seeds", "0"]))
    assert fitted[0][-1] == "validation"
    with pytest.raises(InklingError, match="--holdout takes at most"):
        commands.fit_seeds_of_recipes(parser().parse_args(["seeds", "linear", "--holdout", "59000"]))


def test_a_calibration_is_found_or_taken_but_not_both() -> None:
    for also in (["--strokes", "b.tra"], ["--non-digits", "b.json"], ["--refused", "0"], ["--held-out", "RUN"]):
        with pytest.raises(InklingError, match="leave --strokes, --non-digits, --refused and --held-out away"):
            commands.calibrate_run(parser().parse_args(["calibrate", "RUN", "--like", "a.json", *also]))


@pytest.mark.parametrize("percent", ["50", "-1", "nan", "few"])
def test_a_percentage_that_cannot_be_refused_is_named(percent: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert parser().parse_args(["calibrate", "RUN", "--refused", "0.7"]).refused == 0.007
    with pytest.raises(SystemExit):
        parser().parse_args(["calibrate", "RUN", f"--refused={percent}"])
    assert f"'{percent}' is not a percentage from 0 to below 50" in capsys.readouterr().err


def test_a_sample_has_at_least_one_image(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["predict", "RUN", "--sample", "0"])
    assert "0 is too few" in capsys.readouterr().err
