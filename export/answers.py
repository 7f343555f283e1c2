"""What a model answered to each test image: a run's ``predictions.npz`` -> ``answers.bin`` and ``answers.json`` in its published folder.

The laboratory's pages of errors read them. ``answers.bin`` is in zlib's format: of each image 16 x label + answer, one byte; then the
probabilities of the ten digits, image after image, a byte each, 255 is 1. ``answers.json`` has the number of images, the size and
SHA-256 of that file, and the SHA-256 of the predictions that it was made of.

``publish`` writes both. Command: ``python -m export answers RUN...`` writes them beside models that are published already.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.errors import InklingError
from trainer.evaluation.metrics import confusion_of
from trainer.evaluation.results import TEST
from trainer.run import Run, read_json, to_json, write_atomically

BINARY = "answers.bin"
FACTS = "answers.json"
DIGITS = 10
MOST_BYTES = 100_000
"""What the answers of one model to 10,000 images may take."""

Bytes = npt.NDArray[np.uint8]
Probabilities = npt.NDArray[np.float32]


def files_of(run: Run) -> dict[str, bytes]:
    """Returns both files of an evaluated run by name; made twice, they are the same to the byte.

    Raises:
        InklingError: The run has no intact evaluation, or its predictions are not those that its metrics were counted from.
    """
    digest = run.entry(TEST.step)["files"][TEST.answers]
    with np.load(run.path / TEST.answers) as arrays:
        probabilities, labels = arrays["probabilities"], arrays["labels"]
    if confusion_of(probabilities.argmax(axis=1), labels).tolist() != read_json(run.path / TEST.numbers)["confusion"]:
        raise InklingError(f"{run.path / TEST.answers} and {TEST.numbers} count other errors; run 'evaluate --split test' again.")
    content = packed(probabilities, labels)
    facts = {
        "images": len(labels),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "predictions": digest,
    }
    return {BINARY: content, FACTS: to_json(facts)}


def packed(probabilities: Probabilities, labels: Bytes) -> bytes:
    """Returns ``answers.bin``.

    Args:
        probabilities: ``(n, 10)``, each row sums to 1.
        labels: ``(n,)``, 0 to 9.
    """
    told = (16 * labels.astype(np.uint8) + probabilities.argmax(axis=1).astype(np.uint8)).astype(np.uint8)
    shares = np.round(255 * probabilities).astype(np.uint8)
    return zlib.compress(told.tobytes() + shares.tobytes(), 9)


def unpacked(content: bytes) -> tuple[Bytes, Bytes, Bytes]:
    """Returns labels ``(n,)``, answers ``(n,)`` and probabilities ``(n, 10)``, 255 is 1, of an ``answers.bin``."""
    values = np.frombuffer(zlib.decompress(content), np.uint8)
    count = len(values) // (1 + DIGITS)
    labels, answers = np.divmod(values[:count], np.uint8(16))
    return labels, answers, values[count:].reshape(count, DIGITS)


def belong(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Tells whether the files in the folder of a published model were made of the predictions that a manifest names."""
    if not (folder / FACTS).is_file() or not (folder / BINARY).is_file():
        return False
    made_of: str = read_json(folder / FACTS)["predictions"]
    predictions: str = manifest[TEST.step]["files"][TEST.answers]
    return made_of == predictions


def write_beside(run: Run, models: Path) -> Path:
    """Writes both files beside the published model of a run; returns the model's folder.

    Raises:
        InklingError: That model is not published, or is of another run.
    """
    folder = models / str(run.entry("fit")["recipe"]["name"])
    published = read_json(folder / "manifest.json")
    if published[TEST.step]["files"][TEST.answers] != run.entry(TEST.step)["files"][TEST.answers]:
        raise InklingError(f"{folder} was published from another run than {run.path}; publish the run instead.")
    for name, content in files_of(run).items():
        write_atomically(folder / name, content)
    return folder
