"""The whole street for a recipe: fit, evaluate, convert, draw, publish. Steps that are done are not done again.

Command: ``python -m export street RECIPE...``, which is what ``make demo`` runs.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

from export.cards.report import duration
from export.publish import is_published, publish, write_derived
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.recipes import Recipe
from trainer.run import Run, read_json


def walk(recipe: Recipe, data: Mnist, root: Path, models: Path, readme: Path | None, say: Callable[[str], None] = print) -> None:
    """Takes a recipe's run with seed 0 through every step that it has not finished yet, then publishes it.

    An interrupted fit is resumed. A run that another version of the recipe made is set aside, never overwritten.

    Raises:
        InklingError: A step failed; the steps before it stay done.
    """
    from export.convert import tfjs
    from export.figures import run as figures
    from trainer.evaluation.calibration import calibrate_as_published
    from trainer.evaluation.mnist import evaluate
    from trainer.training.fit import Options, fit

    run = Run(root / f"{recipe.name}-s0")
    set_aside_unless_usable(run, recipe, say)
    steps: list[tuple[str, str, Callable[[], object]]] = [
        ("fit", "training", lambda: fit(recipe, data, root, Options(resume=True), say)),
        ("calibrate", "calibrating", lambda: calibrate_as_published(run, data, models)),
        ("evaluate", "reading the 10,000 test images", lambda: evaluate(run, data)),
        ("tfjs", "converting to TensorFlow.js, and proving it", lambda: tfjs.convert(run, data)),
        ("figures", "drawing the figures", lambda: figures.make(run, data)),
    ]
    say(f"{recipe.name}: {_took(recipe, models)}")
    for number, (step, doing, do) in enumerate(steps, 1):
        if run.fitted(recipe) if step == "fit" else run.done(step):
            say(f"[{number}/6] {recipe.name}: {doing}: done before")
            continue
        say(f"[{number}/6] {recipe.name}: {doing} ...")
        started = time.monotonic()
        do()
        say(f"[{number}/6] {recipe.name}: {doing}: {time.monotonic() - started:.0f} s")
    if not is_published(run, models):
        publish(run, models)
    write_derived(models, readme)
    say(f"[6/6] {recipe.name}: published in {models / recipe.name}")


def set_aside_unless_usable(run: Run, recipe: Recipe, say: Callable[[str], None]) -> None:
    """Renames a run's folder to ``NAME.1`` (or ``.2``, ...) when it holds neither a fit of this recipe nor one to resume."""
    from trainer.training.checkpoint import resumable

    usable = run.fitted(recipe) or resumable(run.path / "partial.npz", recipe)
    if usable or not run.path.exists():
        return
    aside = next(path for number in itertools.count(1) if not (path := run.path.with_name(f"{run.path.name}.{number}")).exists())
    run.path.rename(aside)
    say(f"{run.path} was made by another version of the recipe, or is damaged: set aside as {aside}.")


def _took(recipe: Recipe, models: Path) -> str:
    """How long training took when the recipe was last published, and where."""
    try:
        fitted = read_json(models / recipe.name / "manifest.json")["fit"]
    except InklingError:
        return f"{recipe.epochs} epochs; how long they take is not known yet."
    hardware = fitted["hardware"]
    return (
        f"training took {duration(fitted['seconds'])} when it was last published, on {hardware['cores']} cores ({hardware['processor']})."
    )
