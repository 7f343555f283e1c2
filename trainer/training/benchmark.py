"""Measures training speed: both sides of each comparison in turn, on this machine.

Command: ``python -m trainer bench`` -> ``runs/bench-train.json`` (``make bench-train``). Four questions:

- How many images a second does the flagship train on, compared with the same network of stock Keras layers in float32?
- After how many seconds are 99.0 % of the test images right, for our fastest recipe compared with the classic Keras convnet,
  trained as its authors do? See ``race.py``.
- How fast is our training compared with the same network in PyTorch, at its best? See ``pytorch_benchmark.py``.
- How many synthetic images a second does a fit draw, compared with one after the other? See ``drawing_benchmark.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf
from keras import layers

from trainer.data.mnist import Mnist
from trainer.models.architectures import inkling
from trainer.provenance import git_commit, hardware
from trainer.recipes import FLAGSHIP
from trainer.training.drawing_benchmark import drawing
from trainer.training.input_pipeline import training_batches
from trainer.training.optimizer import compiled, set_precision
from trainer.training.pytorch_benchmark import against_pytorch
from trainer.training.race import race
from trainer.training.speed import images_per_second, ratio_of_medians


def bench(
    data: Mnist,
    torch: Path | None = None,
    rounds: int = 3,
    steps: int = 100,
    finish: float = 0.99,
    images: int = 3000,
    say: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Runs all benchmarks.

    Args:
        data: MNIST.
        torch: A Python that imports PyTorch; None leaves that comparison out.
        rounds: How often both sides run; the medians count.
        steps: Optimiser steps of one measurement of throughput; as many warm up before.
        finish: Test accuracy that ends the race.
        images: Synthetic images of one measurement of drawing.
        say: Called with one line of news at a time.

    Returns:
        Hardware and versions, and ``throughput``, ``race``, ``drawing`` and ``pytorch``: the measurements of each side and the ratio of their
        medians, above 1 where ours is faster; None where a side did not finish.

    Raises:
        InklingError: PyTorch cannot be measured, or images differ that are drawn in two ways.
    """
    tf.config.experimental.enable_op_determinism()  # as fits do; it costs TensorFlow some speed
    pytorch = {"pytorch": against_pytorch(data, torch, rounds, steps, finish, say)} if torch else {}
    return {
        "hardware": hardware(),
        "packages": {name: version(name) for name in ("tensorflow", "keras")},
        "commit": git_commit(),
        "command": "make bench-train",
        "throughput": throughput(data, rounds, steps, say),
        "race": race(data, rounds, finish, say),
        "drawing": drawing(rounds, images, say),
        **pytorch,
    }


def throughput(data: Mnist, rounds: int, steps: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures images a second: the flagship as we train it, and the same network with stock layers in float32."""
    ours: list[float] = []
    stock: list[float] = []
    for number in range(rounds):
        keras.utils.clear_session()
        computes = set_precision(FLAGSHIP)
        ours.append(_on_the_pipeline(compiled(FLAGSHIP, steps), data, steps))
        keras.config.set_dtype_policy("float32")
        network = inkling(norm=layers.BatchNormalization)
        stock.append(_on_the_pipeline(compiled(FLAGSHIP, steps, network), data, steps))
        say(f"[{number + 1}/{rounds}] images a second: ours {ours[-1]:.0f} ({computes}), stock layers {stock[-1]:.0f} (float32)")
    speeds = {"ours": ours, "stock": stock}
    return {"recipe": FLAGSHIP.name, "computes": computes, "images_per_second": speeds, "ratio": ratio_of_medians(ours, stock)}


def _on_the_pipeline(model: keras.Model, data: Mnist, steps: int) -> float:
    """Returns images a second on the flagship's own pipeline, without synthetic images."""
    batches = training_batches(FLAGSHIP, data.train_images, data.train_labels, seed=0, epoch=0)
    return images_per_second(model, batches, FLAGSHIP.batch, steps)
