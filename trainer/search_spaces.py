"""The search spaces: what ``python -m trainer search`` may change in a recipe, one constant each.

To search settings of your own, add a function, a constant and its name in ``SPACES``. A function takes Optuna's trial and returns the
fields of the recipe that it replaces. This file imports neither Keras nor Optuna, so that it loads at once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trainer.errors import InklingError
from trainer.recipes import INKLING, INKLING_TINY, LINEAR, Augment, Recipe, Synthetic

if TYPE_CHECKING:
    from optuna import Trial


@dataclass(frozen=True, slots=True)
class Space:
    """What a search may change."""

    name: str
    """Name in commands and folders."""
    title: str
    """One line for readers: what is searched."""
    recipe: Recipe
    """The recipe that is changed."""
    suggest: Callable[[Trial], dict[str, Any]]
    """Takes a trial, asks it for values, and returns the fields to replace; ``augment`` and ``synthetic`` as a whole."""


def _linear_rate(trial: Trial) -> dict[str, Any]:
    return {
        "learning_rate": trial.suggest_float("learning_rate", 1e-4, 1e-2, log=True),
        "batch": trial.suggest_categorical("batch", [32, 64, 128]),
    }


def _tiny_transforms(trial: Trial) -> dict[str, Any]:
    stretch = trial.suggest_float("stretch", 0.0, 0.2)
    return {
        "learning_rate": trial.suggest_float("learning_rate", 2e-3, 2e-2, log=True),
        "augment": Augment(
            rotate=trial.suggest_float("rotate", 0.0, 15.0),
            scale=stretch,
            shear=stretch,
            shift=trial.suggest_float("shift", 0.0, 3.0),
            elastic=trial.suggest_float("elastic", 0.0, 1.0),
            final_strength=trial.suggest_float("final_strength", 0.0, 1.0),
        ),
    }


def _inkling_synthetic(trial: Trial) -> dict[str, Any]:
    return {
        "synthetic": Synthetic(
            digits=trial.suggest_int("digits", 0, 24_000, step=4_000),
            negatives=trial.suggest_int("negatives", 3_000, 12_000, step=3_000),
            pools=5,
        )
    }


def _tiny_drawings(trial: Trial) -> dict[str, Any]:
    return {
        "synthetic": Synthetic(
            digits=trial.suggest_int("digits", 8_000, 20_000, step=4_000),
            negatives=trial.suggest_int("negatives", 6_000, 14_000, step=4_000),
            pools=5,
            hands=trial.suggest_float("hands", 0.0, 0.8, step=0.2),
        ),
        "augment": dataclasses.replace(INKLING_TINY.augment or Augment(), disturbed=trial.suggest_float("disturbed", 0.0, 0.3, step=0.1)),
    }


LINEAR_RATE = Space("linear_rate", "learning rate and batch of the baseline: minutes, to try the command", LINEAR, _linear_rate)

TINY_TRANSFORMS = Space("tiny_transforms", "learning rate and random transforms of the small model", INKLING_TINY, _tiny_transforms)

INKLING_SYNTHETIC = Space(
    "inkling_synthetic", "how many synthetic digits and negatives the flagship trains on", INKLING, _inkling_synthetic
)

TINY_DRAWINGS = Space(
    "tiny_drawings", "what the small model trains on beside MNIST: synthetic images and disturbances", INKLING_TINY, _tiny_drawings
)

SPACES = (LINEAR_RATE, TINY_TRANSFORMS, TINY_DRAWINGS, INKLING_SYNTHETIC)
"""The search spaces, the quickest first."""


def find_space(name: str) -> Space:
    """Returns the search space of that name.

    Raises:
        InklingError: There is no such space; the message lists all names.
    """
    for space in SPACES:
        if space.name == name:
            return space
    raise InklingError(f"There is no search space '{name}'; choose one of: {', '.join(space.name for space in SPACES)}.")
