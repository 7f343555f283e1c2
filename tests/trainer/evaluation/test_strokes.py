"""Evaluation of a run on strokes that people drew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Command
from tests.trainer.data.test_stroke_files import SEVEN, strokes_file
from trainer.errors import InklingError
from trainer.evaluation.strokes import evaluate_strokes
from trainer.run import Run, read_json, sha256


def test_a_run_is_scored_and_the_step_recorded(run: Run, tmp_path: Path) -> None:
    digits = strokes_file(tmp_path, [SEVEN, SEVEN], ["7", "1"])
    measured = evaluate_strokes(run, digits, digits)
    assert measured == read_json(run.path / "strokes.json")
    assert measured["digits"]["errors"] >= 1
    assert measured["digits"]["sha256"] == sha256(digits)
    assert measured["non_digits"]["auroc"] == 0.5
    assert run.done("strokes")


def test_thresholds_and_verdicts_are_those_of_the_answers(run: Run, tmp_path: Path, command: Command) -> None:
    digits = strokes_file(tmp_path, [SEVEN, SEVEN], ["7", "1"])
    measured = evaluate_strokes(run, digits)
    assert measured["thresholds"] == read_json(run.path / "calibration.json")["thresholds"]
    assert sum(measured["digits"]["verdicts"].values()) == pytest.approx(1)
    with np.load(run.path / "strokes.npz") as arrays:
        score = arrays["digits"][0].max()
    result = command("trainer", "calibrate", run.path, "--strokes", digits)
    assert result.returncode == 0, result.stderr
    found = read_json(run.path / "calibration.json")
    assert found["thresholds"]["digit"] == pytest.approx(score, abs=1e-3)
    assert found["thresholds_from"] == {"data": digits.name, "sha256": sha256(digits), "digits": 2}
    assert not run.done("strokes"), "numbers that were measured with other thresholds are dropped"


def test_a_file_that_is_refused_leaves_no_step(run: Run, tmp_path: Path, command: Command) -> None:
    with pytest.raises(InklingError, match="sample 2 has the label 'x'"):
        evaluate_strokes(run, strokes_file(tmp_path, [SEVEN, SEVEN], ["7", "x"]))
    with pytest.raises(InklingError, match="sample 1 has no ink"):
        evaluate_strokes(run, strokes_file(tmp_path, [[[]]], ["7"]))
    assert not run.done("strokes")
    result = command("trainer", "evaluate", run.path, "--non-digits", "x")
    assert result.returncode == 1
    assert "--non-digits goes with --strokes" in result.stderr
