"""All steps of a recipe: fit, calibrate, evaluate, convert, figures, publish. Steps that are done are not done again.

Reads MNIST; writes ``runs/NAME-s0/`` and ``docs/models/``. Command: ``python -m export pipeline RECIPE...``, which is what ``make demo``
runs.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from export.cards.render import duration
from export.derive import derive
from export.publish import is_published, publish
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.recipes import Recipe
from trainer.run import Run, read_json

Say = Callable[[str], None]
"""Prints a line of progress."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a run."""

    name: str
    """Its entry in the run's manifest."""
    doing: str
    """What is being done, for the line of progress."""
    do: Callable[[], object]
    """Does it."""


def run_pipeline(recipe: Recipe, data: Mnist, root: Path, models: Path, readme: Path | None, say: Say = print) -> None:
    """Takes a recipe's run with seed 0 through every step that it has not finished yet, then publishes it.

    An interrupted fit is resumed. A run that another version of the recipe made is set aside, never overwritten.

    Args:
        recipe: What to train.
        data: MNIST.
        root: The folder that holds the runs.
        models: The folder to publish to.
        readme: The README that shows the results, if there is one.
        say: Prints a line of progress.

    Raises:
        InklingError: A step failed; the steps before it stay done.
    """
    run = Run(root / f"{recipe.name}-s0")
    set_aside_unless_usable(run, recipe, say)
    say(f"{recipe.name}: {_took(recipe, models)}")
    steps = steps_of(run, recipe, data, models, say)
    for number, step in enumerate(steps, 1):
        _finish(step, run, recipe, f"[{number}/{len(steps) + 1}] {recipe.name}: {step.doing}", say)
    if not is_published(run, models):
        publish(run, models)
    derive(models, readme)
    say(f"[{len(steps) + 1}/{len(steps) + 1}] {recipe.name}: published in {models / recipe.name}")


def steps_of(run: Run, recipe: Recipe, data: Mnist, models: Path, say: Say) -> tuple[Step, ...]:
    """Returns the steps of a run, in order."""
    from export.convert import tfjs
    from export.figures import run as figures
    from trainer.evaluation.calibration import calibrate_as_published
    from trainer.evaluation.mnist import evaluate
    from trainer.training.fit import Options, fit

    return (
        Step("fit", "training", lambda: fit(recipe, data, run.path.parent, Options(resume=True), say)),
        Step("calibrate", "calibrating", lambda: calibrate_as_published(run, data, models)),
        Step("evaluate", "reading the 10,000 test images", lambda: evaluate(run, data)),
        Step("tfjs", "converting to TensorFlow.js, and comparing it with Keras", lambda: tfjs.convert(run, data)),
        Step("figures", "drawing the figures", lambda: figures.make(run, data)),
    )


def _finish(step: Step, run: Run, recipe: Recipe, progress: str, say: Say) -> None:
    """Does a step, unless it is done."""
    if run.fitted(recipe) if step.name == "fit" else run.done(step.name):
        say(f"{progress}: done before")
        return
    say(f"{progress} ...")
    started = time.monotonic()
    step.do()
    say(f"{progress}: {time.monotonic() - started:.0f} s")


def set_aside_unless_usable(run: Run, recipe: Recipe, say: Say) -> None:
    """Renames a run's folder to ``NAME.1`` (or ``.2``, ...) when it holds neither a fit of this recipe nor one to resume."""
    from trainer.training.checkpoint import resumable

    usable = run.fitted(recipe) or resumable(run.path / "partial.npz", recipe)
    if usable or not run.path.exists():
        return
    aside = next(path for number in itertools.count(1) if not (path := run.path.with_name(f"{run.path.name}.{number}")).exists())
    run.path.rename(aside)
    say(f"{run.path} was made by another version of the recipe, or is damaged: set aside as {aside}.")


def _took(recipe: Recipe, models: Path) -> str:
    """How long training took when the recipe was last published, and on what."""
    try:
        fitted = read_json(models / recipe.name / "manifest.json")["fit"]
    except InklingError:
        return f"{recipe.epochs} epochs; how long they take is not known yet."
    hardware = fitted["hardware"]
    return (
        f"training took {duration(fitted['seconds'])} when it was last published, on {hardware['cores']} cores ({hardware['processor']})."
    )
