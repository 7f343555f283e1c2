"""What an evaluation leaves in a run: the numbers as JSON, and the answers that they were measured on as ``.npz``."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.errors import InklingError
from trainer.evaluation.datasets import Split
from trainer.provenance import git_commit
from trainer.run import Run, to_json, write_atomically
from trainer.sources import sources_digest

Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Results:
    """Where an evaluation leaves its results."""

    step: str
    """Its entry in the manifest."""
    numbers: str
    """The JSON file."""
    answers: str
    """The ``.npz`` file."""


TEST = Results("evaluate", "metrics.json", "predictions.npz")
"""Of the test images."""
VALIDATION = Results("validate", "validation.json", "validation.npz")
"""Of the validation images."""
STROKES = Results("strokes", "strokes.json", "strokes.npz")
"""Of strokes that people drew."""

CORRUPTIONS = Results("corruptions", "corruptions.json", "corruptions.npz")
"""Of corrupted test images."""
VALIDATION_CORRUPTIONS = Results("validate_corruptions", "validation-corruptions.json", "validation-corruptions.npz")
"""Of corrupted validation images."""

OF_SPLIT: dict[Split, Results] = {"test": TEST, "validation": VALIDATION}
"""Of the images of MNIST."""
CORRUPTIONS_OF_SPLIT: dict[Split, Results] = {"test": CORRUPTIONS, "validation": VALIDATION_CORRUPTIONS}
"""Of these images, corrupted."""


def worst_first(corruptions: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Returns the ``corruptions`` of a ``corruptions.json`` as a list, the one with the most errors first: ``name`` in words, and its score."""
    rows = [{"name": name.replace("_", " "), **score} for name, score in corruptions.items()]
    return sorted(rows, key=lambda row: -row["error"])


def origin(command: str) -> dict[str, str | None]:
    """Returns what results say of themselves: the ``commit`` that they were measured at, and the ``command`` that measures them again."""
    return {"commit": git_commit(), "command": f"python -m trainer {command}"}


def record_results(run: Run, results: Results, numbers: dict[str, Any], answers: Arrays) -> None:
    """Writes the results of a step and records it; they hold for this fit and this calibration.

    Args:
        run: A fitted run.
        results: Where they go.
        numbers: What was measured.
        answers: The arrays of the ``.npz`` file.
    """
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **answers)
    files = {run.path / results.numbers: to_json(numbers), run.path / results.answers: buffer.getvalue()}
    for path, content in files.items():
        write_atomically(path, content)
    run.record(results.step, files, sources=sources_digest(), **{"from": ["fit", "calibrate"]})


def right_answers(run: Run, split: Split = "test") -> npt.NDArray[np.bool_]:
    """Returns which images of a split an evaluated run reads right, ``(n,)``.

    Raises:
        InklingError: The run was not evaluated on that split, or its files are not intact.
    """
    results = OF_SPLIT[split]
    if results.step not in run.manifest:
        raise InklingError(
            f"{run.path} was not measured on the {split} images; run 'python -m trainer evaluate {run.path} --split {split}'."
        )
    run.entry(results.step)
    with np.load(run.path / results.answers) as arrays:
        right: npt.NDArray[np.bool_] = arrays["probabilities"].argmax(axis=1) == arrays["labels"]
        return right
