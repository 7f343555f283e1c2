"""Several seeds, and what differs by more than chance."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.compare import bootstrap, compare, mcnemar
from trainer.run import Run, read_json
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


def test_seeds_are_fitted_once_and_summarised(few: Mnist, tmp_path: Path) -> None:
    summary = fit_seeds(SHORT, [0, 1], few, tmp_path, say=lambda line: None)
    assert [one["seed"] for one in summary["seeds"]] == [0, 1]
    errors = [read_json(tmp_path / f"linear-s{seed}" / "metrics.json")["errors"] for seed in (0, 1)]
    assert summary["accuracy"]["mean"] == pytest.approx(1 - sum(errors) / 1000)
    before = (tmp_path / "linear-s0" / "manifest.json").stat().st_mtime_ns
    fit_seeds(SHORT, [0, 1], few, tmp_path, say=lambda line: None)
    assert (tmp_path / "linear-s0" / "manifest.json").stat().st_mtime_ns == before
    with pytest.raises(InklingError, match="another version of the recipe"):
        fit_seeds(dataclasses.replace(SHORT, batch=64), [0], few, tmp_path, say=lambda line: None)


def test_mcnemar_is_a_coin_that_falls_too_often_on_one_side() -> None:
    assert mcnemar(5, 5) == 1.0
    assert mcnemar(0, 5) == pytest.approx(2 / 32)
    assert mcnemar(10, 2) == mcnemar(2, 10) == pytest.approx(2 * (1 + 12 + 66) / 4096)
    assert mcnemar(0, 0) == 1.0


def test_the_bootstrap_interval_holds_the_difference() -> None:
    random = np.random.default_rng(1)
    ours, theirs = random.random((3, 2000)) < 0.95, random.random((3, 2000)) < 0.90
    low, high = bootstrap(ours, theirs, draws=500)
    assert 0.02 < low < ours.mean() - theirs.mean() < high < 0.08
    assert bootstrap(ours, ours, draws=50) == (0, 0)


def test_recipes_are_compared_on_the_seeds_that_both_have(few: Mnist, tmp_path: Path) -> None:
    fit_seeds(SHORT, [0, 1], few, tmp_path, say=lambda line: None)
    fit_seeds(dataclasses.replace(SHORT, name="other", batch=16), [1, 2], few, tmp_path, say=lambda line: None)
    result = compare(tmp_path, "linear", "other")
    assert result.seeds == [1]
    first, second = (read_json(tmp_path / name / "metrics.json")["accuracy"] for name in ("linear-s1", "other-s1"))
    assert result.accuracy == (first, second)
    assert (result.only_a - result.only_b) / 500 == pytest.approx(first - second)
    with pytest.raises(InklingError, match="share no evaluated seed"):
        compare(tmp_path, "linear", "nothing")
    assert Run(tmp_path / "linear-s0").done("evaluate")
