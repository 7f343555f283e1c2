"""Publishes seeds: ``runs/NAME-seeds.json`` and what is published already -> ``docs/models/NAME/seeds.json``.

Command: ``python -m export seeds RECIPE...``. A fit takes minutes, so seeds may come a few at a time, from several machines: those that are
published of the same recipe stay beside new ones. ``publish`` does the same for the run that it publishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainer.errors import InklingError
from trainer.evaluation.results import STROKES
from trainer.recipes import same_weights
from trainer.run import Run, read_json, to_json, write_atomically
from trainer.training.seed_summary import Seed, drawn, entry, summarise, summary, summary_path

FILE = "seeds.json"
"""The file of a published model."""


def publish_seeds(name: str, runs: Path, models: Path) -> Path:
    """Adds the seeds of a recipe to its published model; returns the file.

    Args:
        name: The recipe.
        runs: The folder of the runs, with the summary that ``trainer seeds`` wrote there.
        models: The folder of published models.

    Raises:
        InklingError: The model is not published, there are no seeds of its recipe on the test images, or no commit holds what fitted one.
    """
    target = models / name
    if not (target / "manifest.json").is_file():
        raise InklingError(f"{target} holds no published model; publish a run of {name} first: python -m export publish {name}")
    recipe = read_json(target / "manifest.json")["fit"]["recipe"]
    beside = summary_path(runs, name)
    found = seeds_of(runs, recipe, target) if _summaries(recipe, beside) else None
    if found is None:
        raise InklingError(f"{beside} holds no seeds of the recipe that is published in {target}; fit some: python -m trainer seeds {name}")
    check_commits(found)
    write_atomically(target / FILE, to_json(found))
    return target / FILE


def check_commits(found: Mapping[str, Any]) -> None:
    """Raises an InklingError where a seed was fitted from files that no commit holds."""
    for one in found["seeds"]:
        if (one.get("commit") or "").endswith("-dirty"):
            name, seed = found["recipe"]["name"], one["seed"]
            raise InklingError(
                f"Seed {seed} of {name} cannot be published: no commit holds the files of trainer/ that fitted it. Commit them, then run "
                f"'python -m trainer seeds {name} --seeds {seed}' again, which fits nothing that is done."
            )


def seeds_of(runs: Path, recipe: Mapping[str, Any], before: Path, run: Run | None = None) -> dict[str, Any] | None:
    """Sums up all seeds that there are of the very recipe of a run; None where there are none.

    Args:
        runs: The folder of the runs, with the summary that ``trainer seeds`` wrote there, if it did.
        recipe: The recipe, as the run's manifest holds it.
        before: The folder of the model that was published before; it need not be there. Its seeds stay, and its own run counts as one.
            A seed that was fitted anew takes the place of the published one.
        run: The run that is published now; None where none is. It takes the place of all others of its seed.
    """
    found = _summaries(recipe, before / FILE, summary_path(runs, str(recipe["name"])))
    if not found:
        return None
    images = found[-1]["images"]
    listed = [_own_run(before, recipe, images), *(one["seeds"] for one in found if one["images"] == images)]
    listed += [summarise([run])["seeds"]] if run else []
    seeds: dict[int, Seed] = {}
    for seed in (seed for some in listed for seed in some):
        known = seeds.get(seed["seed"], {})
        seeds[seed["seed"]] = {**known, **seed} if _of_one_fit(known, seed) else seed
    return summary(recipe, "test", images, list(seeds.values()))


def _summaries(recipe: Mapping[str, Any], *places: Path) -> list[dict[str, Any]]:
    """Reads those summaries that are there and are of this very recipe, on the test images."""
    there = [read_json(place) for place in places if place.exists()]
    return [one for one in there if same_weights(one["recipe"], recipe) and one.get("split", "test") == "test"]


def _of_one_fit(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tells whether two entries are of the same fit: what one of them lacks, the other may have."""
    return all(one.get(name) == other.get(name) for name in ("seed", "commit", "seconds", "errors"))


def _own_run(before: Path, recipe: Mapping[str, Any], images: int) -> list[Seed]:
    """Returns the seed of the published run, where its recipe is the same and it was measured on as many images."""
    if not (before / "manifest.json").is_file():
        return []
    fit, metrics = read_json(before / "manifest.json")["fit"], read_json(before / "metrics.json")
    if not same_weights(fit["recipe"], recipe) or metrics["images"] != images:
        return []
    strokes = before / STROKES.numbers
    measured = {"drawn": drawn(read_json(strokes))} if strokes.is_file() else {}
    return [{**entry(fit, metrics), **measured}]
