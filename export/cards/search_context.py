"""The numbers of a published search that its page and the list of searches show. No words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from export.cards.benchmarks import origin
from trainer.search_spaces import SPACES
from trainer.training.trials import ranked, written


def of_search(results: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the numbers of one search: ``trials`` the best first, and the ``settings`` in the order of the space."""
    trials = ranked(results["trials"])
    settings = list(dict.fromkeys(name for trial in results["trials"] for name in trial["parameters"]))
    rows = [{**trial, "values": [_written(trial["parameters"], name) for name in settings]} for trial in trials]
    return {
        **{key: results[key] for key in ("space", "recipe", "score", "images", "strokes", "figures")},
        "data": {name: digest for name, digest in results["data"].items() if name.startswith("train")},  # all that a trial sees
        **origin(results),
        "title": next((space.title for space in SPACES if space.name == results["space"]), None),
        "settings": settings,
        "trials": rows,
        "best": next((row for row in rows if row["trial"] == results["best"]), None),
        "seconds": sum(trial["seconds"] for trial in trials),
        "hardware": _hardware(trials),
        "fitted_at": sorted({trial["commit"][:7] for trial in trials}),
    }


def _hardware(trials: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each kind of machine that trials were fitted on, once."""
    return [dict(known) for known in dict.fromkeys(tuple(sorted(trial["hardware"].items())) for trial in trials)]


def _written(parameters: Mapping[str, Any], name: str) -> str:
    """A setting; nothing where a trial had no such setting."""
    return written(parameters[name]) if name in parameters else ""
