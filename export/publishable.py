"""What a run must be before its results become tracked files: everything that the tests of the repository ask of a published model."""

from __future__ import annotations

from typing import Any

from trainer.data.mnist import SHA256
from trainer.errors import InklingError
from trainer.evaluation.results import Results
from trainer.recipes import RECIPES
from trainer.run import Run, read_json, to_json
from trainer.sources import commit_of

TEST_IMAGES = 10_000


def check_publishable(run: Run) -> str | None:
    """Checks a finished run and returns the commit that its fit is published with.

    Raises:
        InklingError: No commit holds what it was fitted from, its data are not MNIST, or its accuracy is not what its recipe expects.
    """
    fit: dict[str, Any] = run.entry("fit")
    metrics = read_json(run.path / "metrics.json")
    if fit["data"] != SHA256 or metrics["images"] != TEST_IMAGES:
        raise InklingError(f"{run.path} cannot be published: it was not fitted and measured on all of MNIST.")
    recipe = next((recipe for recipe in RECIPES if recipe.name == fit["recipe"]["name"]), None)
    if recipe is None:
        raise InklingError(f"{run.path} cannot be published: RECIPES in trainer/recipes.py does not list {fit['recipe']['name']}.")
    if not recipe.made(fit["recipe"]):
        raise InklingError(f"{run.path} cannot be published: its recipe has changed since; fit it again.")
    low, high = recipe.expected
    accuracy = 100 * metrics["accuracy"]
    if not low <= accuracy <= high:
        raise InklingError(
            f"{run.path} cannot be published: it reads {accuracy:.2f} % right, and its recipe expects {low} to {high} %; "
            "correct 'expected' in trainer/recipes.py."
        )
    try:
        return commit_of(fit)
    except InklingError as error:
        raise InklingError(f"{run.path} cannot be published. {error}") from None


def with_commits(run: Run, results: Results) -> bytes:
    """Returns the JSON of an evaluation, where results that were measured before a commit name the commit that holds the same sources.

    Raises:
        InklingError: No commit holds the sources that measured them.
    """
    entry = run.entry(results.step)
    content = read_json(run.path / results.numbers)
    for part in _parts(content):
        try:
            part["commit"] = commit_of({**part, "sources": entry.get("sources"), "recipe": run.manifest["fit"]["recipe"]})
        except InklingError:
            raise InklingError(
                f"{run.path / results.numbers} was measured from files of trainer/ that no commit holds; commit them and measure again: "
                f"{part['command']}"
            ) from None
    return to_json(content)


def _parts(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of an evaluation's results that name a commit: all of them, or those of each file of drawings."""
    files = [scored for kind in ("digits", "non_digits") for scored in content.get(kind, {}).values()]
    return files or [content]
