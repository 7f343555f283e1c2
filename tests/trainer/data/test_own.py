"""Digits of one's own: what is read, and that everything that is wrong is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from trainer.data.own import read_own
from trainer.errors import InklingError
from trainer.evaluation import datasets
from trainer.evaluation.datasets import DataSet
from trainer.reading.rejection import NO_DIGIT
from trainer.run import sha256

SEVEN = [[[10, 10], [80, 10], [35, 120]]]
BAR = [[[0, 50], [100, 50]]]


def strokes_file(path: Path, labels: list[str], drawings: list[object] | None = None) -> Path:
    path.write_text(json.dumps({"strokes": drawings or [SEVEN] * len(labels), "labels": labels}))
    return path


def corrections(path: Path) -> Path:
    """As the demo saves them: strokes in units of the pad."""
    points = [{"x": 0.2, "y": 0.2}, {"x": 0.7, "y": 0.2}, {"x": 0.4, "y": 0.9}]
    path.write_text(json.dumps({"about": "Drawings that I corrected", "corrections": [{"label": 7, "strokes": [points]}] * 2}))
    return path


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(image).line([(15, 12), (45, 12), (28, 50)], fill=0, width=5)
    image.save(path)
    return path


def test_a_file_of_strokes_and_what_the_demo_saves_are_read(tmp_path: Path) -> None:
    files = [strokes_file(tmp_path / "mine.json", ["7", "A"], [SEVEN, BAR]), corrections(tmp_path / "corrections.json")]
    own = read_own(files, [], answers=11)
    assert own.drawing_labels == (7, NO_DIGIT, 7, 7)
    assert own.samples == 4
    assert own.drawings[0][0].tolist() == SEVEN[0]
    assert [(source["name"], source["samples"]) for source in own.sources] == [("mine.json", 2), ("corrections.json", 2)]
    assert own.sources[1]["sha256"] == sha256(files[1])


def test_a_folder_of_pictures_has_one_folder_a_label(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    first = picture(folder / "7" / "one.png")
    picture(folder / "7" / "two.png")
    picture(folder / "other" / "three.png")
    (folder / ".DS_Store").write_text("what a system leaves behind")
    own = read_own([], [folder], answers=11)
    assert own.image_labels == (7, 7, NO_DIGIT)
    assert own.images is not None
    assert own.images.shape == (3, 28, 28)
    assert own.images.dtype == np.uint8
    assert own.images.max() > 200
    before = own.sources[0]["sha256"]
    first.rename(folder / "7" / "another.png")
    assert read_own([], [folder], answers=11).sources[0]["sha256"] != before


def test_everything_that_is_wrong_is_named_line_by_line(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    picture(folder / "7" / "good.png")
    (folder / "7" / "text.png").write_text("no picture")
    Image.new("L", (40, 40), 255).save(folder / "7" / "blank.png")
    (folder / "seven").mkdir()
    bad = strokes_file(tmp_path / "bad.json", ["7", "", "A"], [SEVEN, SEVEN, []])
    with pytest.raises(InklingError) as caught:
        read_own([bad, tmp_path / "gone.json"], [folder], answers=10)
    lines = str(caught.value).splitlines()
    assert lines[0] == "Nothing was trained, because 7 things are wrong:"
    for line, part in zip(
        lines[1:],
        [
            "sample 2 has no label",
            "knows digits only",
            "sample 3 has no ink",
            "gone.json cannot be read",
            "blank",
            "text.png",
            "seven is not a folder",
        ],
        strict=True,
    ):
        assert part in line


def test_a_long_list_of_problems_ends(tmp_path: Path) -> None:
    with pytest.raises(InklingError) as caught:
        read_own([strokes_file(tmp_path / "bad.json", [""] * 30)], [], answers=10)
    assert str(caught.value).splitlines()[-1] == "... and 10 more."


def test_an_empty_folder_and_a_test_set_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InklingError, match="holds no pictures"):
        read_own([], [tmp_path / "empty"], answers=11)
    file = corrections(tmp_path / "test.json")
    monkeypatch.setattr(datasets, "KNOWN", (DataSet(sha256(file), "test", "a test set"),))
    with pytest.raises(InklingError, match="test set"):
        read_own([Path(shutil.copy(file, tmp_path / "renamed.json"))], [], answers=11)
