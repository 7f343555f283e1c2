"""Runs every released model in its runtimes over all test images of MNIST, and compares the answers with those of Keras.

Reads the unpacked archive of the models and MNIST. ``export convert`` compares a run in the same way before it is published; this
compares the very files that people download. No run is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np

from export.config import WEIGHTS
from export.convert import keras_file, litert, onnx, tfjs
from export.convert.parity import Answers, Parity, Quantize, check, compare
from trainer.data.mnist import Grids, load, to_grids
from trainer.errors import InklingError
from trainer.reading.graph import open_graph
from trainer.reading.rejection import digits_of
from trainer.run import read_json

Runtime = Callable[[Path, Grids], Answers]
"""A model's file, grids ``(n, 28, 28, 1)`` -> answers ``(n, 10)`` or ``(n, 11)``."""

RUNTIMES: dict[str, tuple[str, Runtime]] = {
    "onnx": ("model.onnx", lambda file, grids: onnx.answers(file, grids)),
    "litert": ("model.tflite", lambda file, grids: litert.answers(file, grids)),
    "tfjs": ("model.json", lambda file, grids: tfjs.run_in_tfjs(file, grids)[0]),
    "numpy": ("model.json", lambda file, grids: open_graph(file)(grids)),
}
"""Runtime -> the file of a model that it reads, and how it answers."""


def agree(models: Path) -> str:
    """Compares all models of an unpacked archive; returns in a few words how far they differ.

    Raises:
        InklingError: A file differs by more than its weights allow, or Keras reads another share right than the card says.
    """
    data = load()
    grids = to_grids(data.test_images)
    folders = sorted(models.iterdir())
    found = [parity for folder in folders for parity in compare_model(folder, grids, data.test_labels)]
    flips, largest = sum(parity.flips for parity in found), max(parity.largest_difference for parity in found)
    return f"{len(found)} comparisons over {len(grids):,} images, probabilities differ by at most {largest:.4f}, {flips} labels flip"


def compare_model(folder: Path, grids: Grids, labels: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> list[Parity]:
    """Compares the files of one model with its ``model.keras``, which a process runs that imports nothing of this project.

    Raises:
        InklingError: They differ too much, or the accuracy is not that of the card.
    """
    keras = keras_file.answers(folder / "model.keras", grids)
    _check_card(folder, float((digits_of(keras).argmax(axis=1) == labels).mean()))
    files = read_json(folder / "config.json")["files"]
    found = []
    for name, (file, answers) in RUNTIMES.items():
        parity = compare(keras, answers(folder / file, grids), labels)
        try:
            check(parity, _quantize_of(files[file]["weights"]))
        except InklingError as error:
            raise InklingError(f"{folder.name}, {name}: {error}") from error
        found.append(parity)
    return found


def _quantize_of(weights: str) -> Quantize:
    """The word of ``config.json`` for how weights are stored -> that by which a comparison knows how far answers may differ."""
    return cast(Quantize, {word: quantize for quantize, word in WEIGHTS.items()}.get(weights, weights))


def _check_card(folder: Path, accuracy: float) -> None:
    """The accuracy that the card tells programs has to be that of the file beside it."""
    from export.cards import huggingface

    front = huggingface.check((folder / "README.md").read_text(encoding="utf-8"))
    told = front["model-index"][0]["results"][0]["metrics"][0]["value"]
    if abs(told - accuracy) > 1.5e-4:  # an image whose two likeliest digits are as good as equal may fall either way
        raise InklingError(
            f"{folder.name} reads {accuracy:.4f} right, and its card says {told:.4f} ({read_json(folder / 'config.json')['commit']})."
        )
