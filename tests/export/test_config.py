"""config.json: every published one is what its schema says, and what the page of the files tells a foreign program works."""

from __future__ import annotations

import copy
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from export.catalogue import read_model
from export.config import LABELS, config
from export.publish import publish
from tests.conftest import ROOT
from tests.test_published import MODELS, PUBLISHED
from trainer.reading.network import PREPROCESSING
from trainer.reading.rejection import Thresholds, verdict_of
from trainer.reading.strokes import strokes_to_grid
from trainer.run import Run, read_json, sha256, sha256_of

SCHEMA = read_json(ROOT / "docs" / "use" / "config.schema.json")
PAGE = (ROOT / "docs" / "use" / "files.md").read_text(encoding="utf-8")
NAMES = [model.name for model in PUBLISHED]


def published(name: str) -> Any:
    return read_json(MODELS / name / "config.json")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", NAMES)
def test_a_published_config_is_what_its_schema_says(name: str) -> None:
    jsonschema.validate(published(name), SCHEMA)
    address = (MODELS / name / published(name)["$schema"]).resolve()
    assert address == ROOT / "docs" / "use" / "config.schema.json"


@pytest.mark.parametrize(
    "change",
    [
        {"thresholds": {"digit": 0.5}},
        {"temperature": {"value": 0.9, "built_in": False}},
        {"version": 0},
        {"surprise": 1},
        {"files": {"model.json": {"format": "tfjs", "weights": "float16", "bytes": 10, "sha256": "short"}}},
    ],
)
def test_the_schema_refuses_what_a_program_could_not_use(change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**copy.deepcopy(published(NAMES[0])), **change}, SCHEMA)


@pytest.mark.parametrize("name", NAMES)
def test_a_published_folder_holds_the_files_that_its_config_lists_and_no_other_model(name: str) -> None:
    folder, files = MODELS / name, published(name)["files"]
    assert {file: [entry["sha256"], entry["bytes"]] for file, entry in files.items()} == {
        file: [sha256(folder / file), (folder / file).stat().st_size] for file in files
    }
    assert {path.name for path in folder.iterdir() if path.name.startswith(("model.", "group"))} == set(files)
    assert {entry["format"] for entry in files.values()} == {"tfjs", "keras", "litert", "onnx"}


def test_a_config_says_what_the_run_says(run: Run, tmp_path: Path) -> None:
    folder = publish(run, tmp_path)
    content = config(read_model(folder), folder)
    calibration = read_json(run.path / "calibration.json")
    assert content == read_json(folder / "config.json")
    assert content["thresholds"] == calibration["thresholds"]
    assert content["temperature"] == {"value": calibration["temperature"], "built_in": True}
    assert content["output"]["labels"] == list(LABELS[:10])
    assert (content["recipe"], content["seed"]) == ("linear", 0)


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_gets_its_answer_from_a_published_file(name: str) -> None:
    import onnxruntime

    about = published(name)
    grid = strokes_to_grid(about["sample"]["strokes"])
    assert grid is not None
    session = onnxruntime.InferenceSession(MODELS / name / "model.onnx")
    (answers,) = session.run(None, {session.get_inputs()[0].name: grid.astype(np.float32).reshape(1, 28, 28, 1)})
    np.testing.assert_allclose(answers[0], about["sample"]["answer"], atol=about["sample"]["tolerance"])
    assert len(answers[0]) == len(about["output"]["labels"])


def test_the_version_of_the_preprocessing_is_that_of_these_grids() -> None:
    grid = strokes_to_grid(published(NAMES[0])["sample"]["strokes"])
    assert grid is not None
    digest = sha256_of({"grid": np.round(255 * grid).astype(np.uint8).tobytes()})
    assert (PREPROCESSING, digest[:16]) == (1, "1e10725c3dc9c70f"), "other grids: raise PREPROCESSING in trainer/reading/network.py"


def test_the_page_explains_every_key() -> None:
    table = PAGE[PAGE.index("## config.json") :]
    for key in SCHEMA["properties"]:
        assert key == "$schema" or f"`{key}`" in table, key


def blocks() -> list[str]:
    """The Python on the page: what comes first, one block a runtime, and the verdict."""
    found: list[str] = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    return found


@pytest.mark.parametrize("block", [1, 2, 3], ids=["onnx", "keras", "litert"])
def test_the_code_on_the_page_reads_a_one(block: int) -> None:
    first = blocks()[0]
    done = subprocess.run(
        [sys.executable, "-I", "-c", first + blocks()[block]],
        cwd=MODELS / "inkling",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[-1] == "1"


def test_the_verdict_on_the_page_is_that_of_the_project() -> None:
    scope: dict[str, Any] = {}
    exec(blocks()[4], scope)
    limits = published("inkling")["thresholds"]
    random = np.random.default_rng(0)
    verdicts = set()
    for sharpness in (1, 3, 10) * 30:
        answer = random.dirichlet(np.ones(11) / sharpness).astype(np.float32)
        ours = verdict_of(answer, Thresholds(**limits))
        verdicts.add(ours.verdict)
        assert tuple(scope["verdict"](answer, limits)) == ours.candidates
    assert verdicts == {"digit", "unsure", "not a digit"}
