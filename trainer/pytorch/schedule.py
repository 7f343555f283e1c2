"""The one-cycle schedule of ``trainer/training/optimizer.py`` without Keras. A test compares the two."""

from __future__ import annotations

import math

from trainer.recipes import Recipe


def learning_rate(recipe: Recipe, step: int, steps: int) -> float:
    """Returns the learning rate of a step out of ``steps``: linear warm-up over the first fifth, then cosine decay to zero."""
    warm_up = steps // 5
    if step < warm_up:
        return recipe.learning_rate * (1 / 25 + (1 - 1 / 25) * step / warm_up)
    progress = min(1.0, (step - warm_up) / (steps - warm_up))
    return recipe.learning_rate * (1 + math.cos(math.pi * progress)) / 2
