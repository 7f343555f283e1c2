"""What is published: the models in ``docs/models/``, in order, and the catalogue ``index.json`` that the demo reads. No Keras.

Reads ``NAME/manifest.json``, ``NAME/metrics.json``, ``NAME/calibration.json`` and, where they are there, ``NAME/seeds.json``, ``NAME/strokes.json``,
``NAME/corruptions.json``, ``NAME/answers.json`` and ``NAME/versions.json``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.errors import InklingError
from trainer.recipes import FLAGSHIP, RECIPES, Recipe
from trainer.run import read_json

MODELS = Path("docs/models")
"""Where models are published, relative to the current folder."""

OWN = Path("build/models")
"""Where the models that were trained here are published first; git ignores it."""

FORMATS = {"tfjs": "TensorFlow.js", "keras": "Keras", "litert": "LiteRT", "onnx": "ONNX"}
"""What every published model is converted to: step of its run -> name for readers. ``export/convert/formats.py`` knows how."""


ORDER = ("test", "development", "own", "training")
"""Data sets by what they may decide: that which decides nothing comes first."""


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of one published model."""

    manifest: dict[str, Any]
    """The run's manifest."""
    metrics: dict[str, Any]
    """What ``evaluate`` measured on the test set."""
    calibration: dict[str, Any]
    """What ``calibrate`` found: temperature, thresholds, and where each comes from."""
    seeds: dict[str, Any] | None = None
    """What ``trainer seeds`` summarised, where several seeds of this very recipe were fitted."""
    strokes: dict[str, Any] | None = None
    """What ``evaluate --strokes`` measured on drawings by people, by file, where it did."""
    corruptions: dict[str, Any] | None = None
    """What ``evaluate --corruptions`` measured on the test images, where it did."""
    answers: dict[str, Any] | None = None
    """Size and SHA-256 of its answers to each test image; see ``export/answers.py``. None where it was published before there were any."""
    versions: Sequence[dict[str, Any]] = ()
    """Its versions, the newest last; see ``export/versions.py``. None where it was published before there were any."""

    @property
    def version(self) -> int:
        """The number of its version."""
        return int(self.versions[-1]["version"]) if self.versions else 1

    @property
    def drawn(self) -> dict[str, Any] | None:
        """What was measured on digits of writers by whom nothing was chosen, a test set; None where it was not."""
        digits = listed(self.strokes["digits"]) if self.strokes else []
        return next((scored for scored in digits if scored["role"] == "test"), None)

    @property
    def recipe(self) -> dict[str, Any]:
        """The recipe that made it, as the manifest keeps it."""
        recipe: dict[str, Any] = self.manifest["fit"]["recipe"]
        return recipe

    @property
    def name(self) -> str:
        """The recipe's name; the model's folder."""
        return str(self.recipe["name"])

    @property
    def words(self) -> dict[str, Any]:
        """Title, summary, notes and expected accuracy: from today's recipe of that name, else from the manifest.

        They do not decide the weights, so a better sentence in ``trainer/recipes.py`` needs no new run.
        """
        today = known_recipe(self.name)
        source = today.as_json() if today else self.recipe
        return {"chosen": "", **{field: source[field] for field in ("title", "summary", "notes", "chosen", "expected") if field in source}}


def threshold_sources(calibration: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the digits on which thresholds were found: ``data``, ``digits`` and, where it was measured, ``refused`` and ``unsure``."""
    return _sources(calibration.get("thresholds_from"))


def temperature_sources(calibration: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the digits on which the temperature was found: ``data``, ``images`` and ``loss``, before and after; none where it is 1."""
    return _sources(calibration.get("temperature_from"))


def _sources(found: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """A calibration of before there could be several sources names its only one directly."""
    sources: list[dict[str, Any]] = found.get("sources", [found]) if found else []
    return sources


def listed(by_file: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the results of several files as a list, ordered by what they may decide."""
    files = [{"file": name, **scored} for name, scored in by_file.items()]
    return sorted(files, key=lambda scored: (ORDER.index(scored["role"]), scored["file"]))


def known_recipe(name: str) -> Recipe | None:
    """Returns the published recipe of that name; None where there is none any more."""
    return next((recipe for recipe in RECIPES if recipe.name == name), None)


def read_published(models: Path) -> list[Published]:
    """Reads all published models, in the order of the recipes; models of recipes that are gone come last.

    Raises:
        InklingError: The folder holds no published model.
    """
    order = [recipe.name for recipe in RECIPES]
    folders = [path for path in sorted(models.iterdir()) if not path.name.startswith(".") and (path / "manifest.json").is_file()]
    if not folders:
        raise InklingError(f"{models} holds no published model; publish one with 'python -m export publish RUN'.")
    found = [read_model(folder) for folder in folders]
    return sorted(found, key=lambda model: order.index(model.name) if model.name in order else len(order))


def read_model(folder: Path) -> Published:
    """Reads one published model.

    Raises:
        InklingError: Its manifest, metrics or calibration are missing or are not JSON.
    """

    def optional(name: str) -> Any:
        return read_json(folder / name) if (folder / name).exists() else None

    return Published(
        manifest=read_json(folder / "manifest.json"),
        metrics=read_json(folder / "metrics.json"),
        calibration=read_json(folder / "calibration.json"),
        seeds=optional("seeds.json"),
        strokes=optional("strokes.json"),
        corruptions=optional("corruptions.json"),
        answers=optional("answers.json"),
        versions=optional("versions.json") or (),
    )


def default_model(published: Sequence[Published]) -> Published:
    """Returns the model that the demo opens with: the flagship, or the last one where it is not published."""
    return next((model for model in published if model.name == FLAGSHIP.name), published[-1])


def catalogue(published: Sequence[Published]) -> dict[str, Any]:
    """Returns the content of ``docs/models/index.json``."""
    default = default_model(published)
    return {"models": [entry(model, model is default) for model in published]}


def entry(model: Published, default: bool) -> dict[str, Any]:
    """Returns one model's entry of the catalogue; paths are relative to ``index.json``."""
    return {
        "name": model.name,
        "title": model.words["title"],
        "summary": model.words["summary"],
        "model": f"{model.name}/model.json",
        "card": f"{model.name}/",
        "parameters": model.manifest["fit"]["parameters"],
        "bytes": model.manifest["tfjs"]["bytes"],
        "accuracy": model.metrics["accuracy"],
        "errors": model.metrics["errors"],
        "images": model.metrics["images"],
        "drawn_accuracy": model.drawn["accuracy"] if model.drawn else None,
        "default": default,
    }
