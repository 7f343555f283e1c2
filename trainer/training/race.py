"""The race: seconds of training until enough test images are right, our fastest recipe and the classic Keras convnet in turn.

A part of ``python -m trainer bench``. The test images only stop the clock here; nothing is chosen by them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import keras

from trainer.data.mnist import Mnist, to_grids
from trainer.models.architectures import build
from trainer.recipes import CONVNET, SPRINT, Recipe
from trainer.training.input_pipeline import steps_per_epoch, targets, training_batches
from trainer.training.optimizer import compiled, set_precision
from trainer.training.speed import ratio_of_medians


def race(data: Mnist, rounds: int, finish: float, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures seconds of training until the test accuracy is ``finish``. Tracing counts; testing does not."""
    ours: list[float | None] = []
    classic: list[float | None] = []
    for seed in range(rounds):
        ours.append(seconds_until(SPRINT, data, seed, finish))
        classic.append(_classic(data, seed, finish))
        say(f"[{seed + 1}/{rounds}] seconds to {finish:.1%}: ours {in_words(ours[-1])}, classic {in_words(classic[-1])}")
    return {
        "recipe": SPRINT.name,
        "finish": finish,
        "seconds": {"ours": ours, "classic": classic},
        "ratio": ratio_of_medians(classic, ours),
    }


class StopAtAccuracy(keras.callbacks.Callback):  # type: ignore[misc]
    """Tests after each epoch, and stops the training when the accuracy is high enough. The time that testing takes is left out."""

    def __init__(self, data: Mnist, accuracy: float) -> None:
        super().__init__()
        self.grids, self.labels = to_grids(data.test_images), data.test_labels
        self.accuracy = accuracy
        self.seconds: float | None = None
        """Seconds of training until the accuracy was reached; None before."""
        self.started, self.testing = time.perf_counter(), 0.0

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Tests the model."""
        now = time.perf_counter()
        answers = self.model.predict(self.grids, batch_size=500, verbose=0).argmax(axis=1)
        if (answers == self.labels).mean() >= self.accuracy:
            self.seconds = now - self.started - self.testing
            self.model.stop_training = True
        self.testing += time.perf_counter() - now


def seconds_until(recipe: Recipe, data: Mnist, seed: int, finish: float) -> float | None:
    """Trains one of our recipes; returns seconds, or None where it does not reach the accuracy."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    set_precision(recipe)
    steps = steps_per_epoch(recipe, data.train_images)
    stop = StopAtAccuracy(data, finish)
    model = compiled(recipe, steps)
    batches = training_batches(recipe, data.train_images, data.train_labels, seed, epoch=0)
    model.fit(batches, steps_per_epoch=steps, epochs=recipe.epochs, verbose=0, shuffle=False, callbacks=[stop])
    return stop.seconds


def _classic(data: Mnist, seed: int, finish: float) -> float | None:
    """Trains the Keras example as its authors do: arrays in memory, a tenth to validate on, Adam, batch 128, 15 epochs."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    keras.config.set_dtype_policy("float32")
    grids, answers = to_grids(data.train_images), targets(CONVNET, data.train_labels)
    stop = StopAtAccuracy(data, finish)
    model = build(CONVNET.architecture)
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    model.fit(grids, answers, batch_size=CONVNET.batch, epochs=CONVNET.epochs, validation_split=0.1, verbose=0, callbacks=[stop])
    return stop.seconds


def in_words(value: float | None) -> str:
    """Returns seconds for a line of news."""
    return "never" if value is None else f"{value:.1f}"
