"""Prediction from image files of every kind, by a run and by a published model."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.conftest import ROOT, Command
from tests.trainer.reading.test_picture_number import PICTURES
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate_like
from trainer.evaluation.predict import predict_sample, recogniser_of, save_sample
from trainer.reading.rejection import Thresholds
from trainer.run import Run, to_json

FLAGSHIP = ROOT / "docs" / "models" / "inkling"


def test_a_prediction_is_the_model_s_answer(run: Run, mnist: Mnist, tmp_path: Path) -> None:
    Image.fromarray(mnist.test_images[0]).save(tmp_path / "seven.png")
    probabilities = recogniser_of(run).read(tmp_path / "seven.png").probabilities
    assert probabilities is not None
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)
    assert probabilities.argmax() == 7


def test_a_prediction_says_what_the_page_would_say(run: Run, mnist: Mnist, tmp_path: Path) -> None:
    Image.fromarray(mnist.test_images[0]).save(tmp_path / "seven.png")
    found = tmp_path / "found.json"
    for thresholds, verdict, label, words in (
        (Thresholds(0, 0), "digit", 7, "7  "),
        (Thresholds(0, 1), "unsure", 7, "7?  "),
        (Thresholds(1, 1), "not a digit", None, "not a digit  "),
    ):
        found.write_bytes(to_json({"temperature": 1, "thresholds": dataclasses.asdict(thresholds)}))
        calibrate_like(run, found)
        answer = recogniser_of(run).read(tmp_path / "seven.png")
        assert (answer.verdict, answer.label) == (verdict, label)
        assert answer.as_line().startswith(words)


def test_a_sample_shows_true_digits_and_can_be_saved(run: Run, few: Mnist, tmp_path: Path) -> None:
    recogniser = recogniser_of(run)
    images, predictions = predict_sample(recogniser, few, 5, seed=0)
    assert images.shape == (5, 28, 28)
    assert all(f"(actual {prediction.actual}" in str(prediction) for prediction in predictions)
    save_sample(images, predictions, tmp_path / "sample.png")
    with Image.open(tmp_path / "sample.png") as picture:
        assert picture.width > 300
    with pytest.raises(InklingError, match="cannot be saved"):
        save_sample(images, predictions, tmp_path / "nowhere" / "sample.png")
    with pytest.raises(InklingError, match="from 1 to 500"):
        predict_sample(recogniser, few, 501, seed=0)


def test_the_command_prints_one_line_an_image_wherever_its_options_stand(run: Run, mnist: Mnist, tmp_path: Path, command: Command) -> None:
    for index in range(2):
        Image.fromarray(mnist.test_images[index]).save(tmp_path / f"{index}.png")
    done = command("trainer", "predict", run.path, "--json", "0.png", "1.png")
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


def test_the_command_takes_a_published_model(tmp_path: Path, command: Command) -> None:
    Image.fromarray((PICTURES["42"] * 255).astype(np.uint8)).save(tmp_path / "number.png")
    done = command("trainer", "predict", FLAGSHIP, "number.png")
    assert done.stdout.startswith("number.png: 42  4:"), done.stderr
    sampled = command("trainer", "predict", FLAGSHIP, "--sample", "2", "--json")
    assert all(json.loads(line)["actual"] in range(10) for line in sampled.stdout.splitlines())
    assert len(sampled.stdout.splitlines()) == 2, sampled.stderr


def test_a_published_model_answers_without_tensorflow() -> None:
    script = """
import sys
sys.modules["tensorflow"] = sys.modules["keras"] = None
from trainer.cli import parser
from trainer.reading.command_line import run_command
run_command(parser(), ["predict", "docs/models/inkling", "docs/assets/demo-phone.light.png"])
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
