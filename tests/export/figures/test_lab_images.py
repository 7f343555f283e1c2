"""The images that the laboratory trains on: those of MNIST, in order, with the loss that the file states."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zlib
from pathlib import Path

import numpy as np
import pytest

from export.figures import lab_images
from trainer.data.mnist import Mnist


def test_every_pixel_and_label_comes_back_within_the_stated_loss(few: Mnist) -> None:
    files = lab_images.lab_images(few)
    about = json.loads(files["lab-images.json"])
    assert (about["training"], about["test"]) == (640, 500)
    assert about["sha256"] == hashlib.sha256(files["lab-images.bin"]).hexdigest()
    content = np.frombuffer(zlib.decompress(files["lab-images.bin"]), np.uint8)
    labels, packed = content[:1140], content[1140:].reshape(-1, 392)
    images, expected = few.fit_split()
    assert labels.tolist() == [*expected.tolist(), *few.test_labels.tolist()]
    pixels = np.stack([packed >> 4, packed & 15], axis=-1).reshape(-1, 28, 28) * 17
    difference = np.abs(pixels - np.concatenate([images, few.test_images]).astype(int)) / 255
    assert difference.max() == pytest.approx(about["rounding"]["largest"])
    assert difference.max() <= 8 / 255
    assert difference.mean() == pytest.approx(about["rounding"]["mean"], abs=1e-6)


def test_no_image_that_validates_is_trained_on_and_the_chosen_ones_are_spread(few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lab_images, "TRAINING", 2)
    monkeypatch.setattr(lab_images, "TEST", 2)
    places = [(np.arange(len(labels)) % 251).astype(np.uint8) for labels in (few.train_labels, few.test_labels)]
    numbered = dataclasses.replace(few, train_labels=places[0], test_labels=places[1])
    content = zlib.decompress(lab_images.lab_images(numbered)["lab-images.bin"])
    assert list(content[:4]) == [0, 320 % 251, 0, 250]


def test_the_published_file_is_small_enough_for_a_telephone() -> None:
    folder = Path(__file__).parents[3] / "docs" / "models" / "figures"
    about, file = json.loads((folder / "lab-images.json").read_text()), folder / "lab-images.bin"
    assert file.stat().st_size == about["bytes"] <= 2_500_000
    assert about["training"] >= 10_000
    assert about["test"] >= 2_000
    assert hashlib.sha256(file.read_bytes()).hexdigest() == about["sha256"]
