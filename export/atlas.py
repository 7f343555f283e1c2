"""The atlas: a map of all test images, laid out by what the flagship's last layer reads of each. Run -> ``atlas/`` in the run.

Reads the model as converted for the page, which Node.js runs as the page does, and MNIST; writes three files:

- ``map.bin``: of each image x and y, 0 to 65535, as uint16 (all x, then all y); its label and the model's answer, 16 x label + answer;
  its confidence, 255 is 1.
- ``features.bin``: of each image what the last layer reads, in fewer dimensions, as int8.
- ``atlas.json``: sizes, SHA-256 of both files and of the weights, the projection that gives fewer dimensions, and what was measured.

Command: ``python -m export atlas RUN``. It is a step of the flagship's pipeline and is published with it.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert.parity import SITE, ScriptError, run_script
from export.layout import Reduced, kept_neighbours, lay_out, neighbours, reduce
from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.reading.rejection import digits_of
from trainer.recipes import FLAGSHIP
from trainer.run import Run, read_json, to_json, write_atomically

STEP = "atlas"
"""The step's entry in the manifest, and its folder."""
MOST_BYTES = 100_000
"""What ``map.bin`` may take for 10,000 images."""
NEAREST = 6
"""Neighbours of an image that the measurements look at."""

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Read:
    """What a converted model made of images."""

    answers: Floats
    """``(n, 10)`` or ``(n, 11)``: probabilities."""
    features: Floats
    """``(n, d)``: what the last layer reads, that of all members one after the other."""


def is_for(recipe: str) -> bool:
    """Tells whether a recipe's run gets an atlas: the flagship's does."""
    return recipe == FLAGSHIP.name


def make(run: Run, data: Mnist) -> dict[str, Any]:
    """Makes the atlas of a run and records the step; returns what ``atlas.json`` holds.

    Raises:
        InklingError: The run has no intact conversion for the page, its model does not list its features, or Node.js is missing.
    """
    run.entry("tfjs")
    model = run.path / "tfjs" / "model.json"
    metadata = read_json(model).get("userDefinedMetadata", {})
    if not any(name.startswith("features_") for name in metadata.get("outputs", {})):
        raise InklingError(f"{model} does not list what its last layer reads, so it has no atlas; convert the run again.")
    files = files_of(read_by(model, data), data.test_labels, metadata["sha256"])
    with tempfile.TemporaryDirectory(dir=run.path, prefix=".atlas-") as folder:
        draft = Path(folder) / STEP
        for name, content in files.items():
            write_atomically(draft / name, content)
        shutil.rmtree(run.path / STEP, ignore_errors=True)
        draft.replace(run.path / STEP)
    run.record(STEP, [run.path / STEP / name for name in files], **{"from": ["tfjs"]})
    made: dict[str, Any] = read_json(run.path / STEP / "atlas.json")
    return made


def read_by(model: Path, data: Mnist) -> Read:
    """Runs the test images through a converted model.

    Raises:
        InklingError: Node.js or the front end's packages are missing, or the script fails.
    """
    grids = to_grids(data.test_images)
    try:
        answers, _ = run_script(SITE / "bin" / "predict.mjs", str(model), grids)
        features, _ = run_script(SITE / "bin" / "features.mjs", str(model), grids)
    except ScriptError as error:
        raise InklingError(f"The test images could not be run through {model}: {error}") from None
    return Read(answers, features)


def files_of(read: Read, labels: Bytes, weights: Mapping[str, str]) -> dict[str, bytes]:
    """Returns the three files of an atlas by name.

    Args:
        read: What the model made of the images.
        labels: ``(n,)``, 0 to 9.
        weights: SHA-256 of each weights file of the model.
    """
    directions = unit(read.features)
    places = lay_out(directions)
    reduced = reduce(directions)
    binary = {"map.bin": map_of(places, labels, read.answers), "features.bin": reduced.values.tobytes()}
    facts = {
        "images": len(labels),
        "files": {name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in binary.items()},
        "weights": dict(weights),
        "errors": int((digits_of(read.answers).argmax(axis=1) != labels).sum()),
        "features": projection(reduced, read.features.shape[1]),
        "measured": measured(directions, places, reduced),
    }
    return {**binary, "atlas.json": to_json(facts)}


def map_of(places: Floats, labels: Bytes, answers: Floats) -> bytes:
    """Returns ``map.bin``: places ``(n, 2)`` in 0..1, labels and answers of n images."""
    digits = digits_of(answers)
    x, y = np.round(65535 * places).astype("<u2").T
    told = (16 * labels.astype(np.uint8) + digits.argmax(axis=1).astype(np.uint8)).astype(np.uint8)
    confidence = np.round(255 * digits.max(axis=1)).astype(np.uint8)
    return b"".join(part.tobytes() for part in (x, y, told, confidence))


def projection(reduced: Reduced, features: int) -> dict[str, Any]:
    """Returns what a page needs to reduce the features of a drawing, of length 1, as those of the images were.

    ``matrix`` holds ``dimensions`` rows of ``features`` numbers, float32 in base 64, ``mean`` one row.
    """
    return {
        "features": features,
        "dimensions": reduced.values.shape[1],
        "scale": reduced.scale,
        "mean": base64.b64encode(reduced.mean.astype("<f4").tobytes()).decode(),
        "matrix": base64.b64encode(reduced.matrix.astype("<f4").tobytes()).decode(),
    }


def measured(directions: Floats, places: Floats, reduced: Reduced) -> dict[str, Any]:
    """Returns how many of the nearest images in feature space are still the nearest in fewer dimensions, and on the map."""
    nearest = neighbours(directions, NEAREST)
    return {
        "nearest": NEAREST,
        "kept_in_features": round(kept_neighbours(nearest, neighbours(reduced.values.astype(np.float32), NEAREST)), 4),
        "kept_on_map": round(kept_neighbours(nearest, neighbours(places, 5 * NEAREST)), 4),
        "map_looks_at": 5 * NEAREST,
    }


def unit(values: Floats) -> Floats:
    """Returns rows of the same direction and of length 1; a row of zeros stays."""
    lengths = np.linalg.norm(values, axis=1, keepdims=True)
    result: Floats = (values / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return result
