"""Fixtures that tests share: MNIST itself, a few of its images, and one run that went through every step."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.tf_logging import import_tensorflow

import_tensorflow()

import keras  # noqa: E402

from export.catalogue import FORMATS  # noqa: E402
from export.convert.formats import SINGLE_FILES, convert  # noqa: E402
from export.figures import run as figures  # noqa: E402
from trainer import recipes  # noqa: E402
from trainer.data import mnist as dataset  # noqa: E402
from trainer.data.mnist import Grids, Mnist  # noqa: E402
from trainer.evaluation.calibration import calibrate  # noqa: E402
from trainer.evaluation.mnist import evaluate  # noqa: E402
from trainer.models.serving import answers_of  # noqa: E402
from trainer.reading.rejection import Answers  # noqa: E402
from trainer.run import Run  # noqa: E402
from trainer.training.checkpoint import Checkpoint  # noqa: E402
from trainer.training.fit import fit  # noqa: E402

ROOT = Path(__file__).parent.parent

Command = Callable[..., subprocess.CompletedProcess[str]]

FLAGSHIP = dataclasses.replace(recipes.FLAGSHIP, epochs=1, synthetic=recipes.Synthetic(digits=96, negatives=64, pools=2))
"""The flagship with few synthetic images: drawing all of them takes longer than a test should."""


@pytest.fixture(scope="session")
def mnist() -> Mnist:
    """All of MNIST, fetched and cached as any command would."""
    return dataset.load()


@pytest.fixture(scope="session")
def few(mnist: Mnist) -> Mnist:
    """Real images, few of them: 640 to train on, the 5,000 that validate, 500 to test on."""
    kept = 640 + recipes.VALIDATION
    return Mnist(mnist.train_images[-kept:], mnist.train_labels[-kept:], mnist.test_images[:500], mnist.test_labels[:500])


@pytest.fixture(scope="session")
def finished(few: Mnist, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of the linear recipe, one short epoch, that went through every step. Copy it before changing it."""
    recipe = dataclasses.replace(recipes.LINEAR, epochs=1)
    run = fit(recipe, few, tmp_path_factory.mktemp("runs"), say=lambda line: None)
    calibrate(run, few)
    evaluate(run, few, "test")
    for form in FORMATS:
        convert(run, few, form)
    figures.make(run, few)
    return run.path


@pytest.fixture
def run(finished: Path, tmp_path: Path) -> Run:
    """A copy of the finished run, which the test may change."""
    return Run(Path(shutil.copytree(finished, tmp_path / "runs" / finished.name)))


@pytest.fixture
def keras_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs ``model.keras`` in this process: starting another one takes seconds, and the tests of that file do."""

    def answers(file: Path, grids: Grids) -> Answers:
        return answers_of(keras.saving.load_model(file), grids)

    monkeypatch.setitem(SINGLE_FILES, "keras", dataclasses.replace(SINGLE_FILES["keras"], answers=answers))


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs ``python -m ...`` in an empty folder, as a user would, and returns what it printed."""

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    return call


def interrupt(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Makes a fit stop, as Ctrl-C would, when the given epoch has been saved."""
    save = Checkpoint.save

    def save_and_stop(checkpoint: Checkpoint) -> None:
        save(checkpoint)
        if checkpoint.epoch == after:
            raise KeyboardInterrupt

    monkeypatch.setattr(Checkpoint, "save", save_and_stop)
