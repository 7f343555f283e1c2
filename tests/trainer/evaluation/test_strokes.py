"""Scores on drawings: what a file may be, and arithmetic that can be checked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import Command
from trainer.data.stroke_files import read
from trainer.errors import InklingError
from trainer.evaluation.strokes import auroc, evaluate_strokes, measure_digits, measure_non_digits
from trainer.run import Run, read_json, sha256

UNIPEN = """.VERSION 1.0
.SEGMENT DIGIT 0 ? "7"
.COMMENT 7 12 224
.PEN_DOWN
 10 90
 60 90
 30 10
.PEN_UP
.DT 100
.PEN_DOWN
 20 50
 50 50
.PEN_UP

.SEGMENT DIGIT 1 ? "1"
.COMMENT 1 3 1
.PEN_DOWN
 10 90
 10 10
.PEN_UP
"""
SEVEN = [[[10, 10], [60, 10], [30, 90]], [[20, 50], [50, 50]]]


def drawings_file(folder: Path, drawings: list[object], labels: list[str] | None = None) -> Path:
    path = folder / "drawings.json"
    path.write_text(json.dumps({"strokes": drawings, **({"labels": labels} if labels else {})}))
    return path


def test_unipen_is_read_with_labels_writers_and_y_turned_down(tmp_path: Path) -> None:
    (tmp_path / "some.tra").write_text(UNIPEN)
    seven, one = read(tmp_path / "some.tra")
    assert (seven.label, seven.writer, one.label, one.writer) == ("7", "12", "1", "3")
    assert [len(stroke) for stroke in seven.strokes] == [3, 2]
    assert seven.strokes[0][2] == {"x": 30, "y": -10}
    assert len(one.strokes) == 1


def test_json_is_read_with_labels_or_without(tmp_path: Path) -> None:
    (drawing,) = read(drawings_file(tmp_path, [SEVEN], ["7"]))
    assert drawing.label == "7"
    assert drawing.strokes[1][0] == {"x": 20, "y": 50}
    assert read(drawings_file(tmp_path, [SEVEN]))[0].label == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no drawing"),
        (b"hello", "holds no drawing"),
        (b"\xff\xfe\x00", "is no text"),
        (b"{", "is no JSON of drawings"),
        (b"[1]", "is no JSON of drawings"),
        (b'{"strokes": [[[[1, "a"]]]]}', "is no JSON of drawings"),
        (b'{"strokes": [[[[1, 2]]]], "labels": ["1", "2"]}', "is no JSON of drawings"),
        (b'.SEGMENT DIGIT 0 ? "7"\n.PEN_DOWN\n 1 x\n', "line 3"),
    ],
)
def test_what_is_no_file_of_drawings_is_refused_in_a_sentence(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(InklingError, match=says):
        read(tmp_path / "file")


def test_auroc_counts_how_often_a_digit_scores_higher() -> None:
    assert auroc(np.array([0.9, 0.8]), np.array([0.1, 0.2])) == 1
    assert auroc(np.array([0.1]), np.array([0.9])) == 0
    assert auroc(np.array([0.5, 0.5]), np.array([0.5])) == 0.5
    assert auroc(np.array([0.9, 0.3]), np.array([0.5, 0.1])) == 0.75


def answers(*tops: tuple[int, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rows = np.zeros((len(tops), 10), np.float32)
    for row, (digit, probability) in zip(rows, tops, strict=True):
        row[:] = (1 - probability) / 9
        row[digit] = probability
    return rows


def test_drawn_digits_are_scored() -> None:
    measured = measure_digits(answers((1, 0.95), (2, 0.95), (3, 0.5), (4, 0.99)), np.array([1, 3, 3, 9], np.uint8))
    assert (measured["errors"], measured["accuracy"]) == (2, 0.5)
    assert measured["confident_wrong"] == 0.5
    assert measured["confident_errors"][0] == {"index": 3, "label": 9, "predicted": 4, "confidence": pytest.approx(0.99)}


def test_others_are_scored_at_one_percent_of_digits_refused() -> None:
    digits = answers(*[(1, 0.5 + 0.005 * index) for index in range(100)])
    others = answers((1, 0.3), (2, 0.95), (3, 0.4), (3, 0.45))
    measured = measure_non_digits(digits, others)
    assert measured["answered"] == 0.25
    assert measured["refused"] == 0.75
    assert measured["answered_confidently"] == 0.25
    assert measured["auroc"] == pytest.approx(1 - 0.25 * 0.905, abs=0.01)


def test_a_run_is_scored_and_the_step_recorded(run: Run, tmp_path: Path) -> None:
    digits = drawings_file(tmp_path, [SEVEN, SEVEN], ["7", "1"])
    measured = evaluate_strokes(run, digits, digits)
    assert measured == read_json(run.path / "strokes.json")
    assert measured["digits"]["errors"] >= 1
    assert measured["digits"]["sha256"] == sha256(digits)
    assert measured["non_digits"]["auroc"] == 0.5
    assert run.done("strokes")


def test_thresholds_and_verdicts_are_those_of_the_answers(run: Run, tmp_path: Path, command: Command) -> None:
    digits = drawings_file(tmp_path, [SEVEN, SEVEN], ["7", "1"])
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
    assert not run.done("strokes"), "what was measured with other thresholds is measured again"


def test_bad_drawings_are_named(run: Run, tmp_path: Path, command: Command) -> None:
    with pytest.raises(InklingError, match="drawing 2 is labelled 'x'"):
        evaluate_strokes(run, drawings_file(tmp_path, [SEVEN, SEVEN], ["7", "x"]))
    with pytest.raises(InklingError, match="drawing 1 has no ink"):
        evaluate_strokes(run, drawings_file(tmp_path, [[[]]], ["7"]))
    assert not run.done("strokes")
    result = command("trainer", "evaluate", run.path, "--non-digits", "x")
    assert result.returncode == 1
    assert "--non-digits goes with --strokes" in result.stderr
