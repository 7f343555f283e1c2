"""What all models share: complete, the same to the byte, and real test images."""

from __future__ import annotations

import base64
from pathlib import Path
from xml.etree import ElementTree

from export.figures import dataset
from tests.conftest import Command
from trainer.data.mnist import Mnist
from trainer.run import read_json


def test_made_twice_the_files_are_the_same_to_the_byte(few: Mnist, tmp_path: Path) -> None:
    first, second = ({path.name: path.read_bytes() for path in dataset.write(few, tmp_path / name)} for name in "ab")
    assert first == second
    assert set(first) == {
        "test-images.json",
        "lab-images.bin",
        "lab-images.json",
        "test-sheet.json",
        "test-sheet.png",
        *(f"{name}.{theme}.svg" for name in dataset.FIGURES for theme in ("light", "dark")),
    }
    for path in (tmp_path / "a").glob("*.svg"):
        assert ElementTree.parse(path).getroot().tag.endswith("svg")


def test_the_demo_gets_real_test_images_with_their_places(few: Mnist, tmp_path: Path) -> None:
    dataset.write(few, tmp_path)
    images = read_json(tmp_path / "test-images.json")["images"]
    assert {image["label"] for image in images} == set(few.test_labels.tolist())
    for image in images:
        assert base64.b64decode(image["ink"]) == few.test_images[image["index"]].tobytes()
        assert few.test_labels[image["index"]] == image["label"]


def test_the_command_writes_them_beside_the_models(command: Command, tmp_path: Path) -> None:
    done = command("export", "dataset", "--models", "models")
    assert done.returncode == 0, done.stderr
    assert "17 files that all models share" in done.stdout
    assert (tmp_path / "models" / "figures" / "samples.dark.svg").is_file()
