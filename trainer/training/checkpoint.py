"""The checkpoint of an unfinished fit: ``partial.npz`` in the run, written after every epoch and deleted at the end.

It makes an interrupted fit resume as if nothing had happened: the same seed on the same machine gives the same weights,
interrupted or not.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np

from trainer.errors import InklingError
from trainer.recipes import Recipe
from trainer.run import write_atomically

History = dict[str, list[float]]
"""Keras metric name -> one number per epoch."""

Sources = Sequence[dict[str, Any]]
"""What a manifest says of files and folders that one has added; see ``trainer/data/own.py``."""

UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile)
"""What is raised when a checkpoint that is cut, altered, or of another network is read."""


class Checkpoint:
    """What an unfinished fit needs to go on: every variable of the model and its optimiser, and the history so far."""

    def __init__(self, path: Path, recipe: Recipe, model: keras.Model, own: Sources = ()) -> None:
        self.path = path
        self.recipe = recipe
        self.model = model
        self.own = list(own)
        """What the fit trains on of one's own, as a manifest holds it."""
        self.epoch = 0
        """Epochs that are finished."""
        self.seconds = 0.0
        """Seconds that training took so far, interruptions not counted."""
        self.history: History = {}

    def variables(self) -> list[Any]:
        """Returns all that changes in a fit, the random states of dropout included."""
        return [*self.model.variables, *self.model.optimizer.variables]

    def restore(self) -> None:
        """Reads the checkpoint; where there is none, the fit starts at the first epoch.

        Raises:
            InklingError: The file is damaged, or another recipe or network wrote it.
        """
        if not self.path.exists():
            return
        if not resumable(self.path, self.recipe, self.own):
            raise InklingError(
                f"{self.path} is damaged, or was left by another version of this recipe or with other drawings of your own; "
                "start over with --force."
            )
        try:
            with self.path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                about = json.loads(str(arrays["about"]))
                for index, variable in enumerate(self.variables()):
                    variable.assign(arrays[f"v{index}"])
            self.epoch, self.seconds, self.history = about["epoch"], about["seconds"], about["history"]
        except UNREADABLE:
            raise InklingError(f"{self.path} is damaged, or was left by another network; start over with --force.") from None

    def save(self) -> None:
        """Writes the checkpoint, atomically."""
        about = {"recipe": self.recipe.as_json(), "own": self.own, "epoch": self.epoch, "seconds": self.seconds, "history": self.history}
        arrays = {f"v{index}": np.asarray(variable) for index, variable in enumerate(self.variables())}
        buffer = io.BytesIO()
        np.savez(buffer, about=np.array(json.dumps(about)), **arrays)
        write_atomically(self.path, buffer.getvalue())

    def callback(self) -> keras.callbacks.Callback:
        """Returns the callback that saves after every epoch."""
        started = time.monotonic() - self.seconds

        def after_epoch(epoch: int, logs: dict[str, float]) -> None:
            self.epoch, self.seconds = epoch + 1, round(time.monotonic() - started, 1)
            for name, value in logs.items():
                self.history.setdefault(name, []).append(float(value))
            self.save()

        return keras.callbacks.LambdaCallback(on_epoch_end=after_epoch)


def resumable(path: Path, recipe: Recipe, own: Sources = ()) -> bool:
    """Tells whether a checkpoint is intact and was written by a fit of this very recipe, with the same drawings of one's own."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            about = json.loads(str(arrays["about"]))
            return recipe.made(about["recipe"]) and about.get("own", []) == list(own)
    except UNREADABLE:
        return False
