"""The published models in a real browser: what is compared with what, and when it is refused. The browser itself is in tests/browser."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from export.cards import benchmarks
from export.cards.render import render
from export.convert import browser_parity
from export.publish import publish_benchmark
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.run import Run, to_json


@pytest.fixture
def www(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built site that holds the run's model."""
    monkeypatch.setattr(browser_parity, "WWW", tmp_path / "www")
    shutil.copytree(run.path / "tfjs", tmp_path / "www" / "models" / "linear")
    return tmp_path / "www"


@pytest.fixture
def answers(run: Run, monkeypatch: pytest.MonkeyPatch) -> npt.NDArray[np.float32]:
    """What the browser is going to answer: at first, what Keras did."""
    with np.load(run.path / "predictions.npz") as predictions:
        kept: npt.NDArray[np.float32] = predictions["probabilities"].copy()
    runtime = {"browser": "Chromium 1", "backend": "wasm", "simd": True, "seconds": 1.0}
    monkeypatch.setattr(browser_parity, "run_in_browser", lambda name, grids: (kept, runtime))
    return kept


@pytest.mark.usefixtures("www", "answers")
def test_answers_like_those_of_keras_are_counted_and_published(run: Run, few: Mnist, tmp_path: Path) -> None:
    measured = browser_parity.compare_in_browser([run], few)
    assert measured["browser"] == "Chromium 1"
    row: dict[str, Any] = measured["rows"][0]
    assert (row["recipe"], row["images"], row["flips"], row["largest_difference"]) == ("linear", 500, 0, 0.0)
    assert row["keras_accuracy"] == row["exported_accuracy"]
    assert measured["command"] == "make parity"
    measured["commit"] = "0" * 40
    (tmp_path / "measured.json").write_bytes(to_json(measured))
    assert publish_benchmark(tmp_path / "measured.json", tmp_path).name == "browser.json"
    errors = round(500 * (1 - row["keras_accuracy"]))
    assert f"| `linear` | {errors} | {errors} | 0 | 0.0e+00 |" in render(
        "browser", **benchmarks.browser(measured), **benchmarks.origin(measured)
    )


@pytest.mark.usefixtures("www")
def test_a_browser_that_computes_something_else_is_refused(run: Run, few: Mnist, answers: npt.NDArray[np.float32]) -> None:
    answers[7] = np.roll(answers[7], 1)
    with pytest.raises(InklingError, match="not faithful"):
        browser_parity.compare_in_browser([run], few)


@pytest.mark.usefixtures("answers")
def test_a_site_with_another_model_is_refused(run: Run, few: Mnist, www: Path) -> None:
    with (www / "models" / "linear" / "model.json").open("a") as file:
        file.write(" ")
    with pytest.raises(InklingError, match="does not hold the model of"):
        browser_parity.compare_in_browser([run], few)
