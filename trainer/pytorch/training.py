"""Trains a network in PyTorch as its recipe says, and takes the time: the speed of the steps, or seconds to an accuracy."""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterator
from typing import Any

import torch
from torch.nn import functional

from trainer.pytorch.batches import Batches
from trainer.pytorch.network import Tensor, sprint
from trainer.pytorch.schedule import learning_rate
from trainer.pytorch.settings import Settings
from trainer.recipes import Recipe

LONGEST = 15.0
"""Seconds after which a measurement of speed ends early: some settings are a hundred times slower while other programs compute."""


class Training:
    """A network, its optimiser, and how many steps it has taken."""

    def __init__(self, recipe: Recipe, steps: int, settings: Settings, seed: int) -> None:
        """Builds all for ``steps`` steps."""
        torch.manual_seed(seed)
        self.recipe, self.steps, self.settings, self.taken = recipe, steps, settings, 0
        self.layout = torch.channels_last if settings.channels_last else torch.contiguous_format
        self.network = sprint().to(memory_format=self.layout)
        # Kernels have more than one axis; biases and the vectors of a batch norm do not decay.
        kernels, vectors = ([p for p in self.network.parameters() if (p.ndim > 1) is many] for many in (True, False))
        groups = [{"params": kernels, "weight_decay": recipe.weight_decay}, {"params": vectors, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=recipe.learning_rate, eps=1e-7, fused=True)
        self.answer = torch.compile(self.network, dynamic=False) if settings.compiled else self.network

    @property
    def parameters(self) -> int:
        """Numbers in the network, moving averages of batch norms included."""
        return sum(value.numel() for value in self.network.state_dict().values() if value.is_floating_point())

    def step(self, grids: Tensor, labels: Tensor) -> None:
        """Takes one optimiser step."""
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.recipe, self.taken, self.steps)
        self.taken += 1
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.settings.bfloat16):
            logits = self.answer(grids.contiguous(memory_format=self.layout))
        self.optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(logits.float(), labels).backward()
        self.optimizer.step()

    def accuracy(self, grids: Tensor, labels: Tensor) -> float:
        """Returns the share of grids ``(n, 1, 28, 28)`` that are read right; in float32."""
        self.network.eval()
        with torch.inference_mode():
            right = torch.cat([self.network(some).argmax(1) for some in grids.split(500)]) == labels
        self.network.train()
        return float(right.float().mean())


def speed(recipe: Recipe, batches: Batches, settings: Settings, steps: int, piped: bool) -> dict[str, Any]:
    """Measures images a second over ``steps`` steps, after as many that warm up; over fewer where they take long.

    Args:
        recipe: Batch size, optimiser, transforms.
        batches: Of the recipe.
        settings: How to compute.
        steps: Optimiser steps to measure.
        piped: Make a new batch for each step; False trains on the first one over and over, and measures the step alone.

    Returns:
        ``images_per_second``, and ``start``: seconds of the first step, in which the network is compiled.
    """
    training = Training(recipe, len(batches), settings, seed=0)
    started = time.perf_counter()
    source = batches.loaded(settings) if piped else itertools.repeat(batches[0])
    _train(training, source, 1)
    start = time.perf_counter() - started
    _train(training, source, steps, LONGEST)
    started = time.perf_counter()
    taken = _train(training, source, steps, LONGEST)
    seconds = time.perf_counter() - started
    return {"images_per_second": taken * recipe.batch / seconds, "start": start, "parameters": training.parameters}


def race(
    recipe: Recipe, batches: Batches, settings: Settings, seed: int, finish: float, test: tuple[Tensor, Tensor]
) -> dict[str, float | None]:
    """Trains, and tests after each epoch, until the test accuracy is ``finish``.

    Returns:
        ``seconds`` of training, compiling included and testing not; None where the accuracy is not reached.
    """
    started, testing = time.perf_counter(), 0.0
    training = Training(recipe, len(batches), settings, seed)
    source = batches.loaded(settings)
    for _ in range(recipe.epochs):
        _train(training, source, batches.steps)
        now = time.perf_counter()
        if training.accuracy(*test) >= finish:
            return {"seconds": now - started - testing}
        testing += time.perf_counter() - now
    return {"seconds": None}


def _train(training: Training, source: Iterator[tuple[Tensor, Tensor]], steps: int, longest: float = math.inf) -> int:
    """Takes the steps, or those that began within so many seconds; returns how many."""
    started, before = time.perf_counter(), training.taken
    for grids, labels in itertools.islice(source, steps):
        training.step(grids, labels)
        if time.perf_counter() - started > longest:
            break
    return training.taken - before
