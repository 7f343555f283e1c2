"""A search: many fits of one recipe with other settings, chosen by the validation images and by development files of strokes.

Command: ``python -m trainer search SPACE --trials N`` -> ``runs/search/SPACE/``: one run a trial, the study, figures; and
``SPACE.json`` beside it. Optuna suggests the settings and ends fits that fall behind. An interrupted search goes on where it was.
No trial sees a test set. TensorFlow is imported by the place where fits run, not here.
"""

from __future__ import annotations

import dataclasses
import inspect
import math
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import optuna
from optuna.trial import TrialState

from trainer.data.mnist import Mnist
from trainer.data.stroke_files import labels_of, read_samples
from trainer.errors import InklingError
from trainer.evaluation.datasets import refuse_test_set
from trainer.evaluation.results import STROKES, VALIDATION
from trainer.recipes import VALIDATION as VALIDATION_IMAGES
from trainer.recipes import Recipe
from trainer.run import Run, read_json, sha256
from trainer.search_spaces import Space
from trainer.training.distribute import Here, Place
from trainer.training.pruned import STEP, Pruned
from trainer.training.search_figures import draw_figures
from trainer.training.search_results import score, write_results
from trainer.training.study import finished, next_trial, opened
from trainer.training.trials import written

SEED = 0
"""Of every fit: trials differ in their settings alone."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to search, besides the space."""

    trials: int
    """Finished trials in all, those that were ended early included."""
    strokes: tuple[Path, ...] = ()
    """Development files of digits that people drew; the score counts them where there are any."""
    epochs: int | None = None
    """Epochs of each fit; None takes the recipe's."""
    holdout: int = VALIDATION_IMAGES
    """Training images that are kept out, to choose by."""


def search(
    space: Space, settings: Settings, data: Mnist, root: Path, place: Place | None = None, say: Callable[[str], None] = print
) -> dict[str, Any]:
    """Does the trials that are not done yet, and writes what came out.

    Args:
        space: What to change in which recipe.
        settings: Number of trials, data to choose by.
        data: MNIST; only its training images are used.
        root: The folder of searches.
        place: Where fits run; None fits in this process.
        say: Called with one line of news at a time.

    Returns:
        What ``ROOT/SPACE.json`` holds, as ``search_results.summarise`` says.

    Raises:
        InklingError: A file is a test set or holds no digits; the folder holds another search; a fit cannot be made.
    """
    check_files(settings.strokes)
    with opened(root / space.name, _about(space, settings)) as study:
        searching = _Search(study, space, settings, data, root / space.name, place or Here(), say)
        searching.run()
        draw_figures(study, root / space.name)
        return write_results(study, space, settings, root)


def check_files(files: Iterable[Path]) -> None:
    """Refuses, before anything is fitted, files that a trial must not see or cannot be measured on.

    Raises:
        InklingError: A file is a test set, has the name of another, or does not hold digits.
    """
    names: set[str] = set()
    for file in files:
        refuse_test_set(file)
        labels_of(read_samples(file), file)
        if file.name in names:
            raise InklingError(f"Two files are named {file.name}; rename one, because results are kept by name.")
        names.add(file.name)


def _about(space: Space, settings: Settings) -> dict[str, Any]:
    """Returns everything that decides what a trial of a given index is."""
    return {
        "recipe": _base(space, settings).as_json(),
        "space": inspect.getsource(space.suggest),
        "strokes": {file.name: sha256(file) for file in settings.strokes},
    }


def _base(space: Space, settings: Settings) -> Recipe:
    epochs = settings.epochs or space.recipe.epochs
    return dataclasses.replace(space.recipe, epochs=epochs, holdout=True, validation=settings.holdout)


