"""How the trials of a search are told, wherever they are: in lines of progress, in the printed table, on the page. No Optuna, no Keras."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Trial = Mapping[str, Any]
"""A trial as ``search_results.summarise`` returns it."""


def ranked(trials: Iterable[Trial]) -> list[Trial]:
    """Returns trials, the best first; those that were ended early have no score and come last."""
    return sorted(trials, key=lambda trial: (trial["score"] is None, trial["score"] or 0.0, trial["trial"]))


def written(value: Any) -> str:
    """Returns a setting as readers see it: four digits of a number with decimals."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
