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
from trainer.evaluation.predict import brightness, predict_files, predict_sample, save_sample
from trainer.reading.rejection import Thresholds
from trainer.reading.strokes import image_to_grid
from trainer.run import Run, to_json


def pictures(digit: Image.Image, folder: Path) -> list[Path]:
    """The same digit as image files of many kinds."""
    dark = digit.resize((200, 200), Image.Resampling.NEAREST)
    light = Image.fromarray(255 - np.asarray(dark))
    ink = Image.new("RGBA", (200, 200))
    ink.putalpha(dark)
    chalk = Image.new("RGBA", (200, 200), (255, 255, 255, 0))
    chalk.putalpha(dark)
    kinds = {
        "small.png": digit,
        "dark.png": dark,
        "light.png": light,
        "light.jpg": light,
        "light.gif": light,
        "light.bmp": light,
        "light.webp": light.convert("RGB"),
        "palette.png": light.convert("P"),
        "one_bit.png": light.convert("1"),
        "deep.png": Image.fromarray(np.asarray(dark).astype(np.uint16) * 257),
        "ink_on_nothing.png": ink,
        "chalk_on_nothing.png": chalk,
        "wide.png": Image.fromarray(np.pad(np.asarray(light), ((0, 0), (0, 400)), constant_values=255)),
    }
    for name, image in kinds.items():
        image.save(folder / name)
    turned = light.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # "turn me clockwise when you show me"
    turned.save(folder / "turned.jpg", exif=exif)
    return [folder / name for name in [*kinds, "turned.jpg"]]


def test_a_digit_is_the_same_in_every_kind_of_file(mnist: Mnist, tmp_path: Path) -> None:
    expected = mnist.test_images[0] / 255
    for path in pictures(Image.fromarray(mnist.test_images[0]), tmp_path):
        grid = image_to_grid(brightness(path))
        assert grid is not None, path.name
        assert np.corrcoef(grid.ravel(), expected.ravel())[0, 1] > 0.93, path.name


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


def test_a_blank_image_has_no_digit(run: Run, tmp_path: Path) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "blank.png")
    (prediction,) = predict_files(run, [tmp_path / "blank.png"])
    assert prediction.label is None
    assert "blank" in str(prediction)


@pytest.mark.parametrize("content", [b"", b"no image", b"\x89PNG\r\n\x1a\n cut short"])
def test_a_file_that_is_no_image_is_refused_and_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(InklingError, match=r"x\.png is not an image"):
        brightness(tmp_path / "x.png")


def test_a_cut_image_is_refused(mnist: Mnist, tmp_path: Path) -> None:
    Image.fromarray(mnist.test_images[0]).resize((300, 300)).save(tmp_path / "cut.png")
    content = (tmp_path / "cut.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(content[: len(content) // 2])
    with pytest.raises(InklingError, match="is not an image"):
        brightness(tmp_path / "cut.png")


def test_a_missing_image_is_named(tmp_path: Path) -> None:
    with pytest.raises(InklingError, match="does not exist"):
        brightness(tmp_path / "nowhere.png")


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
