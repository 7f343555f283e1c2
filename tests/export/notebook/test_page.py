"""The page of a notebook: code, outputs and figures, for light and dark; a link to Colab only where the repository is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from export.notebook.page import DARK, LIGHT, WORDS, colab_address, page_of, write_page
from tests.conftest import Command
from trainer.errors import InklingError

PATH = Path("docs/notebooks/mnist.ipynb")


def words(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": text.splitlines(True)}


def code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "outputs": list(outputs)}


def figure(text: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "data": {WORDS: text, LIGHT: "<svg>light</svg>", DARK: ["<svg>", "dark</svg>"]}}


TITLE = words("# Title\n\nWhat it is.")
PRINTED = {"output_type": "stream", "name": "stdout", "text": ["one\n", "two\n"]}
RESULT = {"output_type": "execute_result", "data": {WORDS: ["42"]}}


def test_words_code_and_outputs_come_in_their_order() -> None:
    page = page_of({"cells": [TITLE, words("## Part"), code("print(x)", PRINTED, RESULT)]}, "mnist.ipynb", None)
    assert page.markdown == (
        "# Title\n\n[Download the notebook](mnist.ipynb){ .md-button download }\n\nWhat it is.\n\n## Part\n\n"
        '```python\nprint(x)\n```\n\n```text title="Output"\none\ntwo\n```\n\n```text title="Output"\n42\n```\n'
    )
    assert page.figures == {}


def test_a_figure_is_there_for_light_and_dark_pages_with_its_words() -> None:
    page = page_of({"cells": [TITLE, code("show()", figure("A digit [three].")), code("show()", figure("Another."))]}, "x.ipynb", None)
    assert "![A digit three.](figures/1.light.svg#only-light){ loading=lazy }" in page.markdown
    assert "![A digit three.](figures/1.dark.svg#only-dark){ loading=lazy }" in page.markdown
    assert list(page.figures) == ["1.light.svg", "1.dark.svg", "2.light.svg", "2.dark.svg"]
    assert page.figures["1.dark.svg"] == "<svg>dark</svg>"


def test_the_page_says_how_long_the_execution_took_and_where() -> None:
    made = {"seconds": 90, "hardware": {"cores": 2, "processor": "Some Processor"}}
    page = page_of({"cells": [TITLE], "metadata": {"inkling": made}}, "x.ipynb", None)
    assert "The outputs are those of one execution: 90 seconds on 2 cores of Some Processor." in page.markdown


def test_a_cell_that_failed_makes_no_page() -> None:
    error = {"output_type": "error", "ename": "ValueError", "evalue": "no such digit", "traceback": []}
    with pytest.raises(InklingError, match="ValueError: no such digit"):
        page_of({"cells": [TITLE, code("x", error)]}, "x.ipynb", None)


@pytest.mark.parametrize(
    ("repository", "edit", "address"),
    [
        ("https://github.com/you/inkling", "edit/main/docs/", "github/you/inkling/blob/main/docs/notebooks/mnist.ipynb"),
        ("https://github.com/you/ink.ling.git", "", "github/you/ink.ling/blob/main/docs/notebooks/mnist.ipynb"),
        ("https://github.com/you/inkling/", "edit/a/branch/docs/", "github/you/inkling/blob/a/branch/docs/notebooks/mnist.ipynb"),
    ],
)
def test_colab_opens_the_notebook_of_a_repository_on_github(repository: str, edit: str, address: str) -> None:
    assert colab_address(repository, edit, PATH) == f"https://colab.research.google.com/{address}"


@pytest.mark.parametrize("repository", ["", "https://example.org/you/inkling", "https://github.com/you"])
def test_without_an_address_that_colab_knows_there_is_no_link(repository: str) -> None:
    assert colab_address(repository, "edit/main/docs/", PATH) is None


def test_figures_of_an_older_page_go(tmp_path: Path) -> None:
    notebook, snippet = tmp_path / "some.ipynb", tmp_path / "build" / "some.md"
    for count in (2, 1):
        cells = [TITLE, *[code("show()", figure("One."))] * count]
        notebook.write_text(json.dumps({"cells": cells}), encoding="utf-8")
        write_page(notebook, snippet)
    assert sorted(path.name for path in (tmp_path / "figures").iterdir()) == ["1.dark.svg", "1.light.svg"]
    assert "Colab" not in snippet.read_text(encoding="utf-8")


def test_what_is_no_notebook_is_one_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "docs" / "notebooks").mkdir(parents=True)
    (tmp_path / "docs" / "notebooks" / "mnist.ipynb").write_text("[]", encoding="utf-8")
    done = command("export", "notebook")
    assert done.returncode == 1
    assert done.stderr == "python -m export: docs/notebooks/mnist.ipynb is not a notebook.\n"
    assert not (tmp_path / "build").exists()
