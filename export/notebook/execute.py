"""Executes the notebook: its own code in a fresh kernel, outputs kept -> ``docs/notebooks/mnist.ipynb``.

Command: ``python -m export notebook --execute``, which ``make notebook`` runs. It needs the packages of ``requirements-jupyter.lock``.
The notebook's metadata keep the SHA-256 of the code that gave the outputs, and where, at which commit and in how many seconds it ran.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from export.notebook.page import ABOUT, Cell, read_notebook
from trainer.errors import InklingError
from trainer.provenance import git_commit, hardware
from trainer.run import sha256_of, write_atomically

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
"""Colours of terminals, with which IPython writes errors."""

FEW = {"NOTEBOOK_IMAGES": "5640", "NOTEBOOK_TEST_IMAGES": "300", "NOTEBOOK_EPOCHS": "1"}
"""Variables with which all cells run in less than a minute: one epoch of 640 images, beside the 5,000 that validate."""


def execute_file(path: Path, root: Path) -> dict[str, Any]:
    """Executes a notebook and writes it back with its outputs; a notebook that fails stays as it was.

    Args:
        path: The notebook.
        root: The repository, in which it runs.

    Returns:
        What the metadata keep.

    Raises:
        InklingError: A cell fails, or the packages that execute notebooks are missing.
    """
    started = time.monotonic()
    notebook = execute(read_notebook(path), root)
    about = {
        "code": code_digest(notebook["cells"]),
        "commit": git_commit(),
        "hardware": hardware(),
        "seconds": round(time.monotonic() - started),
    }
    import nbformat

    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}, ABOUT: about}
    write_atomically(path, (nbformat.writes(notebook) + "\n").encode())
    return about


def execute(notebook: Mapping[str, Any], root: Path, environment: Mapping[str, str] | None = None) -> Any:
    """Executes all cells in a fresh kernel.

    Args:
        notebook: Its outputs count for nothing.
        root: The folder in which it runs.
        environment: Variables for the kernel, besides those of this process.

    Returns:
        The notebook with its outputs, as nbformat holds it.

    Raises:
        InklingError: A cell fails, or the packages that execute notebooks are missing.
    """
    try:
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError, DeadKernelError
        from traitlets.config import Config
    except ImportError:
        raise InklingError("The packages that execute notebooks are missing; run 'make notebook', which installs them.") from None
    executed = nbformat.reads(json.dumps(notebook), as_version=4)
    with tempfile.TemporaryDirectory() as settings:
        # Settings, history and sockets of the kernel: not among those of whoever runs this, and not open to others.
        variables = {**os.environ, **(environment or {}), "IPYTHONDIR": settings, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        client = NotebookClient(
            executed,
            config=Config(KernelManager={"transport": "ipc", "connection_file": f"{settings}/kernel.json"}),
            kernel_name="python3",
            timeout=None,
            coalesce_streams=True,
            record_timing=False,
            resources={"metadata": {"path": str(root)}},
        )
        try:
            client.execute(env=variables)
        except CellExecutionError as error:
            raise InklingError(f"A cell of the notebook fails with {error.ename}: {ESCAPES.sub('', error.evalue)}") from None
        except (DeadKernelError, AssertionError):  # Ctrl-C stops the kernel, and nbclient then asserts that there is one
            raise InklingError("The notebook's kernel has ended: it was interrupted, or there is too little memory.") from None
    return executed


def code_digest(cells: list[Cell]) -> str:
    """Returns the SHA-256 of the code of all cells."""
    codes = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    return sha256_of({f"{number:03}": (code if isinstance(code, str) else "".join(code)).encode() for number, code in enumerate(codes)})
