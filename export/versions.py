"""The versions of a published model: ``versions.json`` beside it, from which ``derive`` writes its ``CHANGELOG.md``. No Keras.

A version is a whole number. A new one begins when a model is published that answers otherwise: other converted weights, or another
calibration. Its numbers are those that are published with it; a person adds why, with ``python -m export publish RUN --why "..."``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from export.catalogue import Published
from export.config import converted
from export.measurements import same_answers
from trainer.errors import InklingError
from trainer.recipes import FOR_READERS
from trainer.run import read_json

FILE = "versions.json"
"""Its name in the folder of a published model."""

Version = dict[str, Any]
"""One version: ``version``, ``date``, ``why``, the settings that ``changed``, and its numbers."""

FIRST = "The first published version."
"""Why there is a version 1, where nobody says otherwise."""


def check_why(manifest: Mapping[str, Any], before: Path, why: str | None) -> None:
    """Raises an InklingError where a model begins a new version of one that is published and nobody said why.

    Args:
        manifest: Of the model that is to be published.
        before: The folder of the model that was published before; it need not be there.
        why: The reason, if one is given.
    """
    known = versions_of(before)
    if known and not why and not same_answers(read_json(before / "manifest.json"), manifest):
        raise InklingError(
            f"{before.name} answers otherwise than its published version {known[-1]['version']}; "
            'say why it takes its place: --why "...", or with make: WHY="...".'
        )


def next_versions(model: Published, before: Path, why: str | None, today: str) -> list[Version]:
    """Returns the versions of a model that is published now, the newest last.

    Args:
        model: What is published.
        before: The folder of the model that was published before; it need not be there.
        why: The reason in a sentence; with the same answers it takes the place of the one that was given before.
        today: The date, as ``2026-11-26``.
    """
    known = versions_of(before)
    if not known:
        return [{"version": 1, "date": today, "why": why or FIRST, "changed": {}, **numbers(model)}]
    old, last = read_json(before / "manifest.json"), known[-1]
    if same_answers(old, model.manifest):
        return [*known[:-1], {**last, "why": why or last["why"], **numbers(model)}]
    changed = differences(settings(old, read_json(before / "calibration.json")), settings(model.manifest, model.calibration))
    return [*known, {"version": last["version"] + 1, "date": today, "why": why or "", "changed": changed, **numbers(model)}]


def versions_of(folder: Path) -> list[Version]:
    """Returns the versions that a published folder knows; none where there is no such file."""
    known: list[Version] = read_json(folder / FILE) if (folder / FILE).is_file() else []
    return known


def numbers(model: Published) -> Version:
    """Returns what was measured of a model, from its published files: scores, sizes in bytes, times."""
    fit, tfjs = model.manifest["fit"], model.manifest["tfjs"]
    drawings = model.strokes["digits"] if model.strokes else {}
    return {
        "commit": fit["commit"],
        "parameters": fit["parameters"],
        "training_seconds": fit["seconds"],
        "test": {name: model.metrics[name] for name in ("images", "errors", "accuracy")},
        "drawings": {file: {name: scored[name] for name in ("role", "images", "accuracy")} for file, scored in drawings.items()},
        "corruptions": model.corruptions["mean_error"] if model.corruptions else None,
        "bytes": {form: entry["bytes"] for form, entry in converted(model.manifest).items()},
        "milliseconds": round(1000 * tfjs["runtime"]["seconds"] / tfjs["runtime"]["images"], 3),
    }


def settings(manifest: Mapping[str, Any], calibration: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what decides the answers of a model, by name: the recipe's settings, the seed, temperature and thresholds."""
    recipe = {name: value for name, value in manifest["fit"]["recipe"].items() if name not in FOR_READERS}
    return {
        **_flat(recipe),
        "seed": manifest["fit"]["seed"],
        "temperature": calibration["temperature"],
        **_flat({"thresholds": calibration["thresholds"]}),
    }


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Returns the settings that differ: name -> before and now, None where there was none."""
    return {name: [one.get(name), other.get(name)] for name in {**one, **other} if one.get(name) != other.get(name)}


def _flat(nested: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """{"augment": {"rotate": 6}} -> {"augment.rotate": 6}; what is None or empty has no settings."""
    flat: dict[str, Any] = {}
    for name, value in nested.items():
        flat |= _flat(value, f"{prefix}{name}.") if isinstance(value, Mapping) else {f"{prefix}{name}": value}
    return flat
