"""``model.keras`` of a run -> ``model.keras`` for everybody: standard layers, batch norms folded, temperature built in.

Command: ``python -m export convert RUN --format keras``. ``formats.py`` compares the result with Keras.

The comparison runs in another process, which imports Keras and nothing of this project, as the file's users will.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert.fold import plain_model
from export.convert.parity import Answers
from trainer.errors import InklingError

PROCESS = Path(__file__).with_name("keras_process.py")
"""The program of the other process."""

OLD = (1980, 1, 1, 0, 0, 0)
"""The date of all that a file holds, the first that a ZIP archive can have: the same model gives the same bytes."""

LEFT_OUT = {"date_saved", "quantization_config"}
"""When a file was saved, and a setting that is not used here: Keras 3.15 writes it, and Keras 3.12 refuses a file that has it."""


def write(model: Any, file: Path) -> None:
    """Writes a Keras model as a file for any number of grids ``(n, 28, 28, 1)`` -> ``(n, 10)`` or ``(n, 11)`` probabilities.

    Raises:
        InklingError: The network holds what no standard layer does.
    """
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "model.keras"
        plain_model(model).save(saved)
        _repack(saved, file)


def answers(file: Path, grids: npt.NDArray[np.float32]) -> Answers:
    """Runs grids ``(n, 28, 28, 1)`` through Keras in a process that imports nothing of this project -> ``(n, 10)`` or ``(n, 11)``.

    Raises:
        InklingError: Keras alone cannot load or run the file.
    """
    with tempfile.TemporaryDirectory() as folder:
        sent, received = Path(folder) / "grids.npy", Path(folder) / "answers.npy"
        np.save(sent, grids)
        # -I leaves the current folder, that of the program and PYTHONPATH out of the places that Python imports from.
        program = [sys.executable, "-I", str(PROCESS), str(file.resolve()), str(sent), str(received)]
        done = subprocess.run(program, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise InklingError(f"Keras alone cannot run the file: {textwrap.shorten(reason, 120, placeholder=' ...')}")
        result: Answers = np.load(received)
        return result


def _repack(saved: Path, file: Path) -> None:
    """Copies what Keras saved without dates and addresses in memory, and compressed: smaller, and the same at each conversion."""
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(".json"):
                content = json.dumps(_lasting(json.loads(content), {})).encode()
            target.writestr(zipfile.ZipInfo(name, OLD), content, zipfile.ZIP_DEFLATED)


def _lasting(value: Any, numbers: dict[int, int]) -> Any:
    """Returns JSON without ``LEFT_OUT``, and with the addresses of shared objects numbered from 1 in the order of the file."""
    if isinstance(value, list):
        return [_lasting(one, numbers) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _lasting(one, numbers) for name, one in value.items() if name not in LEFT_OUT}
    if isinstance(address := kept.get("shared_object_id"), int):
        kept["shared_object_id"] = numbers.setdefault(address, len(numbers) + 1)
    return kept
