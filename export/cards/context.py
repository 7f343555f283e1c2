"""The numbers that the templates of cards, tables and the comparison page show: published files in, plain dictionaries out. No words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from export.cards.corruptions import of_corruptions
from export.cards.drawings import files_of, of_drawings
from export.catalogue import FORMATS, Published, known_recipe, temperature_sources, threshold_sources
from export.config import by_format
from trainer.reading.rejection import MOST_OF_ONE


def of_model(model: Published) -> dict[str, Any]:
    """Returns the numbers of one model, for its card and for the rows of the tables."""
    recipe, fit, export = model.recipe, model.manifest["fit"], model.manifest["tfjs"]
    sound = model.metrics["without_label_errors"]
    synthetic = recipe.get("synthetic")
    return {
        **model.words,
        "name": model.name,
        "run": f"runs/{model.name}-s{fit['seed']}",
        "recipe": recipe,
        "augment": recipe["augment"],
        "synthetic": synthetic,
        "rejects": bool(synthetic and synthetic["negatives"]),
        "calibration": model.calibration,
        "temperature_sources": temperature_sources(model.calibration),
        "thresholds": of_thresholds(model.calibration),
        "figures": {path.removeprefix("figures/").partition(".")[0] for path in model.manifest["figures"]["files"]},
        "fit": fit,
        "own_epochs": _own_epochs(model),
        "metrics": model.metrics,
        "sound": sound,
        "label_errors": model.metrics["images"] - sound["images"],
        "export": export,
        "formats": by_format(model.manifest),
        "versions": model.versions,
        "seeds": model.seeds,
        "strokes": of_drawings(model.strokes),
        "drawn": model.drawn,
        "answers": model.answers,
        "corruptions": of_corruptions(model.corruptions),
    }


def of_versions(model: Published) -> dict[str, Any]:
    """Returns what the changelog of a model shows: its versions, newest first, each with the one ``before`` it."""
    pairs = zip(model.versions, [None, *model.versions[:-1]], strict=True)
    versions = [{**version, "before": before} for version, before in pairs]
    return {"title": model.words["title"], "titles": FORMATS, "versions": versions[::-1]}


def of_thresholds(calibration: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the ``sources`` of the thresholds, and what was ``allowed`` and came out where that was kept; else None."""
    found = calibration.get("thresholds_from") or {}
    return {
        "sources": threshold_sources(calibration),
        "allowed": found.get("allowed"),
        "most_of_one": MOST_OF_ONE,
        "non_digits": found.get("non_digits", []),
    }


def of_models(published: Sequence[Published]) -> dict[str, Any]:
    """Returns the numbers of all models, for the comparison page and the table of results."""
    return {
        "models": [of_model(model) for model in published],
        "digit_files": files_of(published, "digits"),
        "non_digit_files": files_of(published, "non_digits"),
    }


def of_tolerance(allowed: Mapping[Any, tuple[float, int]]) -> dict[str, Any]:
    """Returns what an export may differ by: weight type -> largest difference in a probability, labels that may flip."""
    return {
        "tolerances": [
            {"quantize": quantize, "difference": difference, "flips": flips} for quantize, (difference, flips) in allowed.items()
        ]
    }


def _own_epochs(model: Published) -> int | None:
    """Returns the run's epochs where they are not those of its recipe: its command then has to say so."""
    today, epochs = known_recipe(model.name), int(model.recipe["epochs"])
    return None if today and today.epochs == epochs else epochs
