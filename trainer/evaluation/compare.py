"""Compares two recipes on the predictions of their runs: do they differ by more than chance?

Command: ``python -m trainer compare RECIPE RECIPE``. Runs are paired by seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

from trainer.errors import InklingError
from trainer.evaluation.datasets import Split
from trainer.evaluation.results import OF_SPLIT, right_answers
from trainer.run import Run

Rights = npt.NDArray[np.bool_]
"""``(seeds, images)``: which seed reads which image right."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recipe A compared with recipe B."""

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


def compare(root: Path, a: str, b: str, split: Split) -> Comparison:
    """Compares all runs of two recipes that have the same seed.

    Raises:
        InklingError: It is twice the same recipe, or no seed of both was evaluated on that split.
    """
    if a == b:
        raise InklingError(f"Comparing {a} with itself says nothing; name two recipes.")
    seeds = sorted(_evaluated_seeds(root, a, split) & _evaluated_seeds(root, b, split))
    if not seeds:
        wanted = "--holdout --root runs/holdout" if split == "validation" else "--seeds 0-2"
        raise InklingError(
            f"{a} and {b} share no seed that was measured on the {split} images in {root}; make some with "
            f"'python -m trainer seeds RECIPE {wanted}'" + (", and name that --root here." if split == "validation" else ".")
        )
    rights = [[right_answers(Run.of(root, name, seed), split) for seed in seeds] for name in (a, b)]
    if len({len(right) for runs in rights for right in runs}) > 1:
        raise InklingError(f"{a} and {b} were not measured on the same {split} images; fit both with the same --holdout.")
    rights_a, rights_b = (np.array(runs) for runs in rights)
    only_a, only_b = (rights_a & ~rights_b).sum(axis=1), (rights_b & ~rights_a).sum(axis=1)
    return Comparison(
        seeds=seeds,
        accuracy=(float(rights_a.mean()), float(rights_b.mean())),
        only_a=int(only_a.sum()),
        only_b=int(only_b.sum()),
        mcnemar=[mcnemar(int(one), int(other)) for one, other in zip(only_a, only_b, strict=True)],
        interval=bootstrap_interval(rights_a, rights_b),
    )


def mcnemar(only_a: int, only_b: int) -> float:
    """Returns the exact two-sided p-value of a split of the images that only one of two runs reads right.

    Source: McNemar, "Note on the Sampling Error of the Difference Between Correlated Proportions", 1947.
    """
    return float(binomtest(only_a, only_a + only_b).pvalue) if only_a + only_b else 1.0


def bootstrap_interval(rights_a: Rights, rights_b: Rights, draws: int = 10_000) -> tuple[float, float]:
    """Returns the 95 % percentile interval of the difference of mean accuracies, A minus B.

    Each draw takes seeds and images anew, with replacement; ``scipy.stats.bootstrap`` resamples along one axis only.
    Source: Efron, "Bootstrap Methods", 1979.
    """
    random = np.random.default_rng(0)
    difference = rights_a.astype(np.float64) - rights_b
    seeds, images = difference.shape
    means = np.empty(draws)
    for draw in range(draws):
        # How often each image is drawn: the same as drawing indices, without gathering.
        counts = random.multinomial(images, np.full(images, 1 / images))
        means[draw] = (difference[random.integers(seeds, size=seeds)].mean(axis=0) @ counts) / images
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _evaluated_seeds(root: Path, recipe: str, split: Split) -> set[int]:
    """Returns the seeds of the recipe whose run has been evaluated on a split."""
    step = OF_SPLIT[split].step
    seeds = [path.name.removeprefix(f"{recipe}-s") for path in root.glob(f"{recipe}-s*")]
    return {int(seed) for seed in seeds if seed.isdecimal() and step in Run.of(root, recipe, int(seed)).manifest}
