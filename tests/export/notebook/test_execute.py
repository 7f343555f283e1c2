"""Executing the notebook: its own code, in a kernel of its own; a notebook that fails stays as it was."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from export.notebook.execute import FEW, code_digest, execute, execute_file
from export.notebook.page import ABOUT, read_notebook
from tests.conftest import ROOT
from trainer.errors import InklingError


@pytest.fixture(autouse=True)
def packages() -> None:
    """Without the packages that execute notebooks the tests are skipped; in CI they fail."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("nbclient", reason="'make test-python' installs what executes notebooks")


def written(path: Path, *codes: str) -> Path:
    """Writes a notebook of these cells."""
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": code.splitlines(True),
        }
        for number, code in enumerate(codes)
    ]
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8")
    return path


def printed(notebook: Any) -> str:
    return "".join(output.get("text", "") for cell in notebook["cells"] for output in cell.get("outputs", []))


def test_the_whole_notebook_runs_with_few_images_and_one_epoch(tmp_path: Path) -> None:
    notebook = read_notebook(ROOT / "docs" / "notebooks" / "mnist.ipynb")
    done = execute(notebook, ROOT / "docs" / "notebooks", {**FEW, "NOTEBOOK_RUNS": str(tmp_path)})
    cells = [cell for cell in done["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] for cell in cells)
    assert code_digest(cells) == code_digest(notebook["cells"])
    assert "Training images: 5,640. Test images: 300.\nEpochs: 1\n" in printed(done)
    assert "300 test images were compared" in printed(done)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "linear-s0",
        "mlp_100-s0",
        "mlp_128_128_drop05-s0",
        "mlp_128_128_drop25-s0",
        "mlp_128_64-s0",
    ]
    assert len(list(tmp_path.glob("*/tfjs/model.json"))) == 1


def test_outputs_are_written_back_with_the_code_that_gave_them(tmp_path: Path) -> None:
    path = written(tmp_path / "some.ipynb", "x = 6\nprint('x is', x)", "x * 7")
    execute_file(path, tmp_path)
    notebook = read_notebook(path)
    assert [cell["execution_count"] for cell in notebook["cells"]] == [1, 2]
    assert notebook["cells"][1]["outputs"][0]["data"]["text/plain"] == ["42"]
    about = notebook["metadata"][ABOUT]
    assert about["code"] == code_digest(notebook["cells"])
    assert set(about) == {"code", "commit", "hardware", "seconds"}


def test_cells_run_in_the_folder_and_keep_nothing_of_the_users_settings(tmp_path: Path) -> None:
    path = written(tmp_path / "some.ipynb", "import os\nprint(os.getcwd())\nprint(os.environ['IPYTHONDIR'])\nprint(os.environ['WORD'])")
    folder, settings, word = printed(execute(read_notebook(path), tmp_path, {"WORD": "from outside"})).splitlines()
    assert Path(folder) == tmp_path
    assert not Path(settings).exists()
    assert word == "from outside"


def test_a_cell_that_fails_is_one_sentence_and_the_file_stays_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path / "some.ipynb", "print('before')", "raise ValueError('no such digit')")
    before = path.read_bytes()
    with pytest.raises(InklingError, match="A cell of the notebook fails with ValueError: no such digit"):
        execute_file(path, tmp_path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["some.ipynb"]


def test_a_kernel_that_dies_is_one_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "some.ipynb", "import os\nos._exit(1)")
    with pytest.raises(InklingError, match="kernel has ended"):
        execute_file(path, tmp_path)


def test_the_digest_changes_with_the_code_and_not_with_words_or_lines() -> None:
    code, words = {"cell_type": "code", "source": ["x = 1\n", "y = 2"]}, {"cell_type": "markdown", "source": "One."}
    assert code_digest([code, words]) == code_digest([{**code, "source": "x = 1\ny = 2"}])
    assert code_digest([code]) != code_digest([{**code, "source": "x = 1\ny = 3"}])
