"""``config.json`` of a published model: all that a foreign program needs to use its files. No Keras.

Reads a published folder; ``publish`` and ``derive`` write what it returns. ``docs/use/config.schema.json`` is the JSON Schema of it, and
``docs/use/files.md`` explains it to readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from export.catalogue import FORMATS, Published
from trainer.reading.network import LAYOUT, PREPROCESSING
from trainer.reading.strokes import GRID
from trainer.run import read_json

RULE = "mnist-centre-of-mass"
"""How a drawing becomes the grid: the name of what ``trainer/reading/strokes.py`` does."""

LABELS = (*"0123456789", "not a digit")
"""What each of a network's answers stands for; a network of ten answers has the first ten."""

WEIGHTS = {"none": "float32"}
"""The manifest's word for how weights are stored -> that of ``config.json``, where they differ."""


def config(model: Published, folder: Path) -> dict[str, Any]:
    """Returns the content of ``config.json``.

    Args:
        model: The published model.
        folder: Its folder.

    Raises:
        InklingError: A file of the model is missing, or ``model.json`` is not JSON.
    """
    about = read_json(folder / "model.json")["userDefinedMetadata"]
    (answers,) = about["outputs"]["probabilities"]["shape"]
    fit, calibration = model.manifest["fit"], model.calibration
    return {
        "$schema": "../../use/config.schema.json",
        "layout": LAYOUT,
        "name": model.name,
        "title": model.words["title"],
        "version": model.version,
        "input": {"shape": [GRID, GRID, 1], "dtype": "float32", "paper": 0, "ink": 1},
        "output": {"shape": [answers], "dtype": "float32", "values": "probabilities", "labels": list(LABELS[:answers])},
        "temperature": {"value": calibration["temperature"], "built_in": True},
        "thresholds": calibration["thresholds"],
        "preprocessing": {"rule": RULE, "version": PREPROCESSING},
        "sample": about["golden"],
        "files": _files(model.manifest, folder),
        "recipe": model.name,
        "seed": fit["seed"],
        "commit": fit["commit"],
    }


def converted(manifest: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Returns the entries of a manifest that are formats; a model that was published before has fewer of them."""
    return {form: manifest[form] for form in FORMATS if form in manifest}


def weights_of(entry: Mapping[str, Any]) -> str:
    """Returns how a converted model stores its weights: ``float32``, ``float16`` or ``uint8``."""
    quantize = str(entry["quantize"])
    return WEIGHTS.get(quantize, quantize)


def by_format(manifest: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns what is known of each converted model, for its card.

    They are ``format``, ``title``, ``files`` with the model first, ``weights``, ``bytes`` of all, ``parity``, ``runtime``, and
    ``package``: how the Python package reads these files, where it does; a model that was published before does not say.
    """
    return [
        {
            "format": form,
            "title": FORMATS[form],
            "files": sorted((Path(path).name for path in entry["files"]), key=lambda name: not name.startswith("model.")),
            "weights": weights_of(entry),
            **{name: entry[name] for name in ("bytes", "parity", "runtime")},
            "package": entry.get("package"),
        }
        for form, entry in converted(manifest).items()
    ]


def _files(manifest: Mapping[str, Any], folder: Path) -> dict[str, dict[str, Any]]:
    """File name -> its format, how it stores weights, its size in bytes and its SHA-256."""
    return {
        Path(path).name: {
            "format": form,
            "weights": weights_of(entry),
            "bytes": (folder / Path(path).name).stat().st_size,
            "sha256": digest,
        }
        for form, entry in converted(manifest).items()
        for path, digest in entry["files"].items()
    }
