"""Evaluation of a run on corrupted images."""

from __future__ import annotations

import dataclasses
import json
import shutil

import numpy as np
import pytest

from tests.conftest import Command
from trainer import commands
from trainer.cli import parser
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.corrupted import evaluate_corruptions, score_answers, table
from trainer.evaluation.corruptions import CORRUPTIONS
from trainer.evaluation.metrics import wilson_interval
from trainer.reading.rejection import Thresholds
from trainer.run import Run, read_json


@pytest.fixture(scope="module")
def fewer(few: Mnist) -> Mnist:
    """As many test images as a test needs."""
    return dataclasses.replace(few, test_images=few.test_images[:60], test_labels=few.test_labels[:60])


def test_a_run_is_scored_on_every_corruption_and_the_step_recorded(run: Run, fewer: Mnist) -> None:
    measured = evaluate_corruptions(run, fewer, "test")
    assert measured == read_json(run.path / "corruptions.json")
    assert list(measured["corruptions"]) == list(CORRUPTIONS)
    assert measured["images"] == 60
    assert measured["command"] == "python -m trainer evaluate runs/linear-s0 --corruptions --split test"
    assert measured["mean_error"] == pytest.approx(np.mean([score["errors"] / 60 for score in measured["corruptions"].values()]))
    assert run.entry("corruptions")["from"] == ["fit", "calibrate"]
    with np.load(run.path / "corruptions.npz") as arrays:
        for name, score in measured["corruptions"].items():
            assert int((arrays[name].argmax(axis=1) != arrays["labels"]).sum()) == score["errors"]
    assert measured["corruptions"]["brightness"]["error"] > measured["clean"]["error"]
    assert evaluate_corruptions(run, fewer, "test") == measured, "measured again it is the same"


def test_validation_images_have_files_of_their_own(run: Run, fewer: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.evaluation.corrupted.CORRUPTIONS", {"stripe": CORRUPTIONS["stripe"]})
    measured = evaluate_corruptions(run, fewer, "validation")
    assert (measured["images"], measured["split"]) == (5_000, "validation")
    assert set(run.entry("validate_corruptions")["files"]) == {"validation-corruptions.json", "validation-corruptions.npz"}
    assert not (run.path / "corruptions.json").exists()


def test_scores_of_answers_can_be_counted_by_hand() -> None:
    answers = np.zeros((4, 11), np.float32)
    answers[0, 3] = 1
    answers[1, [3, 10]] = 0.9, 0.1
    answers[2, [3, 4]] = 0.55, 0.45
    answers[3, [3, 10]] = 0.1, 0.9
    score = score_answers(answers, np.array([3, 7, 4, 3], np.uint8), Thresholds(digit=0.5, sure=0.8))
    assert score == {"errors": 2, "error": 0.5, "interval": list(wilson_interval(2, 4)), "refused": 0.25, "named_wrong": 0.25}


def test_the_command_refuses_in_one_sentence(run: Run, fewer: Mnist, command: Command) -> None:
    both = command("trainer", "evaluate", run.path, "--corruptions", "--strokes", "a.json")
    assert (both.returncode, both.stdout) == (1, "")
    assert both.stderr.count("\n") == 1
    assert "give one of them" in both.stderr
    manifest = run.manifest
    manifest["fit"]["recipe"]["holdout"] = False
    run.manifest_path.write_text(json.dumps(manifest))
    with pytest.raises(InklingError, match="trained on the validation images"):
        evaluate_corruptions(run, fewer, "validation")
    result = command("trainer", "evaluate", run.path, "--corruptions")
    assert result.returncode == 1
    assert "give --split test" in result.stderr
    assert not (run.path / "validation-corruptions.json").exists()
    shutil.rmtree(run.path)
    assert "There is no run" in command("trainer", "evaluate", run.path, "--corruptions").stderr


def test_the_command_prints_a_table_with_the_worst_first_and_the_mean(
    run: Run, fewer: Mnist, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "_load", lambda arguments: fewer)
    commands.evaluate_run(parser().parse_args(["evaluate", str(run.path), "--corruptions", "--split", "test"]))
    printed = capsys.readouterr()
    measured = read_json(run.path / "corruptions.json")
    header, *rows, last = printed.out.splitlines()
    assert [header, *rows] == table(measured)
    errors = [float(row[14:].split("%")[0]) for row in rows]
    assert len(rows) == 16
    assert errors[:-1] == sorted(errors[:-1], reverse=True)
    assert rows[-1].startswith("(none)")
    assert {len(row) for row in rows} == {len(header)}
    assert f"mean error {measured['mean_error']:.2%} over 15 corruptions of 60 test images" in last
    assert "[15/15] canny_edges" in printed.err
