"""The numbers on corrupted images that cards and tables show: ``corruptions.json`` in, ordered rows out. No words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.evaluation.results import worst_first


def of_corruptions(measured: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Returns the numbers of one model, with a list ``rows`` that has the worst corruption first; None where nothing was measured."""
    return {**measured, "rows": worst_first(measured["corruptions"])} if measured else None
