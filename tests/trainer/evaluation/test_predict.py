"""Prediction from image files of every kind."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.conftest import Command
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate_like
from trainer.evaluation.predict import predict_files, predict_sample, save_sample
from trainer.reading.rejection import Thresholds
from trainer.run import Run, to_json


def test_a_prediction_is_the_model_s_answer(run: Run, mnist: Mnist, tmp_path: Path) -> None:
    Image.fromarray(mnist.test_images[0]).save(tmp_path / "seven.png")
    (prediction,) = predict_files(run, [tmp_path / "seven.png"])
    assert prediction.probabilities is not None
    assert sum(prediction.probabilities) == pytest.approx(1, abs=1e-5)
    assert prediction.probabilities[7] == max(prediction.probabilities)


def test_a_prediction_says_what_the_page_would_say(run: Run, mnist: Mnist, tmp_path: Path) -> None:
    Image.fromarray(mnist.test_images[0]).save(tmp_path / "seven.png")
    found = tmp_path / "found.json"
    for thresholds, verdict, label, words in (
        (Thresholds(0, 0), "digit", 7, ": 7  "),
        (Thresholds(0, 1), "unsure", 7, ": 7?  "),
        (Thresholds(1, 1), "not a digit", None, ": not a digit  "),
    ):
        found.write_bytes(to_json({"temperature": 1, "thresholds": dataclasses.asdict(thresholds)}))
        calibrate_like(run, found)
        (prediction,) = predict_files(run, [tmp_path / "seven.png"])
        assert (prediction.verdict, prediction.label) == (verdict, label)
        assert words in str(prediction)


def test_an_image_of_two_digits_is_a_number_beside_an_image_of_one(run: Run, mnist: Mnist, tmp_path: Path) -> None:
    Image.fromarray(np.pad(np.hstack([mnist.test_images[0], mnist.test_images[1]]), 4)).save(tmp_path / "two.png")
    Image.fromarray(mnist.test_images[0]).save(tmp_path / "seven.png")
    Image.new("L", (50, 50), 255).save(tmp_path / "blank.png")
    two, blank, seven = predict_files(run, [tmp_path / name for name in ("two.png", "blank.png", "seven.png")])
    assert two.number is not None and len(two.pieces) == 2
    assert two.pieces[0].verdict.candidates[0] == 7
    assert f": {two.number}  7" in str(two)
    assert (blank.number, seven.number, seven.pieces) == (None, None, ())
    (alone,) = predict_files(run, [tmp_path / "seven.png"])
    assert alone.probabilities == pytest.approx(seven.probabilities)


def test_a_blank_image_has_no_digit(run: Run, tmp_path: Path) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "blank.png")
    (prediction,) = predict_files(run, [tmp_path / "blank.png"])
    assert prediction.label is None
    assert "blank" in str(prediction)


def test_a_sample_shows_true_digits_and_can_be_saved(run: Run, few: Mnist, tmp_path: Path) -> None:
    images, predictions = predict_sample(run, few, 5, seed=0)
    assert images.shape == (5, 28, 28)
    assert all("actual" in str(prediction) for prediction in predictions)
    save_sample(images, predictions, tmp_path / "sample.png")
    with Image.open(tmp_path / "sample.png") as picture:
        assert picture.width > 300
    with pytest.raises(InklingError, match="cannot be saved"):
        save_sample(images, predictions, tmp_path / "nowhere" / "sample.png")
    with pytest.raises(InklingError, match="from 1 to 500"):
        predict_sample(run, few, 501, seed=0)


def test_the_command_prints_one_line_an_image(run: Run, mnist: Mnist, tmp_path: Path, command: Command) -> None:
    for index in range(2):
        Image.fromarray(mnist.test_images[index]).save(tmp_path / f"{index}.png")
    done = command("trainer", "predict", run.path, "0.png", "1.png", "--json")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["source"] for line in lines] == ["0.png", "1.png"]
    assert len(lines[0]["probabilities"]) == 10
    assert done.stderr == ""


def test_a_file_that_is_no_image_is_named_and_the_others_are_answered(run: Run, mnist: Mnist, tmp_path: Path, command: Command) -> None:
    for index in range(2):
        Image.fromarray(mnist.test_images[index]).save(tmp_path / f"{index}.png")
    (tmp_path / "bad.png").write_bytes(b"text")
    done = command("trainer", "predict", run.path, "0.png", "bad.png", "1.png")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == ["0.png", "1.png"]
    assert done.stderr.startswith("python -m trainer: bad.png is not an image that can be read; ")
    assert done.stderr.count("\n") == 1
    with pytest.raises(InklingError, match="is not an image"):
        predict_files(run, [tmp_path / "0.png", tmp_path / "bad.png"])
