"""Seeds are published beside a model, a few at a time, and those that are published stay."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from export.cli import parser
from export.derive import derive
from export.publish import publish
from export.seeds import publish_seeds
from trainer.errors import InklingError
from trainer.evaluation.strokes import evaluate_strokes
from trainer.run import Run, read_json
from trainer.training.seed_summary import Seed, summary

COMMIT = "0" * 40


@pytest.fixture
def models(run: Run, tmp_path: Path) -> Path:
    """A folder with a published model, ``linear``, fitted at a commit."""
    (tmp_path / "models").mkdir()
    manifest = publish(run, tmp_path / "models") / "manifest.json"
    content = read_json(manifest)
    content["fit"]["commit"] = COMMIT
    manifest.write_text(json.dumps(content))
    return tmp_path / "models"


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder for the runs of another machine: the published one is not there."""
    (tmp_path / "elsewhere").mkdir()
    return tmp_path / "elsewhere"


def fitted(run: Run, runs: Path, *seeds: Seed, split: str = "test", **changed: Any) -> None:
    """Writes what ``trainer seeds`` leaves beside runs."""
    recipe = {**run.manifest["fit"]["recipe"], **changed}
    images = read_json(run.path / "metrics.json")["images"]
    (runs / "linear-seeds.json").write_text(json.dumps({**summary(recipe, "test", images, seeds), "split": split}))


def seed(number: int, errors: int, **more: Any) -> Seed:
    """One fitted seed."""
    return {
        "seed": number,
        "errors": errors,
        "errors_without_label_errors": errors,
        "calibration_error": 0.001,
        "seconds": 60.0 + number,
        "commit": COMMIT,
        "log": {"loss": [0.5], "accuracy": [0.9]},
        **more,
    }


def test_seeds_come_a_few_at_a_time_and_those_that_are_published_stay(run: Run, runs: Path, models: Path) -> None:
    own = read_json(run.path / "metrics.json")["errors"]
    before = {path.name: path.read_bytes() for path in (models / "linear").iterdir() if path.is_file()}
    fitted(run, runs, seed(1, 30), seed(2, 40))
    publish_seeds("linear", runs, models)
    fitted(run, runs, seed(2, 50), seed(3, 60))
    found = read_json(publish_seeds("linear", runs, models))
    assert {one["seed"]: one["errors"] for one in found["seeds"]} == {0: own, 1: 30, 2: 50, 3: 60}
    assert found["errors"]["mean"] == pytest.approx((own + 140) / 4)
    assert "log" in found["seeds"][1]
    assert {name: (models / "linear" / name).read_bytes() for name in before} == before


@pytest.mark.parametrize(("first", "logs"), [(1, "the logs of 2 of these fits"), (0, "the log of each fit")])
def test_the_page_says_of_how_many_fits_the_logs_are_there(run: Run, runs: Path, models: Path, first: int, logs: str) -> None:
    fitted(run, runs, *(seed(number, 30) for number in range(first, 3)))
    publish_seeds("linear", runs, models)
    derive(models)
    assert f"has these numbers, and {logs}: loss" in " ".join((models / "linear" / "index.md").read_text().split())


def test_the_published_run_counts_with_what_was_measured_of_it_on_drawings(run: Run, runs: Path, models: Path, tmp_path: Path) -> None:
    drawings = tmp_path / "some.json"
    drawings.write_text(json.dumps({"strokes": [[[[10, 10], [60, 10], [30, 90]]]] * 2, "labels": ["7", "1"]}))
    evaluate_strokes(run, [drawings])
    shutil.copyfile(run.path / "strokes.json", models / "linear" / "strokes.json")
    fitted(run, runs, seed(1, 30))
    first = read_json(publish_seeds("linear", runs, models))["seeds"][0]
    assert first["drawn"]["some.json"]["images"] == 2
    fitted(run, runs, {key: value for key, value in first.items() if key != "drawn"}, seed(1, 30))
    assert "drawn" in read_json(publish_seeds("linear", runs, models))["seeds"][0], "what one entry lacks, the other has"
    fitted(run, runs, seed(0, 20), seed(1, 30))
    assert "drawn" not in read_json(publish_seeds("linear", runs, models))["seeds"][0], "another fit was not measured on drawings"


@pytest.mark.parametrize(("changed", "split"), [({"epochs": 99}, "test"), ({}, "validation")])
def test_seeds_of_another_recipe_or_other_images_are_refused(
    run: Run, runs: Path, models: Path, changed: dict[str, Any], split: str
) -> None:
    fitted(run, runs, seed(1, 30), split=split, **changed)
    with pytest.raises(InklingError, match="holds no seeds of the recipe that is published"):
        publish_seeds("linear", runs, models)
    assert not (models / "linear" / "seeds.json").exists()


def test_what_is_not_there_is_said(runs: Path, models: Path) -> None:
    with pytest.raises(InklingError, match="fit some: python -m trainer seeds linear"):
        publish_seeds("linear", runs, models)
    with pytest.raises(InklingError, match="holds no published model"):
        publish_seeds("convnet", runs, models)


def test_seeds_that_no_commit_holds_are_refused(run: Run, runs: Path, models: Path) -> None:
    fitted(run, runs, seed(1, 30, commit=f"{COMMIT}-dirty"))
    with pytest.raises(InklingError, match="Seed 1 of linear cannot be published"):
        publish_seeds("linear", runs, models)


def test_the_card_shows_each_seed_and_the_command_publishes(run: Run, runs: Path, models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = {"some.tes": {"role": "test", "images": 200, "errors": 4, "accuracy": 0.98, "confident_wrong": 0.0}}
    fitted(run, runs, seed(1, 30, drawn=drawn), seed(2, 40, drawn=drawn), seed(3, 50))
    arguments = parser().parse_args(["seeds", "linear", "--root", str(runs), "--models", str(models)])
    arguments.command(arguments)
    assert "linear: its seeds are in" in capsys.readouterr().out
    card = (models / "linear" / "index.md").read_text()
    assert "| 1 | 30 | 30 | 0.10 % | 98.00 % | 1 min 1 s |" in card
    assert "| 3 | 50 | 50 | 0.10 % |  | 1 min 3 s |" in card
    assert "- `some.tes` (test), read right: mean 98.000 %" in card
    assert "; 2 seeds were measured." in card
    assert "python -m trainer seeds linear --seeds 0-3 --strokes some.tes" in card
