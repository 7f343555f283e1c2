"""The notebook that stands in the repository: executed whole, without errors, by the code that it shows, and without traces of a machine."""

from __future__ import annotations

import re
from typing import Any

from export.notebook.execute import code_digest
from export.notebook.page import ABOUT, DARK, LIGHT, WORDS, read_notebook
from export.notebook.picture import IMAGE
from tests.conftest import ROOT

PATH = ROOT / "docs" / "notebooks" / "mnist.ipynb"
NOTEBOOK = read_notebook(PATH)
CELLS = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]
OUTPUTS = [output for cell in CELLS for output in cell["outputs"]]

ABSOLUTE = re.compile(r"(?<![\w.:/<])/(?:[\w.-]+/)+|\b[A-Z]:\\|\bfile:")
"""How an absolute path begins, of Unix and of Windows."""


def text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)


def results(kind: str) -> list[str]:
    return [text(output["data"][kind]) for output in OUTPUTS if kind in output.get("data", {})]


def test_every_cell_has_outputs_and_none_is_an_error() -> None:
    assert all(cell["outputs"] for cell in CELLS)
    assert {output["output_type"] for output in OUTPUTS} <= {"stream", "execute_result", "display_data"}
    assert [cell["execution_count"] for cell in CELLS] == list(range(1, len(CELLS) + 1))


def test_nothing_was_said_on_the_error_stream() -> None:
    assert not [output for output in OUTPUTS if output.get("name") == "stderr"]
    assert not re.search("warning", " ".join(text(output.get("text", "")) for output in OUTPUTS), re.IGNORECASE)


def test_the_outputs_are_those_of_the_code() -> None:
    about = NOTEBOOK["metadata"][ABOUT]
    assert about["code"] == code_digest(CELLS), "run 'make notebook'"
    assert re.fullmatch("[0-9a-f]{40}", about["commit"])


def test_it_was_executed_at_full_length() -> None:
    printed = "".join(text(output.get("text", "")) for output in OUTPUTS)
    assert "Training images: 60,000. Test images: 10,000.\nEpochs: as many as each recipe says" in printed
    assert "10,000 test images were compared" in printed


def test_no_path_of_a_machine_is_in_it() -> None:
    printed = [text(output["text"]) for output in OUTPUTS if "text" in output] + results(WORDS)
    assert not [line for part in printed for line in part.splitlines() if ABSOLUTE.search(line)]
    content = PATH.read_text(encoding="utf-8")
    assert not [place for place in ("/home/", "/root/", "/Users/", "/tmp/", "/content/", str(ROOT)) if place in content]


def test_the_pattern_knows_a_path_of_a_machine() -> None:
    known = ("kept in /tmp/x/assets", "'/home/somebody/inkling/runs/linear-s0'", "C:\\Users\\somebody")
    assert all(ABSOLUTE.search(line) for line in known)
    assert not ABSOLUTE.search("runs/notebook/linear-s0, 1/2 of it, https://example.org/a/b")


def test_every_figure_is_there_for_light_and_dark_pages_and_in_words() -> None:
    assert len(results(IMAGE)) == len(results(LIGHT)) == len(results(DARK)) >= 6
    words = [text(output["data"][WORDS]) for output in OUTPUTS if LIGHT in output.get("data", {})]
    assert all(len(sentence.split()) > 4 for sentence in words)
    assert len(set(words)) == len(words)


def test_it_installs_the_versions_of_the_project() -> None:
    installed, wanted = (
        {line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}
        for path in (PATH.parent / "requirements.txt", ROOT / "requirements-train.in")
    )
    assert installed <= wanted


def test_it_names_no_repository() -> None:
    setup: list[Any] = [text(cell["source"]) for cell in CELLS if "REPOSITORY =" in text(cell["source"])]
    assert 'REPOSITORY = ""\n' in setup[0]
