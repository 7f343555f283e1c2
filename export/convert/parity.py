"""Parity: does a converted model answer as Keras does? Compares answers, and runs models in Node for it. No Keras.

Every format is compared over all test images; the result stands in the run's manifest as ``parity``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from trainer.errors import InklingError
from trainer.reading.rejection import digits_of

Quantize = Literal["none", "float16", "uint8"]
"""How weights are stored."""
Answers = npt.NDArray[np.float32]
"""``(n, 10)`` or ``(n, 11)``: probabilities, one row an image."""

TOLERANCE: dict[Quantize, tuple[float, int]] = {"none": (1e-5, 0), "float16": (5e-3, 2), "uint8": (0.1, 2)}
"""Weight type -> largest allowed difference in any probability, most labels that may flip."""

SITE = Path(__file__).parents[2] / "site"
"""The front end, whose runtime is what visitors get."""


@dataclass(frozen=True, slots=True)
class Parity:
    """How a converted model compares with Keras on the test images."""

    images: int
    """Number of images compared."""
    largest_difference: float
    """Largest absolute difference between two probabilities of the same image and answer."""
    flips: int
    """Images whose likeliest digit differs."""
    keras_accuracy: float
    """Share of images that Keras reads right."""
    exported_accuracy: float
    """Share of images that the converted model reads right."""


def compare(keras: Answers, exported: Answers, labels: npt.NDArray[np.uint8]) -> Parity:
    """Compares two sets of answers, ``(n, 10)`` or ``(n, 11)``, for the same images.

    Raises:
        InklingError: The sets differ in size, or hold numbers that are not finite.
    """
    if keras.shape != exported.shape or not np.isfinite(exported).all():
        raise InklingError(
            f"The converted model answered {exported.shape} numbers, some perhaps not finite, where Keras answered {keras.shape}."
        )
    ours, theirs = digits_of(keras).argmax(axis=1), digits_of(exported).argmax(axis=1)
    return Parity(
        images=len(labels),
        largest_difference=float(np.abs(keras.astype(np.float64) - exported).max()),
        flips=int((ours != theirs).sum()),
        keras_accuracy=float((ours == labels).mean()),
        exported_accuracy=float((theirs == labels).mean()),
    )


class UnfaithfulError(InklingError):
    """A converted model answers otherwise than Keras."""


def check(parity: Parity, quantize: Quantize) -> None:
    """Raises ``UnfaithfulError`` unless the difference is within what the weight type allows."""
    difference, flips = TOLERANCE[quantize]
    if parity.largest_difference > difference or parity.flips > flips:
        raise UnfaithfulError(
            f"The export is not faithful: probabilities differ by up to {parity.largest_difference:.2g} (allowed {difference:g}) and "
            f"{parity.flips} of {parity.images} labels flip (allowed {flips}); nothing was kept."
        )


class ScriptError(Exception):
    """A script that answers grids failed; its last line says why."""


def run_script(script: Path, model: str, grids: npt.NDArray[np.float32]) -> tuple[Answers, dict[str, Any]]:
    """Runs grids ``(n, 28, 28, 1)`` through ``node SCRIPT MODEL GRIDS.f32 OUT.f32``.

    Returns:
        The answers, ``(n, 10)`` or ``(n, 11)``, and the line of JSON that the script prints about what ran.

    Raises:
        InklingError: Node or the front end's packages are missing.
        ScriptError: The script failed.
    """
    node = shutil.which("node")
    if node is None:
        raise InklingError("Node.js is missing, and the comparison needs it; install Node 20.16 or later.")
    if not (SITE / "node_modules").is_dir():
        raise InklingError("The front end's packages are missing, and the comparison needs them; run 'npm ci' in site/.")
    with tempfile.TemporaryDirectory() as folder:
        sent, received = Path(folder) / "grids.f32", Path(folder) / "answers.f32"
        sent.write_bytes(grids.astype("<f4").tobytes())
        done = subprocess.run([node, str(script), model, str(sent), str(received)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise ScriptError((done.stderr.strip().splitlines() or ["no reason given"])[-1])
        runtime: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return np.fromfile(received, "<f4").reshape(len(grids), -1), runtime
