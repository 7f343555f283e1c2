"""Where fits run: the one file that decides it. In this process, or on the workers of a Dask scheduler (``cluster.py``)."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
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


@contextlib.contextmanager
def place(scheduler: str | None) -> Iterator[Place]:
    """Returns where fits run: in this process, or on the workers of the scheduler at this address.

    Raises:
        InklingError: The scheduler cannot be used.
    """
    if scheduler is None:
        yield Here()
        return
    from trainer.training.cluster import connected  # imports Dask

    with connected(scheduler) as cluster:
        yield cluster


def fits(place: Place, wanted: Iterable[tuple[Recipe, int]], data: Mnist, root: Path, say: Callable[[str], None]) -> Iterator[Run]:
    """Fits every recipe with its seed, as many at once as the place takes, and yields each run when it is done."""
    left, at_work = iter(wanted), set[Future[Run]]()
    while True:
        for recipe, seed in itertools.islice(left, max(0, place.slots() - len(at_work))):
            at_work.add(place.fit(recipe, seed, data, root, lambda history: None, say))
        if not at_work:
            return
        done, at_work = wait(at_work, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


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
