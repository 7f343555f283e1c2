"""The command ``python -m export notebook``: the notebook becomes a page of the site; with ``--execute`` its cells run before."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

NOTEBOOK = Path("notebooks/mnist.ipynb")
"""The notebook, in the folder of the pages."""
SNIPPET = Path("build/snippets/notebook.md")
"""What its page includes."""


def add_notebook(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    notebook = commands.add_parser("notebook", help="write the page of the notebook, which the site includes")
    notebook.add_argument("--execute", action="store_true", help="run all its cells first, and keep what comes out in the notebook")
    notebook.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="the folder of the pages (default: docs)")
    notebook.set_defaults(command=write_notebook)


def write_notebook(arguments: argparse.Namespace) -> None:
    """Executes the notebook where it is asked to, and writes its page."""
    from export.notebook.page import write_page

    path = arguments.docs / NOTEBOOK
    if arguments.execute:
        from export.notebook.execute import execute_file

        print(f"{path}: executing all its cells, which takes some minutes ...")
        print(f"{path}: executed in {execute_file(path, Path.cwd())['seconds']} s; commit it with its outputs.")
    page = write_page(path, SNIPPET, os.environ.get("REPO_URL", ""), os.environ.get("EDIT_URI", ""))
    print(f"{path}: wrote {SNIPPET} and {len(page.figures)} figures.")
