"""Measures our training against PyTorch's: the same network, optimiser and transforms, both sides in turn, on this machine.

A part of ``python -m trainer bench``; alone: ``python -m trainer bench --only pytorch``. Three comparisons: images a second of the step
alone, images a second with the input pipeline, and seconds until enough test images are right. PyTorch computes in the fastest of many
ways, which are tried first. The test images only stop the clock; nothing is chosen by them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from trainer.data.mnist import Mnist
from trainer.provenance import hardware
from trainer.recipes import SPRINT
from trainer.training.input_pipeline import images_per_epoch, steps_per_epoch, training_batches, without_autotune
from trainer.training.optimizer import compiled, set_precision
from trainer.training.pytorch_process import PyTorch, pytorch
from trainer.training.pytorch_trials import Best, best_of, try_all
from trainer.training.race import in_words, seconds_until
from trainer.training.speed import images_per_second, ratio_of_medians

Say = Callable[[str], None]
"""Is called with one line of news at a time."""


def against_pytorch(data: Mnist, python: Path, rounds: int = 3, steps: int = 100, finish: float = 0.99, say: Say = print) -> dict[str, Any]:
    """Runs the three comparisons.

    Args:
        data: MNIST.
        python: A Python that imports torch.
        rounds: How often both sides run; the medians count.
        steps: Optimiser steps of one measurement of speed; as many warm up before.
        finish: Test accuracy that ends the race.
        say: Called with one line of news at a time.

    Returns:
        Recipe and versions; ``step``, ``piped`` and ``race``, each with PyTorch's settings, the measurements of both sides and the ratio of
        their medians, above 1 where ours is faster; and ``tried``, all that was tried.

    Raises:
        InklingError: PyTorch cannot be measured, or its network is not ours.
    """
    tf.config.experimental.enable_op_determinism()  # as fits do; it costs us some speed
    cores = int(str(hardware()["cores"]))
    with pytorch(python, SPRINT, data) as torch:
        trials = try_all(torch, cores, max(steps // 2, 1), say)
        best = best_of(trials, SPRINT.epochs * images_per_epoch(data.train_images))
        sides = [_round(data, torch, best, seed, steps, finish, say) for seed in range(rounds)]
    step, piped, race = ({name: [each[row][name] for each in sides] for name in ("ours", "pytorch")} for row in ("step", "piped", "race"))
    return {
        "recipe": SPRINT.name,
        "version": trials[0].version,
        "step": {"settings": str(best.step), "images_per_second": step, "ratio": ratio_of_medians(step["ours"], step["pytorch"])},
        "piped": {"settings": str(best.piped), "images_per_second": piped, "ratio": ratio_of_medians(piped["ours"], piped["pytorch"])},
        "race": {"settings": str(best.race), "finish": finish, "seconds": race, "ratio": ratio_of_medians(race["pytorch"], race["ours"])},
        "tried": [trial.as_json() for trial in trials],
    }


def _round(data: Mnist, torch: PyTorch, best: Best, seed: int, steps: int, finish: float, say: Say) -> dict[str, dict[str, float | None]]:
    """Measures both sides of the three comparisons once, in turn."""
    result: dict[str, dict[str, float | None]] = {}
    for name, settings, words in (("step", best.step, "the step alone"), ("piped", best.piped, "with the input pipeline")):
        ours, theirs = _images_per_second(data, steps, name == "piped"), torch.speed(settings, steps, name == "piped")["images_per_second"]
        result[name] = {"ours": ours, "pytorch": theirs}
        say(f"[{seed + 1}] images a second, {words}: ours {ours:.0f}, PyTorch {theirs:.0f}")
    finished, other = seconds_until(SPRINT, data, seed, finish), torch.race(best.race, seed, finish)["seconds"]
    say(f"[{seed + 1}] seconds to {finish:.1%}: ours {in_words(finished)}, PyTorch {in_words(other)}")
    return {**result, "race": {"ours": finished, "pytorch": other}}


def _images_per_second(data: Mnist, steps: int, piped: bool) -> float:
    """Returns images a second of our recipe, on new batches or on the first one over and over."""
    keras.utils.clear_session()
    set_precision(SPRINT)
    model = compiled(SPRINT, steps_per_epoch(SPRINT, data.train_images))
    batches = training_batches(SPRINT, data.train_images, data.train_labels, seed=0, epoch=0)
    if not piped:
        batches = without_autotune(tf.data.Dataset.from_tensors(next(iter(batches))).repeat())
    return images_per_second(model, batches, SPRINT.batch, steps)
