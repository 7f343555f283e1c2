"""Two recipes: what differs by more than chance."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.compare import bootstrap_interval, compare, mcnemar
from trainer.run import Run, read_json
from trainer.training.seeds import fit_seeds

SHORT = dataclasses.replace(recipes.LINEAR, epochs=1)


def test_mcnemar_is_a_coin_that_falls_too_often_on_one_side() -> None:
    assert mcnemar(5, 5) == 1.0
    assert mcnemar(0, 5) == pytest.approx(2 / 32)
    assert mcnemar(10, 2) == mcnemar(2, 10) == pytest.approx(2 * (1 + 12 + 66) / 4096)
    assert mcnemar(0, 0) == 1.0


@pytest.mark.parametrize(("only_a", "only_b"), [(512, 512), (700, 800), (1024, 1), (10_000, 0)])
def test_mcnemar_takes_any_number_of_images(only_a: int, only_b: int) -> None:
    """Two to the power of 1,024 is no floating-point number."""
    assert 0 <= mcnemar(only_a, only_b) <= 1
    assert mcnemar(only_a, only_b) == mcnemar(only_b, only_a)


def test_mcnemar_of_many_images_is_what_the_normal_distribution_says() -> None:
    # z = (|700 - 800| - 1) / sqrt(1500) = 2.556, two-sided.
    assert mcnemar(700, 800) == pytest.approx(0.01058, abs=1e-4)


def test_the_bootstrap_interval_holds_the_difference() -> None:
    random = np.random.default_rng(1)
    ours, theirs = random.random((3, 2000)) < 0.95, random.random((3, 2000)) < 0.90
    low, high = bootstrap_interval(ours, theirs, draws=500)
    assert 0.02 < low < ours.mean() - theirs.mean() < high < 0.08
    assert bootstrap_interval(ours, ours, draws=50) == (0, 0)


def test_recipes_are_compared_on_the_seeds_that_both_have(few: Mnist, tmp_path: Path) -> None:
    fit_seeds(SHORT, [0, 1], few, tmp_path, say=lambda line: None)
    fit_seeds(dataclasses.replace(SHORT, name="other", batch=16), [1, 2], few, tmp_path, say=lambda line: None)
    result = compare(tmp_path, "linear", "other", "test")
    assert result.seeds == [1]
    first, second = (read_json(tmp_path / name / "metrics.json")["accuracy"] for name in ("linear-s1", "other-s1"))
    assert result.accuracy == (first, second)
    assert (result.only_a - result.only_b) / 500 == pytest.approx(first - second)
    with pytest.raises(InklingError, match="share no seed that was measured on the test images"):
        compare(tmp_path, "linear", "nothing", "test")
    assert Run(tmp_path / "linear-s0").done("evaluate")


def test_recipes_are_compared_on_the_validation_images_that_both_kept_out(few: Mnist, tmp_path: Path) -> None:
    held_out = dataclasses.replace(SHORT, validation=300)
    other = dataclasses.replace(held_out, name="other", batch=16)
    for recipe in (held_out, other):
        fit_seeds(recipe, [0], few, tmp_path, split="validation", say=lambda line: None)
    result = compare(tmp_path, "linear", "other", "validation")
    accuracies = tuple(read_json(tmp_path / name / "validation.json")["accuracy"] for name in ("linear-s0", "other-s0"))
    assert result.accuracy == accuracies
    fit_seeds(dataclasses.replace(held_out, name="less", validation=200), [0], few, tmp_path, split="validation", say=lambda line: None)
    with pytest.raises(InklingError, match="were not measured on the same validation images"):
        compare(tmp_path, "linear", "less", "validation")
    with pytest.raises(InklingError, match=r"share no seed that was measured on the test images"):
        compare(tmp_path, "linear", "other", "test")


def test_a_recipe_is_not_compared_with_itself(run: Run) -> None:
    with pytest.raises(InklingError, match=r"^Comparing linear with itself says nothing; name two recipes\.$"):
        compare(run.path.parent, "linear", "linear", "test")
