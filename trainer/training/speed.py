"""What the benchmarks of training measure and compare with: images a second of a model, and the ratio of two sides."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

import keras
import tensorflow as tf


def images_per_second(model: keras.Model, batches: tf.data.Dataset, batch: int, steps: int) -> float:
    """Trains a model for so many steps to warm up, then for as many more, which are measured; ``batch`` is images a step."""
    model.fit(batches, steps_per_epoch=steps, verbose=0, shuffle=False)
    started = time.perf_counter()
    model.fit(batches, steps_per_epoch=steps, verbose=0, shuffle=False)
    return steps * batch / (time.perf_counter() - started)


def ratio_of_medians(over: Sequence[float | None], under: Sequence[float | None]) -> float | None:
    """Returns the ratio of the medians; None where a side did not finish once."""
    above, below = ([value for value in side if value is not None] for side in (over, under))
    if len(above) < len(over) or len(below) < len(under):
        return None
    return statistics.median(above) / statistics.median(below)
