"""What a run must be before its results become tracked files: everything that the tests of the repository ask of a published model."""

from __future__ import annotations

from typing import Any

from trainer.data.mnist import SHA256
from trainer.errors import InklingError
from trainer.recipes import RECIPES
from trainer.run import Run, read_json
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
