"""The test images through the built site in a real browser, compared with what Keras answered.

Reads evaluated and converted runs and ``build/www``; returns what ``python -m export benchmark`` publishes.
Command: ``python -m export browser RUN...``.

The proof of an export runs in Node, before there is a page. This one runs the files that visitors get: the bundle with its few
kernels, its WebAssembly, the published model.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.tfjs import SITE, check, compare
from trainer import InklingError
from trainer.dataset import Mnist, to_grids
from trainer.run import Run, sha256
from trainer.verdict import digits_of

WWW = SITE.parent / "build" / "www"
"""The built site."""


def prove(runs: Sequence[Run], data: Mnist) -> dict[str, Any]:
    """Runs all test images through the site's inkling.js in a browser, for the published model of each run.

    Returns:
        The browser, and for each run how it compares with Keras.

    Raises:
        InklingError: A run lacks a step, the site holds another model, no browser runs, or a model is not faithful there.
    """
    grids = to_grids(data.test_images)
    browser, rows = "", []
    for run in runs:
        name = run.manifest["fit"]["recipe"]["name"]
        quantize = run.entry("tfjs")["quantize"]
        run.entry("evaluate")
        published = WWW / "models" / name / "model.json"
        if not published.is_file() or sha256(published) != sha256(run.path / "tfjs" / "model.json"):
            raise InklingError(f"The built site does not hold the model of {run.path}; publish the run, then run 'make site'.")
        with np.load(run.path / "predictions.npz") as predictions:
            keras = predictions["probabilities"]
        answers, runtime = run_in_browser(name, grids)
        parity = compare(keras, digits_of(answers), data.test_labels)
        check(parity, quantize)
        browser = runtime["browser"]
        rows.append({"recipe": name, "backend": runtime["backend"], "simd": runtime["simd"], **asdict(parity)})
    return {"browser": browser, "rows": rows}


def run_in_browser(name: str, grids: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], dict[str, Any]]:
    """Runs grids ``(n, 28, 28, 1)`` through a published model in the browser of the tests.

    Returns:
        Its answers, ``(n, 10)`` or ``(n, 11)``, and what ran: browser, backend, seconds.

    Raises:
        InklingError: Node is missing, or the script says why it cannot.
    """
    node = shutil.which("node")
    if node is None:
        raise InklingError("Node.js is missing, and driving a browser needs it; install Node 20 or later.")
    with tempfile.TemporaryDirectory() as folder:
        sent, received = Path(folder) / "grids.f32", Path(folder) / "answers.f32"
        sent.write_bytes(grids.astype("<f4").tobytes())
        script = SITE.parent / "tests" / "browser" / "parity.mjs"
        done = subprocess.run([node, str(script), name, str(sent), str(received)], capture_output=True, text=True, check=False)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise InklingError(f"The published model {name} cannot be run in a browser: {reason}")
        runtime: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return np.fromfile(received, "<f4").reshape(len(grids), -1), runtime
