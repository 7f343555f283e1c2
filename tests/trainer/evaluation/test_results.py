"""What an evaluation leaves in a run."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.errors import InklingError
from trainer.evaluation.results import STROKES, record_results, right_answers
from trainer.run import Run, read_json


def test_numbers_and_answers_are_written_and_the_step_is_recorded(run: Run) -> None:
    record_results(run, STROKES, {"images": 2}, {"labels": np.array([3, 4])})
    assert set(run.entry("strokes")["files"]) == {"strokes.json", "strokes.npz"}
    assert read_json(run.path / "strokes.json") == {"images": 2}
    with np.load(run.path / "strokes.npz") as arrays:
        assert arrays["labels"].tolist() == [3, 4]


def test_right_answers_are_those_whose_most_probable_digit_is_the_label(run: Run) -> None:
    right = right_answers(run)
    assert right.dtype == bool
    assert int((~right).sum()) == read_json(run.path / "metrics.json")["errors"]


def test_altered_predictions_are_refused(run: Run) -> None:
    (run.path / "predictions.npz").write_bytes(b"altered")
    with pytest.raises(InklingError, match=r"predictions\.npz is not the file that 'evaluate' wrote"):
        right_answers(run)
