"""Makes a page of the notebook: ``docs/notebooks/mnist.ipynb`` -> ``build/snippets/notebook.md`` and ``docs/notebooks/figures/``.

Command: ``python -m export notebook``, which ``make site`` runs. The page includes the snippet, as pages include the reference of the
commands: a plug-in would be skipped by the successor of the site's theme. Standard library only: the site is built without Jupyter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.errors import InklingError
from trainer.run import read_json, write_atomically

LIGHT = "application/x-inkling-light-svg"
"""Type of a figure for light pages; only this file knows it. Programs that show notebooks have a PNG of it."""
DARK = "application/x-inkling-dark-svg"
"""Type of the same figure for dark pages."""
ABOUT = "inkling"
"""Key in the metadata of what is known of the execution."""
WORDS = "text/plain"
"""Type of what a figure shows in words, and of every other result."""

GITHUB = re.compile(r"https://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?/?")
"""Colab opens notebooks of this host."""
BRANCH = re.compile(r"edit/(.+)/docs/?")
"""How the build is told the branch."""

Cell = Mapping[str, Any]
"""A cell, as the file holds it."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a notebook becomes."""

    markdown: str
    """The snippet."""
    figures: dict[str, str]
    """Name of a file -> SVG."""


def write_page(notebook: Path, snippet: Path, repository: str = "", edit: str = "") -> Page:
    """Writes the snippet, and the figures into ``figures/`` beside the notebook.

    Args:
        notebook: The file, with outputs.
        snippet: The file to write.
        repository: The repository's address; without it there is no link to Colab.
        edit: ``edit/BRANCH/docs/``; ``main`` is meant where it is empty.

    Raises:
        InklingError: The notebook is missing, is not one, or holds an error.
    """
    page = page_of(read_notebook(notebook), notebook.name, colab_address(repository, edit, notebook))
    folder = notebook.parent / "figures"
    for name, content in page.figures.items():
        write_atomically(folder / name, content.encode())
    for path in folder.glob("*.svg"):
        if path.name not in page.figures:
            path.unlink()
    write_atomically(snippet, page.markdown.encode())
    return page


def read_notebook(path: Path) -> dict[str, Any]:
    """Reads a notebook.

    Raises:
        InklingError: The file is missing or is not a notebook.
    """
    notebook = read_json(path)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise InklingError(f"{path} is not a notebook.")
    return notebook


def colab_address(repository: str, edit: str, notebook: Path) -> str | None:
    """Returns where Colab opens the notebook; None where the repository is not known, or is not on GitHub."""
    known = GITHUB.fullmatch(repository)
    branch = BRANCH.fullmatch(edit)
    path = f"docs/{notebook.parent.name}/{notebook.name}"
    return f"https://colab.research.google.com/github/{known[1]}/blob/{branch[1] if branch else 'main'}/{path}" if known else None


def page_of(notebook: Mapping[str, Any], file: str, colab: str | None) -> Page:
    """Returns the page of a notebook.

    Raises:
        InklingError: A cell has failed.
    """
    parts: list[str] = []
    figures: dict[str, str] = {}
    for cell in notebook["cells"]:
        parts += [_text(cell["source"])] if cell["cell_type"] == "markdown" else _code(cell, figures)
    title, _, rest = "\n\n".join(parts).partition("\n")
    about = _about(notebook.get("metadata", {}).get(ABOUT))
    return Page(f"{title}\n\n{_buttons(file, colab)}\n{about}{rest.lstrip()}\n", figures)


def _about(made: Mapping[str, Any] | None) -> str:
    """Says where the outputs come from, where the notebook knows."""
    if not made:
        return ""
    hardware = f"{made['hardware']['cores']} cores of {made['hardware']['processor']}"
    return f"The outputs are those of one execution: {made['seconds']} seconds on {hardware}.\n\n"


def _buttons(file: str, colab: str | None) -> str:
    opens = f"[Open in Colab]({colab}){{ .md-button .md-button--primary }}\n" if colab else ""
    return f"{opens}[Download the notebook]({file}){{ .md-button download }}\n"


def _code(cell: Cell, figures: dict[str, str]) -> list[str]:
    """Returns the parts of a code cell: the code, and what came out."""
    return [_fence(_text(cell["source"]), "python"), *_outputs(cell, figures)]


def _outputs(cell: Cell, figures: dict[str, str]) -> Iterator[str]:
    """Writes figures down, and gives the parts of a page."""
    for output in cell["outputs"]:
        if output["output_type"] == "error":
            raise InklingError(f"A cell of the notebook has failed ({output['ename']}: {output['evalue']}); execute it again.")
        if "text" in output:
            yield _fence(_text(output["text"]), 'text title="Output"')
        elif DARK in output["data"]:
            number = len(figures) // 2 + 1
            for theme, kind in (("light", LIGHT), ("dark", DARK)):
                figures[f"{number}.{theme}.svg"] = _text(output["data"][kind])
            yield _figure(number, _text(output["data"][WORDS]))
        else:
            yield _fence(_text(output["data"][WORDS]), 'text title="Output"')


def _figure(number: int, words: str) -> str:
    """Returns both versions of a figure, of which the page shows one."""
    plain = re.sub(r"[\[\]]", "", words)
    return "\n".join(f"![{plain}](figures/{number}.{theme}.svg#only-{theme}){{ loading=lazy }}" for theme in ("light", "dark"))


def _fence(text: str, kind: str) -> str:
    return f"```{kind}\n{text.rstrip()}\n```"


def _text(value: str | list[str]) -> str:
    """Returns text that the file may hold as a list of lines."""
    return value if isinstance(value, str) else "".join(value)
