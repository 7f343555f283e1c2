"""Calibration as a step of a run: where temperature and thresholds come from, and what they change."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.trainer.data.test_stroke_files import SEVEN, strokes_file
from trainer import recipes
from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation import datasets
from trainer.evaluation.calibration import (
    Calibration,
    calibrate,
    calibrate_as_published,
    calibrate_like,
    calibration_of,
    load_model,
)
from trainer.evaluation.temperature import soften
from trainer.evaluation.threshold_data import Wanted
from trainer.run import Run, sha256, to_json
from trainer.training.fit import fit


def trained_on_everything(run: Run) -> Run:
    manifest = run.manifest
    manifest["fit"]["recipe"]["holdout"] = False
    run.manifest_path.write_bytes(to_json(manifest))
    return run


def test_a_run_that_trained_on_the_validation_images_is_no_held_out_run(run: Run, few: Mnist) -> None:
    with pytest.raises(InklingError, match="trained on the validation images"):
        calibrate(run, few, held_out=trained_on_everything(run))


def test_without_held_out_images_the_temperature_is_1(run: Run, few: Mnist) -> None:
    found = calibrate(trained_on_everything(run), few)
    assert (found["temperature"], found["temperature_from"]) == (1, None)


def test_the_temperature_makes_the_loss_on_the_validation_images_no_larger(few: Mnist, tmp_path: Path) -> None:
    recipe = dataclasses.replace(recipes.MLP_128_64, epochs=1)
    run = fit(recipe, few, tmp_path, say=lambda line: None)
    found = calibrate(run, few)
    (source,) = found["temperature_from"]["sources"]
    before, after = source["loss"]
    assert 0.25 <= found["temperature"] <= 4
    assert after <= before
    assert calibration_of(run).temperature == found["temperature"]


def test_a_run_without_the_step_has_temperature_1_and_no_thresholds(few: Mnist, tmp_path: Path) -> None:
    run = fit(dataclasses.replace(recipes.LINEAR, epochs=1), few, tmp_path, say=lambda line: None)
    assert calibration_of(run) == Calibration(1.0, None)


def test_a_new_calibration_drops_what_was_measured_with_the_old_one(run: Run, few: Mnist) -> None:
    assert run.done("evaluate")
    calibrate(run, few)
    assert "evaluate" not in run.manifest
    assert run.done("fit")


def test_a_recipe_that_is_published_is_calibrated_as_it_was(few: Mnist, tmp_path: Path) -> None:
    run = fit(dataclasses.replace(recipes.LINEAR, epochs=1), few, tmp_path / "runs", say=lambda line: None)
    folder = tmp_path / "models" / "linear"
    folder.mkdir(parents=True)
    known = {"temperature": 1.0, "thresholds": {"digit": 0.1, "sure": 0.2}}
    (folder / "calibration.json").write_bytes(to_json(known))
    (folder / "manifest.json").write_bytes(to_json({"fit": {"recipe": {**run.manifest["fit"]["recipe"], "notes": "other words"}}}))
    assert calibrate_as_published(run, few, tmp_path / "models") == known
    (folder / "manifest.json").write_bytes(to_json({"fit": {"recipe": {**run.manifest["fit"]["recipe"], "epochs": 99}}}))
    assert calibrate_as_published(run, few, tmp_path / "models") != known


def test_the_validation_images_are_a_source_where_they_were_kept_out(run: Run, few: Mnist, tmp_path: Path) -> None:
    held_out = Run(Path(shutil.copytree(run.path, tmp_path / "held-out")))
    names = ["synthetic digits", "validation images of MNIST"]
    assert [source["data"] for source in calibrate(run, few)["thresholds_from"]["sources"]] == names
    assert [source["data"] for source in calibrate(trained_on_everything(run), few)["thresholds_from"]["sources"]] == names[:1]
    assert [source["data"] for source in calibrate(run, few, held_out=held_out)["thresholds_from"]["sources"]] == names


def test_files_that_may_not_decide_leave_the_calibration_as_it_was(run: Run, few: Mnist, tmp_path: Path, monkeypatch: Any) -> None:
    one = strokes_file(tmp_path, [SEVEN], ["7"])
    copy = Path(shutil.copy(one, tmp_path / "copy.json"))
    with pytest.raises(InklingError, match="hold the same; name one of them"):
        calibrate(run, few, Wanted((one, copy)))
    monkeypatch.setattr(datasets, "KNOWN", (dataclasses.replace(datasets.KNOWN[0], sha256=sha256(one), role="test"),))
    for wanted in (Wanted((one,)), Wanted(non_digits=(one,))):
        with pytest.raises(InklingError, match="is a test set"):
            calibrate(run, few, wanted)
    assert run.done("evaluate")


def test_digits_that_people_drew_are_sources_of_the_temperature_and_synthetic_ones_are_not(run: Run, few: Mnist, tmp_path: Path) -> None:
    drawn = strokes_file(tmp_path, [SEVEN], ["7"])
    assert [one["data"] for one in calibrate(run, few)["temperature_from"]["sources"]] == ["validation images of MNIST"]
    with_strokes = calibrate(run, few, Wanted((drawn,)))["temperature_from"]["sources"]
    assert [(one["data"], one["images"]) for one in with_strokes][1:] == [(drawn.name, 1)]


@pytest.mark.parametrize("content", ["[]", "{}", "{"])
def test_a_file_that_holds_no_calibration_is_refused_in_a_sentence(content: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "found.json").write_text(content)
    with pytest.raises(InklingError, match=r"holds no calibration|is not valid JSON"):
        calibrate_like(run, tmp_path / "found.json")
    assert run.done("evaluate")


def test_the_temperature_softens_what_a_run_answers(few: Mnist, tmp_path: Path) -> None:
    run = fit(dataclasses.replace(recipes.MLP_128_64, epochs=1), few, tmp_path, say=lambda line: None)
    grids = to_grids(few.test_images)
    plain = load_model(run).predict(grids, verbose=0)
    found = tmp_path / "found.json"
    found.write_bytes(to_json({"temperature": 2.0, "thresholds": {"digit": 0.1, "sure": 0.2}}))
    calibrate_like(run, found)
    assert np.allclose(soften(plain, 2.0), load_model(run).predict(grids, verbose=0), atol=1e-4)
