"""What was measured before and still belongs to a run that is published now: results on strokes and on corrupted images, seeds,
calibration.

A measurement belongs to the weights: it stays when the converted weights and the calibration have the same SHA-256 as those that are
published. Seeds belong to the recipe: those that are published stay beside new ones. What does not stay is named.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from export.catalogue import threshold_sources
from export.seeds import FILE as SEEDS
from export.seeds import seeds_of
from trainer.evaluation.results import CORRUPTIONS, STROKES, Results
from trainer.recipes import same_weights
from trainer.run import Run, read_json, to_json

Manifest = dict[str, Any]
"""Step -> entry, as ``trainer/run.py`` writes it."""


@dataclass(slots=True)
class Kept:
    """What a run is published with."""

    manifest: Manifest
    """The run's manifest, with the entries of what stays."""
    files: dict[str, bytes]
    """Name in the published model -> the content of a file that stays."""
    seeds: dict[str, Any] | None = None
    """What ``seeds.json`` among them holds."""
    notes: list[str] = field(default_factory=list)
    """A sentence for each measurement that stays or goes."""


def keep(run: Run, before: Path) -> Kept:
    """Finds what stays of a model that was published before.

    Args:
        run: The run that is to be published.
        before: The folder of the model that was published before; it need not be there.
    """
    kept = Kept(copy.deepcopy(run.manifest), {})
    _keep_seeds(run, before, kept)
    if (before / "manifest.json").is_file():
        old = read_json(before / "manifest.json")
        _name_calibration(run, before, old, kept)
        for results, command in (
            (STROKES, "--strokes FILE, then export figures and publish."),
            (CORRUPTIONS, "--corruptions --split test"),
        ):
            if results.step in old and results.step not in kept.manifest:
                _keep_results(run, before, old, kept, results, command)
    return kept


def _keep_seeds(run: Run, before: Path, kept: Kept) -> None:
    recipe = kept.manifest["fit"]["recipe"]
    kept.seeds = seeds_of(run.path.parent, recipe, before, run)
    if kept.seeds:
        kept.files[SEEDS] = to_json(kept.seeds)
    elif (before / SEEDS).exists():
        kept.notes.append(
            f"{SEEDS} goes: its seeds are of another version of the recipe. Fit them: python -m trainer seeds {recipe['name']}"
        )


def _name_calibration(run: Run, before: Path, old: Manifest, kept: Kept) -> None:
    """Says so where the run was calibrated otherwise than what is published of the same recipe."""
    files = (before / "calibration.json", run.path / "calibration.json")
    if not all(file.is_file() for file in files) or not same_weights(old["fit"]["recipe"], kept.manifest["fit"]["recipe"]):
        return
    was, now = (read_json(file) for file in files)
    if was == now:
        return
    sources = [" and ".join(source["data"] for source in threshold_sources(content)) or "an unnamed source" for content in (was, now)]
    kept.notes.append(
        f"calibration.json changes: thresholds from {sources[1]} take the place of those from {sources[0]}. "
        f"To keep those: python -m trainer calibrate {run.path} --like {files[0]}"
    )


def _keep_results(run: Run, before: Path, old: Manifest, kept: Kept, results: Results, command: str) -> None:
    """Keeps what was measured, where weights and calibration are the same; ``command`` is the end of the one that measures it."""
    if not same_answers(old, kept.manifest) or not (before / results.numbers).is_file():
        kept.notes.append(
            f"{results.numbers} goes: it was measured with other weights or another calibration. "
            f"Measure again: python -m trainer evaluate {run.path} {command}"
        )
        return
    kept.files[results.numbers] = (before / results.numbers).read_bytes()
    kept.manifest[results.step] = old[results.step]
    kept.notes.append(f"{results.numbers} stays: it was measured with the same weights and calibration.")
    if results is STROKES:
        _keep_figures(before, old, kept)


def _keep_figures(before: Path, old: Manifest, kept: Kept) -> None:
    """Keeps the figures of strokes."""
    figures = {name: digest for name, digest in old["figures"]["files"].items() if name not in kept.manifest["figures"]["files"]}
    kept.files.update({name: (before / name).read_bytes() for name in figures})
    kept.manifest["figures"]["files"].update(figures)
    kept.manifest["figures"]["from"] = [*kept.manifest["figures"]["from"], "strokes"]


def same_answers(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tells whether two runs answer the same: equal converted weights, equal calibration."""

    def digests(manifest: Mapping[str, Any]) -> dict[str, str]:
        entries = [manifest.get(step, {}).get("files", {}) for step in ("tfjs", "calibrate")]
        return {name: digest for files in entries for name, digest in files.items() if not name.endswith("model.json")}

    return bool(digests(one)) and digests(one) == digests(other)
