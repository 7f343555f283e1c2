"""Asks a Python with PyTorch for one measurement at a time. TensorFlow and PyTorch never share a process, nor an environment.

Reads nothing and keeps nothing: MNIST and the requests lie in a temporary folder. The other side is ``trainer/pytorch/__main__.py``.
"""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.pytorch.settings import Settings
from trainer.recipes import Recipe

CHECKOUT = Path(__file__).parents[2]
"""The folder that holds the package ``trainer``."""

Answer = dict[str, Any]
"""What the process prints: ``torch``, its version, and the numbers of ``trainer/pytorch/training.py``, or ``impossible``, a reason."""


@dataclass(frozen=True, slots=True)
class PyTorch:
    """PyTorch, with a recipe to train and the images to train on."""

    python: Path
    """A Python that imports torch and NumPy."""
    recipe: Recipe
    """What it trains."""
    folder: Path
    """Holds ``mnist.npz``, and the caches of what is compiled."""

    def speed(self, settings: Settings, steps: int, piped: bool) -> Answer:
        """Asks for ``images_per_second``, with the input pipeline or of the step alone, and ``start``."""
        return self._ask(settings, task="speed", steps=steps, piped=piped)

    def race(self, settings: Settings, seed: int, finish: float) -> Answer:
        """Asks for the ``seconds`` of training until a test accuracy."""
        return self._ask(settings, task="race", seed=seed, finish=finish)

    def _ask(self, settings: Settings, **task: Any) -> Answer:
        """Starts the process and waits for it.

        Raises:
            InklingError: It fails; the sentence holds its last line.
        """
        request = self.folder / "request.json"
        known = {"recipe": self.recipe.name, "settings": dataclasses.asdict(settings), "data": str(self.folder / "mnist.npz")}
        request.write_text(json.dumps({**known, **task}), encoding="utf-8")
        # Nothing that one process compiled helps the next, so that each of them pays for it, as ours do for their tracing.
        with tempfile.TemporaryDirectory(dir=self.folder) as cache:
            variables = {**os.environ, **settings.environment, "TORCHINDUCTOR_CACHE_DIR": cache}
            command = [str(self.python), "-m", "trainer.pytorch", str(request)]
            ended = subprocess.run(command, cwd=CHECKOUT, env=variables, capture_output=True, text=True, check=False)
        try:
            answer: Answer = json.loads(ended.stdout.splitlines()[-1])
        except (IndexError, ValueError):
            reason = (ended.stderr.strip() or "it said nothing").splitlines()[-1]
            raise InklingError(f"PyTorch in {self.python} cannot be measured: {reason}") from None
        return answer


@contextmanager
def pytorch(python: Path, recipe: Recipe, data: Mnist) -> Iterator[PyTorch]:
    """Lays MNIST out for the process, and takes it away in the end."""
    with tempfile.TemporaryDirectory() as folder:
        np.savez(Path(folder) / "mnist.npz", **{name: getattr(data, name) for name in data.__slots__})
        yield PyTorch(python.absolute(), recipe, Path(folder))
