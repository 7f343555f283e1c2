"""The test images through the built site in a real browser, compared with what Keras answered.

Reads evaluated and converted runs and ``build/www``; returns what ``python -m export benchmark`` publishes.
Command: ``python -m export browser RUN...``.

``convert`` compares in Node, before there is a page. Here the files run that visitors get: the bundle with its few kernels, its
WebAssembly, the published model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from export.convert.parity import SITE, Answers, ScriptError, check, compare, run_script
from trainer.data.mnist import Mnist, to_grids
from trainer.errors import InklingError
from trainer.provenance import git_commit
from trainer.reading.rejection import digits_of
from trainer.run import Run, sha256

WWW = SITE.parent / "build" / "www"
"""The built site."""


def compare_in_browser(runs: Sequence[Run], data: Mnist) -> dict[str, Any]:
    """Runs all test images through the site's inkling.js in a browser, for the published model of each run.

    Returns:
        The commit, the command, the browser, and for each run how it compares with Keras.

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
    commit = git_commit(SITE / "src", SITE / "build", Path(__file__).parent.parent)
    return {"commit": commit, "command": "make parity", "browser": browser, "rows": rows}


def run_in_browser(name: str, grids: npt.NDArray[np.float32]) -> tuple[Answers, dict[str, Any]]:
    """Runs grids ``(n, 28, 28, 1)`` through a published model in Chromium.

    Returns:
        Its answers, ``(n, 10)`` or ``(n, 11)``, and what ran: browser, backend, seconds.

    Raises:
        InklingError: Node is missing, or the script says why it cannot.
    """
    try:
        return run_script(SITE / "browser" / "parity.mjs", name, grids)
    except ScriptError as error:
        raise InklingError(f"The published model {name} cannot be run in a browser: {error}") from error
