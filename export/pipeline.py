"""All steps of a recipe: fit, calibrate, evaluate, convert to every format, figures, the flagship's atlas,
publish. Steps that are done are not done again.

Reads MNIST; writes ``runs/NAME-s0/`` and a published copy in ``build/models/``, which is not tracked. Command:
``python -m export pipeline RECIPE...``; ``make demo`` does the same while it serves the page. With ``--scheduler`` fits run on the workers
of a Dask scheduler.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from export.catalogue import FORMATS
from export.publish import is_published, publish
from trainer.data.mnist import Mnist
from trainer.data.own import NOTHING, Own
from trainer.recipes import Recipe
from trainer.run import Run
from trainer.training.distribute import Place, fits

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


def run_pipeline(recipe: Recipe, data: Mnist, root: Path, models: Path, before: Path, say: Say = print, own: Own = NOTHING) -> bool:
    """Takes a recipe's run with seed 0 through every step that it has not finished yet, then publishes it.

    An interrupted fit is resumed. A run that another version of the recipe made is set aside, never overwritten.

    Args:
        recipe: What to train.
        data: MNIST.
        root: The folder that holds the runs.
        models: The folder to publish to.
        before: The folder of the models that were published before: their calibration counts, and measurements of equal weights stay.
        say: Prints a line of progress.
        own: Drawings and pictures of one's own to train on as well.

    Returns:
        Whether something was published that did not stand in ``models`` already.

    Raises:
        InklingError: A step failed; the steps before it stay done.
    """
    run = Run(root / f"{recipe.name}-s0")
    set_aside_unless_usable(run, recipe, say, own)
    steps = steps_of(run, recipe, data, before, say, own)
    for number, step in enumerate(steps, 1):
        _finish(
            step,
            run.fitted(recipe, own.sources) if step.name == "fit" else run.done(step.name),
            f"[{number}/{len(steps) + 1}] {recipe.name}: {step.doing}",
            say,
        )
    fresh = not is_published(run, models, before)
    if fresh:
        publish(run, models, before, say=say)
    say(f"[{len(steps) + 1}/{len(steps) + 1}] {recipe.name}: published in {models / recipe.name}")
    return fresh


def run_pipelines_on(
    place: Place, recipes: Sequence[Recipe], data: Mnist, root: Path, models: Path, before: Path, say: Say = print
) -> None:
    """Does the same for several recipes whose fits run elsewhere, as many at once as the place takes; all other steps run here.

    A recipe goes on as soon as its fit is back, while the others are still fitted.

    Raises:
        InklingError: A fit or a step failed; what was finished stays done.
    """
    wanted = {f"{recipe.name}-s0": recipe for recipe in recipes}
    for name, recipe in wanted.items():
        set_aside_unless_usable(Run(root / name), recipe, say)
    for run in fits(place, [(recipe, 0) for recipe in wanted.values()], data, root, say):
        run_pipeline(wanted[run.path.name], data, root, models, before, say)


def steps_of(run: Run, recipe: Recipe, data: Mnist, before: Path, say: Say, own: Own = NOTHING) -> tuple[Step, ...]:
    """Returns the steps of a run, in order."""
    from export import atlas
    from export.convert.formats import convert
    from export.figures import run as figures
    from trainer.evaluation.calibration import calibrate_as_published
    from trainer.evaluation.mnist import evaluate
    from trainer.training.fit import Options, fit

    return (
        Step("fit", "training", lambda: fit(recipe, data, run.path.parent, Options(resume=True, own=own), say)),
        Step("calibrate", "calibrating", lambda: calibrate_as_published(run, data, before)),
        Step("evaluate", "reading the 10,000 test images", lambda: evaluate(run, data, "test")),
        *(
            Step(form, f"making the model for {title}, and comparing its answers with those of the run", partial(convert, run, data, form))
            for form, title in FORMATS.items()
        ),
        Step("figures", "drawing the figures", lambda: figures.make(run, data)),
        *([Step(atlas.STEP, "laying the test images out as a map", lambda: atlas.make(run, data))] if atlas.is_for(recipe.name) else []),
    )


def _finish(step: Step, done: bool, progress: str, say: Say) -> None:
    """Does a step, unless it is done."""
    if done:
        say(f"{progress}: done before")
        return
    say(f"{progress} ...")
    started = time.monotonic()
    step.do()
    say(f"{progress}: {time.monotonic() - started:.0f} s")


def set_aside_unless_usable(run: Run, recipe: Recipe, say: Say, own: Own = NOTHING) -> None:
    """Renames a run's folder to ``NAME.1`` (or ``.2``, ...) when it holds neither a fit of this recipe nor one to resume."""
    from trainer.training.checkpoint import resumable

    usable = run.fitted(recipe, own.sources) or resumable(run.path / "partial.npz", recipe, own.sources)
    if usable or not run.path.exists():
        return
    aside = next(path for number in itertools.count(1) if not (path := run.path.with_name(f"{run.path.name}.{number}")).exists())
    run.path.rename(aside)
    say(f"{run.path} was made by another version of the recipe or with other drawings, or is damaged: set aside as {aside}.")
