"""Files of strokes that people drew: both formats, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from trainer.data.stroke_files import read_digits, read_samples
from trainer.errors import InklingError

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


def strokes_file(folder: Path, samples: list[object], labels: list[str] | None = None) -> Path:
    path = folder / "strokes.json"
    path.write_text(json.dumps({"strokes": samples, **({"labels": labels} if labels else {})}))
    return path


def test_unipen_is_read_with_labels_writers_and_y_turned_down(tmp_path: Path) -> None:
    (tmp_path / "some.tra").write_text(UNIPEN)
    seven, one = read_samples(tmp_path / "some.tra")
    assert (seven.label, seven.writer, one.label, one.writer) == ("7", "12", "1", "3")
    assert [len(stroke) for stroke in seven.strokes] == [3, 2]
    assert seven.strokes[0][2] == {"x": 30, "y": -10}
    assert len(one.strokes) == 1


def test_json_is_read_with_labels_or_without(tmp_path: Path) -> None:
    (sample,) = read_samples(strokes_file(tmp_path, [SEVEN], ["7"]))
    assert sample.label == "7"
    assert sample.strokes[1][0] == {"x": 20, "y": 50}
    assert read_samples(strokes_file(tmp_path, [SEVEN]))[0].label == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "holds no strokes"),
        (b"hello", "holds no strokes"),
        (b"\xff\xfe\x00", "is not a text file"),
        (b"{", "is not JSON of strokes"),
        (b"[1]", "is not JSON of strokes"),
        (b'{"strokes": [[[[1, "a"]]]]}', "is not JSON of strokes"),
        (b'{"strokes": [[[[1, 2]]]], "labels": ["1", "2"]}', "is not JSON of strokes"),
        (b'.SEGMENT DIGIT 0 ? "7"\n.PEN_DOWN\n 1 x\n', "line 3"),
    ],
)
def test_what_is_no_file_of_strokes_is_refused_in_a_sentence(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(InklingError, match=says):
        read_samples(tmp_path / "file")


def test_strokes_before_the_first_segment_and_segments_without_strokes(tmp_path: Path) -> None:
    (tmp_path / "some.tra").write_text('.PEN_DOWN\n 1 2\n.PEN_UP\n.SEGMENT DIGIT 0 ? "3"\n' + UNIPEN)
    samples = read_samples(tmp_path / "some.tra")
    assert [sample.label for sample in samples] == ["", "7", "1"]


def test_writers_of_json_are_read(tmp_path: Path) -> None:
    (tmp_path / "some.json").write_text(json.dumps({"strokes": [SEVEN], "labels": [7], "writers": ["anna"]}))
    (sample,) = read_samples(tmp_path / "some.json")
    assert (sample.label, sample.writer) == ("7", "anna")


def test_digits_are_read_as_grids_and_labels(tmp_path: Path) -> None:
    grids, labels = read_digits(strokes_file(tmp_path, [SEVEN, SEVEN], ["7", "1"]))
    assert grids.shape == (2, 28, 28, 1)
    assert grids.dtype == np.float32
    assert np.array_equal(grids[0], grids[1])
    assert labels.tolist() == [7, 1]


def test_a_label_that_is_no_digit_and_a_sample_without_ink_are_named(tmp_path: Path) -> None:
    with pytest.raises(InklingError, match="sample 2 has the label 'x'"):
        read_digits(strokes_file(tmp_path, [SEVEN, SEVEN], ["7", "x"]))
    with pytest.raises(InklingError, match="sample 1 has no ink"):
        read_digits(strokes_file(tmp_path, [[[]]], ["7"]))
