"""Keras, LiteRT and ONNX: each file answers as Keras does, is recorded in the run, and is thrown away where it does not."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from export.catalogue import FORMATS
from export.convert import formats, keras_file, litert, onnx
from export.convert.parity import TOLERANCE
from tests.conftest import FLAGSHIP
from trainer import recipes
from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation.calibration import load_model
from trainer.models.serving import answers_of
from trainer.run import Run, sha256
from trainer.training.fit import fit


@pytest.fixture(scope="module")
def flagship(few: Mnist, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The flagship after one short epoch."""
    return fit(FLAGSHIP, few, tmp_path_factory.mktemp("runs"), say=lambda line: None)


@pytest.mark.parametrize(("form", "bytes_per_weight"), [("keras", 4), ("litert", 2), ("onnx", 4)])
def test_the_flagship_s_file_answers_as_keras_does(flagship: Run, few: Mnist, tmp_path: Path, form: str, bytes_per_weight: int) -> None:
    model, grids = load_model(flagship), to_grids(few.test_images[:40])
    single = formats.SINGLE_FILES[form]
    single.write(model, tmp_path / single.file)
    np.testing.assert_allclose(
        single.answers(tmp_path / single.file, grids), answers_of(model, grids), atol=TOLERANCE[single.quantize][0], rtol=0
    )
    size = (tmp_path / single.file).stat().st_size
    assert size < 1.2 * recipes.INKLING.parameters * bytes_per_weight


def test_an_onnx_file_names_its_input_and_its_output(flagship: Run, tmp_path: Path) -> None:
    import onnxruntime

    onnx.write(load_model(flagship), tmp_path / "model.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "model.onnx")
    assert [one.name for one in (*session.get_inputs(), *session.get_outputs())] == ["grid", "probabilities"]


@pytest.mark.parametrize("form", formats.SINGLE_FILES)
def test_the_comparison_is_recorded(run: Run, few: Mnist, form: str) -> None:
    parity = formats.convert(run, few, form)
    entry = run.entry(form)
    assert entry["parity"] == dataclasses.asdict(parity)
    assert (parity.images, parity.flips) == (500, 0)
    (file,) = entry["files"]
    assert entry["bytes"] == (run.path / file).stat().st_size
    assert file.startswith(f"{form}/model.")
    (release,) = entry["runtime"].values()
    assert re.fullmatch(r"\d+\.\d+\.\d+", release)


@pytest.mark.parametrize(("form", "module"), [("keras", keras_file), ("litert", litert), ("onnx", onnx)])
def test_a_file_that_answers_something_else_is_not_kept(
    run: Run, few: Mnist, monkeypatch: pytest.MonkeyPatch, form: str, module: Any
) -> None:
    def wrong(file: Path, grids: Any) -> Any:
        return np.roll(module.answers(file, grids), 1, axis=1)

    monkeypatch.setitem(formats.SINGLE_FILES, form, dataclasses.replace(formats.SINGLE_FILES[form], answers=wrong))
    before = {path: sha256(path) for path in run.path.rglob("*") if path.is_file()}
    with pytest.raises(InklingError, match="not faithful"):
        formats.convert(run, few, form)
    assert {path: sha256(path) for path in run.path.rglob("*") if path.is_file()} == before


def test_every_format_that_is_published_can_be_made() -> None:
    assert {"tfjs", *formats.SINGLE_FILES} == set(FORMATS)


def test_a_new_fit_drops_the_files_of_the_old_one(run: Run, few: Mnist) -> None:
    formats.convert(run, few, "litert")
    run.record("fit", [run.path / "model.keras"], **{key: value for key, value in run.manifest["fit"].items() if key != "files"})
    assert "litert" not in run.manifest


def test_only_tensorflow_js_lets_one_choose_how_weights_are_stored(run: Run, few: Mnist) -> None:
    with pytest.raises(InklingError, match="--quantize goes with --format tfjs"):
        formats.convert(run, few, "onnx", "uint8")


def test_a_run_with_an_altered_model_is_not_converted(run: Run, few: Mnist) -> None:
    shutil.copyfile(run.manifest_path, run.path / "model.keras")
    for form in formats.SINGLE_FILES:
        with pytest.raises(InklingError, match=r"model\.keras is not the file that 'fit' wrote"):
            formats.convert(run, few, form)
