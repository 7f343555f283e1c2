"""Evaluation of a run on strokes that people drew."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Command
from tests.trainer.data.test_stroke_files import SEVEN, strokes_file
from trainer.errors import InklingError
from trainer.evaluation import datasets
from trainer.evaluation.strokes import evaluate_strokes
from trainer.run import Run, read_json, sha256


def drawings(folder: Path, name: str, labels: list[str]) -> Path:
    """A file of sevens, with the labels that the caller gives them."""
    path = folder / name
    path.write_text(json.dumps({"strokes": [SEVEN] * len(labels), "labels": labels}))
    return path


def test_a_run_is_scored_and_the_step_recorded(run: Run, tmp_path: Path) -> None:
    digits, others = drawings(tmp_path, "digits.json", ["7", "1"]), drawings(tmp_path, "others.json", ["x", "O"])
    measured = evaluate_strokes(run, [digits], [others])
    assert measured == read_json(run.path / "strokes.json")
    scored = measured["digits"]["digits.json"]
    assert scored["errors"] >= 1
    assert (scored["sha256"], scored["role"]) == (sha256(digits), "own")
    assert scored["command"] == "python -m trainer evaluate runs/linear-s0 --strokes digits.json --non-digits others.json"
    assert measured["non_digits"]["others.json"]["against"]["digits.json"]["auroc"] == 0.5
    assert measured["non_digits"]["others.json"]["without_look_alikes"]["images"] == 1
    assert run.done("strokes")


def test_results_of_several_files_stand_side_by_side_whoever_measured_them_first(run: Run, tmp_path: Path) -> None:
    one, two = drawings(tmp_path, "one.json", ["7", "1"]), drawings(tmp_path, "two.json", ["7"])
    others = drawings(tmp_path, "others.json", ["x"])
    apart = evaluate_strokes(run, [one])
    evaluate_strokes(run, [two], [others])
    measured = read_json(run.path / "strokes.json")
    assert measured["digits"]["one.json"] == apart["digits"]["one.json"]
    assert set(measured["non_digits"]["others.json"]["against"]) == {"one.json", "two.json"}
    (tmp_path / "again").mkdir()
    with pytest.raises(InklingError, match="have the same name"):
        evaluate_strokes(run, [one, drawings(tmp_path / "again", "one.json", ["3"])])


def test_of_a_test_set_nothing_is_kept_that_shows_its_drawings(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = drawings(tmp_path, "writers.json", ["1", "2"])
    assert len(evaluate_strokes(run, [wrong])["digits"]["writers.json"]["confident_errors"]) >= 1
    test_set = dataclasses.replace(datasets.KNOWN[0], sha256=sha256(wrong), role="test")
    monkeypatch.setattr(datasets, "KNOWN", (test_set,))
    assert evaluate_strokes(run, [wrong])["digits"]["writers.json"]["confident_errors"] == []
    with np.load(run.path / "strokes.npz") as arrays:
        assert len(arrays["worst/writers.json"]) == 0
    with pytest.raises(InklingError, match="is a test set"):
        datasets.refuse_test_set(wrong)


def test_every_known_data_set_has_a_digest_of_its_own_and_the_other_writers_are_a_test_set() -> None:
    assert len({known.sha256 for known in datasets.KNOWN}) == len(datasets.KNOWN)
    assert [known.title.partition(":")[0] for known in datasets.KNOWN if known.role == "test"] == ["Pendigits, test writers"]


def test_thresholds_and_verdicts_are_those_of_the_answers(run: Run, tmp_path: Path, command: Command) -> None:
    digits = strokes_file(tmp_path, [SEVEN, SEVEN], ["7", "1"])
    measured = evaluate_strokes(run, [digits])
    assert measured["thresholds"] == read_json(run.path / "calibration.json")["thresholds"]
    assert sum(measured["digits"][digits.name]["verdicts"].values()) == pytest.approx(1)
    others = drawings(tmp_path, "others.json", ["x"])
    result = command("trainer", "calibrate", run.path, "--strokes", digits, "--non-digits", others, "--refused", "40")
    assert result.returncode == 0, result.stderr
    found = read_json(run.path / "calibration.json")
    drawn, mnist = found["thresholds_from"]["sources"]
    unsure = drawn.pop("unsure")
    assert drawn == {"data": digits.name, "sha256": sha256(digits), "digits": 2, "refused": 0}
    assert (mnist["data"], mnist["digits"]) == ("validation images of MNIST", 5000)
    assert 0 < mnist["refused"] <= 0.8
    assert found["thresholds_from"]["allowed"] == {"refused": 0.4, "unsure": 0.02}
    (told,) = found["thresholds_from"]["non_digits"]
    assert told == {"data": "others.json", "sha256": sha256(others), "drawings": 1, "named": 1 - unsure}, "it is drawn as the digits are"
    assert not run.done("strokes"), "numbers that were measured with other thresholds are dropped"
    evaluate_strokes(run, [digits])
    with np.load(run.path / "strokes.npz") as arrays:
        score = arrays[f"digits/{digits.name}"][0].max()
    assert found["thresholds"]["digit"] == pytest.approx(score, abs=1e-3), "80 % of a file of two may be refused, so neither is"


def test_a_file_that_is_refused_leaves_no_step(run: Run, tmp_path: Path, command: Command) -> None:
    with pytest.raises(InklingError, match="sample 2 has the label 'x'"):
        evaluate_strokes(run, [strokes_file(tmp_path, [SEVEN, SEVEN], ["7", "x"])])
    with pytest.raises(InklingError, match="sample 1 has no ink"):
        evaluate_strokes(run, [strokes_file(tmp_path, [[[]]], ["7"])])
    assert not run.done("strokes")
    result = command("trainer", "evaluate", run.path, "--non-digits", "x")
    assert result.returncode == 1
    assert "--non-digits goes with --strokes" in result.stderr