@dataclass
class _Attempt:
    """A trial that is being done."""

    trial: optuna.Trial
    recipe: Recipe
    run: Run
    reported: int = 0
    """Epochs that the study knows."""

    def watch(self, history: dict[str, list[float]]) -> None:
        """Tells the study the validation loss of new epochs; ends a fit that falls behind the others, or diverged."""
        losses = history["val_loss"]
        if not math.isfinite(losses[-1]):
            raise Pruned
        for epoch in range(self.reported, len(losses)):
            self.trial.report(losses[epoch], epoch)
        self.reported = max(self.reported, len(losses))
        if self.trial.should_prune():
            raise Pruned


class _Search:
    """The trials of one search: keeps as many fits at work as the place takes."""

    def __init__(
        self, study: optuna.Study, space: Space, settings: Settings, data: Mnist, folder: Path, place: Place, say: Callable[[str], None]
    ) -> None:
        self.study, self.space, self.settings, self.data = study, space, settings, data
        self.folder, self.place, self.say = folder, place, say
        self.at_work: dict[Future[Run], _Attempt] = {}

    def run(self) -> None:
        """Does the trials that are not done yet."""
        while self._start_trials() or self.at_work:
            done, _ = wait(self.at_work, return_when=FIRST_COMPLETED)
            for future in done:
                self._finish(self.at_work.pop(future), future.result())

    def _start_trials(self) -> bool:
        """Starts fits until the place is full or there are enough; tells whether it started any."""
        started = False
        while len(self.at_work) < self.place.slots() and len(finished(self.study)) + len(self.at_work) < self.settings.trials:
            attempt = self._next()
            future = self.place.fit(attempt.recipe, SEED, self.data, attempt.run.path.parent, attempt.watch, self.say)
            self.at_work[future] = attempt
            started = True
        return started

    def _next(self) -> _Attempt:
        trial = next_trial(self.study)
        recipe = _replaced(_base(self.space, self.settings), self.space, trial)
        number = trial.user_attrs["index"]
        self.say(f"Trial {number:04}, {number + 1} of {self.settings.trials}: {_described(trial.params)}.")
        return _Attempt(trial, recipe, Run.of(self.folder / f"trial-{number:04}", recipe.name, SEED))

    def _finish(self, attempt: _Attempt, run: Run) -> None:
        """Measures a fitted run and tells the study; a fit that was ended early has no score."""
        self._report_what_is_left(attempt, run)
        if STEP in run.manifest:
            self.study.tell(attempt.trial, state=TrialState.PRUNED)
            self.say(f"{run.path}: ended after epoch {run.manifest[STEP]['epochs']}, it was behind the others.")
            return
        from trainer.evaluation.mnist import evaluate
        from trainer.evaluation.strokes import evaluate_strokes

        if not run.done(VALIDATION.step):
            evaluate(run, self.data, "validation")
        if self.settings.strokes and not run.done(STROKES.step):
            evaluate_strokes(run, self.settings.strokes)
        value = score(run, self.settings.strokes)
        self.study.tell(attempt.trial, value)
        self.say(f"{run.path}: score {value:.5f}.")

    def _report_what_is_left(self, attempt: _Attempt, run: Run) -> None:
        """Reports epochs that were fitted before the search was killed, and that nobody watched this time."""
        losses = read_json(run.path / "history.json")["val_loss"]
        for epoch in range(attempt.reported, len(losses)):
            if losses[epoch] is not None:
                attempt.trial.report(losses[epoch], epoch)


def _replaced(recipe: Recipe, space: Space, trial: optuna.Trial) -> Recipe:
    """Returns the recipe with the fields that a space suggests."""
    fields = space.suggest(trial)
    known = {field.name for field in dataclasses.fields(Recipe)} - {"name", "epochs", "holdout", "validation"}
    if unknown := set(fields) - known:
        raise InklingError(f"The search space '{space.name}' may not set {', '.join(sorted(unknown))}; it sets other fields of a recipe.")
    return dataclasses.replace(recipe, **fields)


def _described(parameters: dict[str, Any]) -> str:
    return ", ".join(f"{name} {written(value)}" for name, value in parameters.items())
