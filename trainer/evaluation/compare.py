"""Compares two recipes on the test predictions of their runs: what differs by more than chance?

Command: ``python -m trainer compare RECIPE RECIPE``. Runs are paired by seed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.errors import InklingError
from trainer.run import Run

Rights = npt.NDArray[np.bool_]
"""``(seeds, images)``: which seed reads which image right."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recipe A against recipe B."""

    seeds: list[int]
    """The seeds that both have."""
    accuracy: tuple[float, float]
    """Mean accuracy of A and of B."""
    only_a: int
    """Pairs of seed and image that only A reads right."""
    only_b: int
    """Pairs of seed and image that only B reads right."""
    mcnemar: list[float]
    """Exact McNemar p-value of each seed's pair of runs."""
    interval: tuple[float, float]
    """95 % bootstrap interval of the difference of means, A minus B."""


def compare(root: Path, a: str, b: str) -> Comparison:
    """Compares all runs of two recipes that share a seed.

    Raises:
        InklingError: The recipes share no evaluated seed.
    """
    seeds = sorted(_evaluated(root, a) & _evaluated(root, b))
    if not seeds:
        raise InklingError(f"{a} and {b} share no evaluated seed; make some with 'python -m trainer seeds RECIPE --seeds 0-2'.")
    ours, theirs = (np.array([_rights(Run(root / f"{name}-s{seed}")) for seed in seeds]) for name in (a, b))
    only_a, only_b = (ours & ~theirs).sum(axis=1), (theirs & ~ours).sum(axis=1)
    return Comparison(
        seeds=seeds,
        accuracy=(float(ours.mean()), float(theirs.mean())),
        only_a=int(only_a.sum()),
        only_b=int(only_b.sum()),
        mcnemar=[mcnemar(int(one), int(other)) for one, other in zip(only_a, only_b, strict=True)],
        interval=bootstrap(ours, theirs),
    )


def mcnemar(only_a: int, only_b: int) -> float:
    """Exact two-sided p-value: how often a fair coin splits the discordant images as unevenly. Source: McNemar, 1947."""
    total, fewer = only_a + only_b, min(only_a, only_b)
    tail: float = sum(math.comb(total, count) for count in range(fewer + 1)) / 2.0**total
    return min(1.0, 2 * tail)


def bootstrap(ours: Rights, theirs: Rights, draws: int = 10_000) -> tuple[float, float]:
    """95 % percentile interval of the difference of mean accuracies, seeds and images drawn anew. Source: Efron, 1979."""
    random = np.random.default_rng(0)
    difference = ours.astype(np.float64) - theirs
    seeds, images = difference.shape
    means = np.empty(draws)
    for draw in range(draws):
        # Weights of a multinomial draw: the same as drawing indices, without gathering.
        weights = random.multinomial(images, np.full(images, 1 / images))
        means[draw] = (difference[random.integers(seeds, size=seeds)].mean(axis=0) @ weights) / images
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _evaluated(root: Path, recipe: str) -> set[int]:
    """Seeds of the recipe whose run has been evaluated."""
    runs = [Run(path) for path in root.glob(f"{recipe}-s*") if path.name.removeprefix(f"{recipe}-s").isdecimal()]
    return {int(run.path.name.removeprefix(f"{recipe}-s")) for run in runs if "evaluate" in run.manifest}


def _rights(run: Run) -> npt.NDArray[np.bool_]:
    run.entry("evaluate")
    with np.load(run.path / "predictions.npz") as arrays:
        right: npt.NDArray[np.bool_] = arrays["probabilities"].argmax(axis=1) == arrays["labels"]
        return right
