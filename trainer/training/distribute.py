"""Where fits run: the one place that decides it. In this process, where nothing else is asked for."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.recipes import Recipe
from trainer.run import Run
from trainer.training.pruned import STEP

Watch = Callable[[dict[str, list[float]]], None]
"""As ``fit`` takes it."""


class Place(Protocol):
    """Where fits run."""

    def slots(self) -> int:
        """Returns how many fits it takes at once."""

    def fit(self, recipe: Recipe, seed: int, data: Mnist, root: Path, watch: Watch, say: Callable[[str], None]) -> Future[Run]:
        """Starts a fit, or goes on with it; nothing is done where it is finished.

        Returns:
            The run ``root/RECIPE-sSEED`` when it is complete on this machine's disk.
        """


class Here:
    """This process, one fit after the other."""

    def slots(self) -> int:
        """One fit takes all cores."""
        return 1

    def fit(self, recipe: Recipe, seed: int, data: Mnist, root: Path, watch: Watch, say: Callable[[str], None]) -> Future[Run]:
        """Fits, and returns when it is done."""
        run = Run.of(root, recipe.name, seed)
        future: Future[Run] = Future()
        if not made(run, recipe):
            from trainer.training.fit import Options, fit  # imports TensorFlow

            fit(recipe, data, root, Options(seed=seed, resume=True), say, watch)
        future.set_result(run)
        return future


def made(run: Run, recipe: Recipe) -> bool:
    """Tells whether a run is done: fitted, or ended early.

    Raises:
        InklingError: It is done, by another version of the recipe.
    """
    if run.fitted(recipe) or (run.done(STEP) and recipe.made(run.manifest[STEP]["recipe"])):
        return True
    if "fit" in run.manifest:
        raise InklingError(f"{run.path} was fitted by another version of the recipe; delete it, or fit it again with --force.")
    return False
