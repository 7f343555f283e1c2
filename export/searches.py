"""Publishes searches: ``runs/search/SPACE`` -> ``docs/models/searches/SPACE/``. Command: ``python -m export search runs/search/SPACE``.

A published search is a record: its trials are not published, and nothing of it can be drawn again without them. The page and the list
of all searches are derived from its ``results.json``, as those of models are: ``export/derive.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from export.cards.benchmarks import origin
from export.publish import put_in_place, recover
from trainer.data.mnist import SHA256
from trainer.errors import InklingError
from trainer.run import Run, read_json, to_json, write_atomically

SEARCHES = "searches"
"""The folder of published searches, in that of the models."""

HOLDS = {"space", "recipe", "score", "images", "strokes", "best", "trials"}
"""What the results of a search hold."""

Results = dict[str, Any]
"""What ``runs/search/SPACE.json`` holds; once published, also ``data``: array of MNIST -> SHA-256."""


def publish_search(folder: Path, models: Path) -> Path:
    """Publishes a search into ``models/searches/``; returns its folder there.

    Args:
        folder: Of the search, ``runs/search/SPACE``; its results stand beside it.
        models: The folder to publish to.

    Raises:
        InklingError: There are no results of a finished search, the study or a trial is gone, or no commit holds what was searched.
    """
    results = _results(folder)
    from export.figures.search import draw
    from trainer.training.study import reopened

    figures = draw(reopened(folder))
    target: Path = models / SEARCHES / folder.name
    fresh = target.with_name(f".{target.name}.new")
    recover(target.parent)
    try:
        write_atomically(fresh / "results.json", to_json(results))
        for name, content in figures.items():
            write_atomically(fresh / "figures" / name, content)
        put_in_place(fresh, target)
    finally:
        recover(target.parent)
    return target


def _results(folder: Path) -> Results:
    path = folder.parent / f"{folder.name}.json"
    results = read_json(path)
    if not isinstance(results, dict) or not set(results) >= HOLDS or not results["trials"] or results["space"] != folder.name:
        raise InklingError(f"{path} holds no results of a search; name the folder of one, such as runs/search/linear_rate.")
    for measured in (results, *results["trials"]):
        origin(measured)
    for trial in results["trials"]:
        run = Run.open(folder.parent / trial["run"])
        if run.entry("pruned" if trial["state"] == "ended early" else "fit")["data"] != SHA256:
            raise InklingError(f"{run.path} was not fitted on MNIST; a search of other data cannot be published.")
    return {**results, "data": SHA256}


def read_searches(models: Path) -> list[Results]:
    """Reads all published searches, by name; none where there are none."""
    folders = sorted(path.parent for path in (models / SEARCHES).glob("*/results.json") if not path.parent.name.startswith("."))
    return [{**read_json(folder / "results.json"), "figures": _figures(folder)} for folder in folders]


def _figures(folder: Path) -> list[str]:
    return sorted(path.name.partition(".")[0] for path in (folder / "figures").glob("*.light.svg"))
