"""Several seeds of a recipe: fitted once, and summed up."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation import datasets
from trainer.run import read_json, sha256
from trainer.training.seed_summary import spread, summary
from trainer.training.seeds import fit_seeds, parse

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


def strokes(folder: Path, labels: str) -> Path:
    """A file of drawn digits, each the same seven."""
    file = folder / f"{labels}.json"
    file.write_text(json.dumps({"strokes": [[[[10, 10], [60, 10], [30, 90]]]] * len(labels), "labels": list(labels)}))
    return file


def test_each_seed_keeps_its_log_and_what_was_measured_on_drawings(few: Mnist, tmp_path: Path) -> None:
    without = fit_seeds(SHORT, [0, 1], few, tmp_path, say=lambda line: None)
    assert without["drawn"] == {}
    sevens, others = strokes(tmp_path, "777"), strokes(tmp_path, "7123")
    fit_seeds(SHORT, [0], few, tmp_path, strokes=[sevens], say=lambda line: None)
    found = fit_seeds(SHORT, [0, 1], few, tmp_path, strokes=[others], say=lambda line: None)
    first, second = found["seeds"]
    assert set(first["drawn"]) == {"777.json", "7123.json"}
    assert set(second["drawn"]) == {"7123.json"}
    assert (found["drawn"]["777.json"]["seeds"], found["drawn"]["7123.json"]["seeds"]) == (1, 2)
    accuracy = [one["drawn"]["7123.json"]["accuracy"] for one in found["seeds"]]
    assert found["drawn"]["7123.json"]["mean"] == pytest.approx(sum(accuracy) / 2)
    history = read_json(tmp_path / "linear-s1" / "history.json")
    assert second["log"] == {name: [pytest.approx(history[name][0], abs=1e-6)] for name in ("loss", "accuracy")}


def test_drawings_are_measured_again_when_the_file_has_changed(few: Mnist, tmp_path: Path) -> None:
    file = strokes(tmp_path, "777")
    fit_seeds(SHORT, [0], few, tmp_path, strokes=[file], say=lambda line: None)
    file.write_text(strokes(tmp_path, "71").read_text())
    found = fit_seeds(SHORT, [0], few, tmp_path, strokes=[file], say=lambda line: None)
    assert found["seeds"][0]["drawn"]["777.json"]["images"] == 2


def test_files_are_refused_before_anything_is_fitted(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = tmp_path / "nothing.json"
    with pytest.raises(FileNotFoundError):
        fit_seeds(SHORT, [0], few, tmp_path, strokes=[nothing], say=lambda line: None)
    file = strokes(tmp_path, "777")
    monkeypatch.setattr(datasets, "KNOWN", (datasets.DataSet(sha256(file), "test", "a test set"),))
    with pytest.raises(InklingError, match="is a test set"):
        fit_seeds(SHORT, [0], few, tmp_path, split="validation", strokes=[file], say=lambda line: None)
    assert not (tmp_path / "linear-s0").exists()


def test_a_summary_counts_errors_in_all_images_and_in_those_with_a_sound_label() -> None:
    seeds = [{"seed": seed, "errors": errors, "errors_without_label_errors": errors - 10} for seed, errors in ((3, 60), (0, 40))]
    found = summary({"name": "linear"}, "test", 10_000, seeds)
    assert [one["seed"] for one in found["seeds"]] == [0, 3]
    assert found["command"] == "python -m trainer seeds linear --seeds 0,3"
    assert found["accuracy"]["mean"] == pytest.approx(0.995)
    assert found["accuracy_without_label_errors"]["max"] == pytest.approx(1 - 30 / 9_985)


def test_seeds_that_hold_images_out_are_measured_on_these_and_not_on_the_test_images(few: Mnist, tmp_path: Path) -> None:
    held_out = dataclasses.replace(SHORT, validation=300)
    summary = fit_seeds(held_out, [0], few, tmp_path, split="validation", say=lambda line: None)
    assert (summary["split"], summary["images"]) == ("validation", 300)
    assert summary["command"] == "python -m trainer seeds linear --seeds 0 --holdout 300"
    assert not (tmp_path / "linear-s0" / "metrics.json").exists()
