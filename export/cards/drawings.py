"""The numbers on drawings by people that cards, tables and the catalogue show: ``strokes.json`` in, ordered lists out. No words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from export.catalogue import Published, listed

Strokes = Mapping[str, Any]
"""What ``evaluate --strokes`` wrote."""


def of_drawings(strokes: Strokes | None) -> dict[str, Any] | None:
    """Returns the ``digits`` and ``non_digits`` of one model, a list of files each; None where nothing was measured."""
    if not strokes:
        return None
    return {"thresholds": strokes["thresholds"], "digits": listed(strokes["digits"]), "non_digits": listed(strokes["non_digits"])}


def files_of(published: Sequence[Published], kind: str) -> list[dict[str, Any]]:
    """Returns every file of a kind, ``digits`` or ``non_digits``, that some model was measured on: name, role, title, images."""
    found = {name: scored for model in published if model.strokes for name, scored in model.strokes[kind].items()}
    return [{key: scored[key] for key in ("file", "role", "title", "images")} for scored in listed(found)]
