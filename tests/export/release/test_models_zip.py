"""The archive of the models: the same bytes each time, every file that a config names and no other, each as it was published."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from export.release import models_zip
from tests.test_published import PUBLISHED
from trainer.errors import InklingError
from trainer.run import read_json, to_json


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return models_zip.write(tmp_path_factory.mktemp("release"), "1.2.3")


@pytest.fixture
def models(archive: Path, tmp_path: Path) -> Path:
    """The unpacked models, which the test may change."""
    return models_zip.unpack(archive, tmp_path)


def test_every_published_model_is_in_it_and_fits_its_config(models: Path) -> None:
    assert models_zip.check(models) == sorted(model.name for model in PUBLISHED)


def test_it_has_one_folder_the_licence_and_the_schema_that_each_config_names(archive: Path, models: Path) -> None:
    assert {name.split("/")[0] for name in zipfile.ZipFile(archive).namelist()} == {"inkling-models-1.2.3"}
    assert (models.parent / "LICENSE").is_file() and (models.parent / "NOTICE").is_file()
    for folder in models.iterdir():
        assert (folder / read_json(folder / "config.json")["$schema"]).resolve().is_file()


def test_the_same_models_give_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    assert models_zip.write(tmp_path, "1.2.3").read_bytes() == archive.read_bytes()


def test_everybody_may_read_the_files_and_changelogs_are_plain(archive: Path, models: Path) -> None:
    assert {entry.external_attr >> 16 & 0o777 for entry in zipfile.ZipFile(archive).infolist()} == {0o644}
    text = (models / "inkling" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Inkling: versions\n") and "\n## Version 1, 2026-11-22\n" in text
    assert not any(mark in text for mark in ("<!--", "{ #", "]("))


def test_a_file_that_is_another_one_is_named(models: Path) -> None:
    (models / "linear" / "model.onnx").write_bytes(b"another")
    with pytest.raises(InklingError, match=r"linear/model\.onnx is not the file"):
        models_zip.check(models)


def test_a_file_too_many_or_too_few_is_named(models: Path) -> None:
    (models / "linear" / "model.tflite").rename(models / "linear" / "other.tflite")
    with pytest.raises(InklingError, match=r"linear holds other files than its config names: model\.tflite, other\.tflite"):
        models_zip.check(models)


def test_a_config_that_its_schema_forbids_is_named(models: Path) -> None:
    file = models / "linear" / "config.json"
    file.write_bytes(to_json({**read_json(file), "layout": "one"}))
    with pytest.raises(InklingError, match=r"linear/config\.json is not what its schema says"):
        models_zip.check(models)


def test_the_card_of_another_model_is_refused(models: Path) -> None:
    (models / "linear" / "README.md").write_bytes((models / "inkling" / "README.md").read_bytes())
    with pytest.raises(InklingError, match="The card in linear is that of another model"):
        models_zip.check(models)
