"""A network that answers grids: of a published model, or given by a caller.

Reads ``config.json`` of a published folder, such as ``docs/models/inkling``; ``graph.py`` reads its ``model.json``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import InklingError
from .graph import open_graph
from .rejection import Answers, Thresholds
from .strokes import Grid, strokes_to_grid

FLAGSHIP = "inkling"
"""The model that is taken where none is named."""

PLACES = (Path(__file__).parent / "models", Path(__file__).resolve().parents[2] / "docs" / "models")
"""Where models are found by name: in the wheel beside this file; in a checkout where they are published."""

LAYOUT = 1
"""Version of the layout of ``config.json``: it rises when a key goes or means something else, not when one is added."""
PREPROCESSING = 1
"""Version of the rule by which a drawing becomes the grid: it rises when ``strokes.py`` makes other grids of the same strokes."""


Sample = tuple[Grid, npt.NDArray[np.float64], float]
"""A grid, what Keras answered to it, and how far off an answer may be."""


@dataclass(frozen=True, slots=True)
class Network:
    """Answers grids."""

    name: str
    """What it is called."""
    answers: Callable[[npt.NDArray[np.float32]], Answers]
    """Grids, ``(n, 28, 28)``, to probabilities: ``(n, 10)``, or ``(n, 11)`` where the last stands for "not a digit"."""
    thresholds: Thresholds | None = None
    """From which values on an answer counts; None where it was not calibrated."""
    version: int | None = None
    """The version of a published model; None where it has none."""


def open_network(model: str | Path) -> Network:
    """Opens a published model.

    Args:
        model: Its name, such as ``inkling``, or its folder. A ``Path`` is always a folder.

    Raises:
        InklingError: There is no such model, a file of it is missing or damaged, or it was made for another version of this package.
    """
    folder = folder_of(model)
    config = _read_config(folder)
    network = Network(
        str(config.get("name", folder.name)), open_graph(folder / "model.json"), _thresholds_of(config), config.get("version")
    )
    _check_sample(network, _sample_of(config, folder), folder)
    return network


def folder_of(model: str | Path) -> Path:
    """Returns the folder of a published model that is named, or checks the one that is given."""
    if isinstance(model, str):
        for place in PLACES:
            if model.isidentifier() and (place / model / "config.json").is_file():
                return place / model
    folder = Path(model)
    if not folder.is_dir():
        raise InklingError(f"There is no model '{model}'; name one of {', '.join(names())}, or a folder with config.json and model.json.")
    if not (folder / "config.json").is_file():
        raise InklingError(f"{folder} has no config.json; name the folder of a published model, such as docs/models/{FLAGSHIP}.")
    return folder


def names() -> list[str]:
    """Returns the names of the models that are here."""
    return sorted({file.parent.name for place in PLACES for file in place.glob("*/config.json")})


def _read_config(folder: Path) -> Mapping[str, Any]:
    """Reads ``config.json`` and checks that this package understands it."""
    file = folder / "config.json"
    try:
        config: Mapping[str, Any] = json.loads(file.read_bytes())
        layout, rule = config.get("layout", LAYOUT), config.get("preprocessing", {}).get("version", PREPROCESSING)
        is_known = len(config["output"]["labels"]) in (10, 11)
        _thresholds_of(config)
    except (ValueError, AttributeError, KeyError, TypeError):
        raise InklingError(f"{file} does not describe a model that reads digits; publish the model again.") from None
    if not is_known:
        raise InklingError(f"{file} does not describe a model that reads digits: it has neither 10 nor 11 labels.")
    if layout > LAYOUT or rule > PREPROCESSING:
        raise InklingError(f"{file} was written for a later version of this package: pip install --upgrade inkling-digits.")
    return config


def _thresholds_of(config: Mapping[str, Any]) -> Thresholds | None:
    thresholds = config.get("thresholds")
    return None if thresholds is None else Thresholds(float(thresholds["digit"]), float(thresholds["sure"]))


def _sample_of(config: Mapping[str, Any], folder: Path) -> Sample | None:
    sample = config.get("sample")
    if sample is None:
        return None
    try:
        grid = strokes_to_grid(sample["strokes"])
        if grid is None:
            raise ValueError
        return grid, np.asarray(sample["answer"], np.float64), float(sample["tolerance"])
    except (ValueError, AttributeError, KeyError, TypeError):
        raise InklingError(f"The sample in {folder / 'config.json'} is no drawing with its answer; publish the model again.") from None


def _check_sample(network: Network, sample: Sample | None, folder: Path) -> None:
    """Checks that a network answers its sample as Keras did when it was published, as the page does."""
    if sample is None:
        return
    grid, expected, tolerance = sample
    try:
        found = network.answers(np.asarray([grid], np.float32))[0]
    except (ValueError, IndexError, TypeError, KeyError) as error:  # what NumPy raises where shapes do not fit
        raise InklingError(f"{folder} cannot be used ({str(error).splitlines()[0]}); publish the model again.") from None
    if found.shape != expected.shape or not np.abs(found - expected).max() <= tolerance:
        raise InklingError(f"{folder} does not answer here what it answered when it was published; publish the model again.")
