"""Measures training speed: both sides of each comparison in one process, in turn, on this machine.

Command: ``python -m trainer bench`` -> ``runs/bench-train.json`` (``make bench-train``). Three questions:

- How many images a second does the flagship train on, compared with the same network of stock Keras layers in float32?
- After how many seconds are 99.0 % of the test images right, for our fastest recipe compared with the classic Keras convnet,
  trained as its authors do? The test images only stop the clock here; nothing is chosen by them.
- How many synthetic images a second does a fit draw, compared with one after the other? See ``drawing_benchmark.py``.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import keras
import tensorflow as tf
from keras import layers

from trainer.data.mnist import Mnist, to_grids
from trainer.models.architectures import build, inkling
from trainer.provenance import git_commit, hardware
from trainer.recipes import CONVNET, FLAGSHIP, SPRINT, Recipe
from trainer.training.drawing_benchmark import drawing
from trainer.training.input_pipeline import steps_per_epoch, targets, training_batches
from trainer.training.optimizer import compiled, set_precision


def bench(
    data: Mnist, rounds: int = 3, steps: int = 100, finish: float = 0.99, images: int = 3000, say: Callable[[str], None] = print
) -> dict[str, Any]:
    """Runs all benchmarks.

    Args:
        data: MNIST.
        rounds: How often both sides run; the medians count.
        steps: Optimiser steps of one measurement of throughput; as many warm up before.
        finish: Test accuracy that ends the race.
        images: Synthetic images of one measurement of drawing.
        say: Called with one line of news at a time.

    Returns:
        Hardware and versions, and ``throughput``, ``race`` and ``drawing``: the measurements of each side and the ratio of their medians, above
        1 where ours is faster; None where a side did not finish.
    """
    tf.config.experimental.enable_op_determinism()  # as fits do; it costs both sides some speed
    return {
        "hardware": hardware(),
        "packages": {name: version(name) for name in ("tensorflow", "keras")},
        "commit": git_commit(),
        "command": "make bench-train",
        "throughput": throughput(data, rounds, steps, say),
        "race": race(data, rounds, finish, say),
        "drawing": drawing(rounds, images, say),
    }


def throughput(data: Mnist, rounds: int, steps: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures images a second: the flagship as we train it, and the same network with stock layers in float32."""
    ours: list[float] = []
    stock: list[float] = []
    for number in range(rounds):
        keras.utils.clear_session()
        computes = set_precision(FLAGSHIP)
        ours.append(_images_per_second(compiled(FLAGSHIP, steps), data, steps))
        keras.config.set_dtype_policy("float32")
        network = inkling(norm=layers.BatchNormalization)
        stock.append(_images_per_second(compiled(FLAGSHIP, steps, network), data, steps))
        say(f"[{number + 1}/{rounds}] images a second: ours {ours[-1]:.0f} ({computes}), stock layers {stock[-1]:.0f} (float32)")
    ratio = statistics.median(ours) / statistics.median(stock)
    return {"recipe": FLAGSHIP.name, "computes": computes, "images_per_second": {"ours": ours, "stock": stock}, "ratio": ratio}


def race(data: Mnist, rounds: int, finish: float, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures seconds of training until the test accuracy is ``finish``. Tracing counts; testing does not."""
    ours: list[float | None] = []
    classic: list[float | None] = []
    for seed in range(rounds):
        ours.append(_sprint(SPRINT, data, seed, finish))
        classic.append(_classic(data, seed, finish))
        say(f"[{seed + 1}/{rounds}] seconds to {finish:.1%}: ours {_seconds(ours[-1])}, classic {_seconds(classic[-1])}")
    return {"recipe": SPRINT.name, "finish": finish, "seconds": {"ours": ours, "classic": classic}, "ratio": _ratio(classic, ours)}


def _ratio(slow: list[float | None], fast: list[float | None]) -> float | None:
    """Returns the ratio of the medians; None where a side did not finish once."""
    slow_times, fast_times = ([value for value in side if value is not None] for side in (slow, fast))
    if len(slow_times) < len(slow) or len(fast_times) < len(fast):
        return None
    return statistics.median(slow_times) / statistics.median(fast_times)


def _images_per_second(model: keras.Model, data: Mnist, steps: int) -> float:
    """Trains on the flagship's own pipeline: once to warm up, then once more, measured."""
    batches = training_batches(FLAGSHIP, data.train_images, data.train_labels, seed=0, epoch=0)
    model.fit(batches, steps_per_epoch=steps, verbose=0, shuffle=False)
    started = time.perf_counter()
    model.fit(batches, steps_per_epoch=steps, verbose=0, shuffle=False)
    return steps * FLAGSHIP.batch / (time.perf_counter() - started)


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


def _sprint(recipe: Recipe, data: Mnist, seed: int, finish: float) -> float | None:
    """Trains our fastest recipe; returns seconds, or None where it does not reach the accuracy."""
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


def _seconds(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f}"
