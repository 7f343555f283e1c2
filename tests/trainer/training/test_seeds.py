"""Several seeds of a recipe: fitted once, and summed up."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.run import read_json
from trainer.training.seeds import fit_seeds, parse, spread

SHORT = dataclasses.replace(recipes.LINEAR, epochs=1)


def test_a_list_of_seeds_is_a_range_or_an_enumeration() -> None:
    assert parse("0-4") == [0, 1, 2, 3, 4]
    assert parse("7,1-2,1") == [1, 2, 7]
    for text in ("", "a", "1-", "-1", "1..3"):
        with pytest.raises(InklingError, match="is no list of seeds"):
            parse(text)


def test_mean_and_sample_deviation() -> None:
    assert spread([1.0, 2.0, 3.0]) == {"mean": 2.0, "sd": 1.0, "min": 1.0, "max": 3.0}
    assert spread([0.5])["sd"] == 0


def test_seeds_are_fitted_once_and_summed_up(few: Mnist, tmp_path: Path) -> None:
    summary = fit_seeds(SHORT, [0, 1], few, tmp_path, say=lambda line: None)
    assert [one["seed"] for one in summary["seeds"]] == [0, 1]
    errors = [read_json(tmp_path / f"linear-s{seed}" / "metrics.json")["errors"] for seed in (0, 1)]
    assert summary["accuracy"]["mean"] == pytest.approx(1 - sum(errors) / 1000)
    before = (tmp_path / "linear-s0" / "manifest.json").stat().st_mtime_ns
    fit_seeds(SHORT, [0, 1], few, tmp_path, say=lambda line: None)
    assert (tmp_path / "linear-s0" / "manifest.json").stat().st_mtime_ns == before
    with pytest.raises(InklingError, match="another version of the recipe"):
        fit_seeds(dataclasses.replace(SHORT, batch=64), [0], few, tmp_path, say=lambda line: None)


def test_seeds_that_hold_images_out_are_measured_on_these_and_not_on_the_test_images(few: Mnist, tmp_path: Path) -> None:
    held_out = dataclasses.replace(SHORT, validation=300)
    summary = fit_seeds(held_out, [0], few, tmp_path, split="validation", say=lambda line: None)
    assert (summary["split"], summary["images"]) == ("validation", 300)
    assert summary["command"] == "python -m trainer seeds linear --seeds 0 --holdout 300"
    assert not (tmp_path / "linear-s0" / "metrics.json").exists()
