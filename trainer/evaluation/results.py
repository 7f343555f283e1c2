"""What an evaluation leaves in a run: the numbers as JSON, and the answers that they were measured on as ``.npz``."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.run import Run, to_json, write_atomically

Arrays = dict[str, npt.NDArray[Any]]


def record_results(run: Run, step: str, name: str, numbers: dict[str, Any], answers: tuple[str, Arrays]) -> None:
    """Writes the results of a step and records it; they hold for this fit and this calibration.

    Args:
        run: A fitted run.
        step: ``evaluate`` or ``strokes``.
        name: The JSON file that takes the numbers.
        numbers: What was measured.
        answers: An ``.npz`` file and its arrays.
    """
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **answers[1])
    files = {run.path / name: to_json(numbers), run.path / answers[0]: buffer.getvalue()}
    for path, content in files.items():
        write_atomically(path, content)
    run.record(step, files, **{"from": ["fit", "calibrate"]})


def right_answers(run: Run) -> npt.NDArray[np.bool_]:
    """Returns which test images an evaluated run reads right, ``(n,)``.

    Raises:
        InklingError: The run was not evaluated, or its files are not intact.
    """
    run.entry("evaluate")
    with np.load(run.path / "predictions.npz") as arrays:
        right: npt.NDArray[np.bool_] = arrays["probabilities"].argmax(axis=1) == arrays["labels"]
        return right
