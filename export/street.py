"""The whole street for a recipe: fit, evaluate, convert, draw, publish. Steps that are done are not done again.

Command: ``python -m export street RECIPE...``, which is what ``make demo`` runs.
"""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Callable
from pathlib import Path

from export.publish import is_published, publish, write_derived
from trainer.dataset import Mnist
from trainer.recipes import Recipe
from trainer.run import Run


def walk(recipe: Recipe, data: Mnist, root: Path, models: Path, readme: Path | None, say: Callable[[str], None] = print) -> None:
    """Takes a recipe's run with seed 0 through every step that it has not finished yet, then publishes it.

    A run that another version of the recipe made is fitted anew; an interrupted fit is resumed.

    Raises:
        InklingError: A step failed; the steps before it stay done.
    """
    from export import figures, tfjs
    from trainer.evaluate import evaluate
    from trainer.fit import Options, fit

    run = Run(root / f"{recipe.name}-s0")
    same_recipe = json.loads(json.dumps(dataclasses.asdict(recipe)))
    steps: list[tuple[str, str, Callable[[], object]]] = [
        ("fit", "training", lambda: fit(recipe, data, root, Options(resume="fit" not in run.manifest, force="fit" in run.manifest), say)),
        ("evaluate", "reading the 10,000 test images", lambda: evaluate(run, data)),
        ("tfjs", "converting to TensorFlow.js, and proving it", lambda: tfjs.convert(run, data)),
        ("figures", "drawing the figures", lambda: figures.make(run, data)),
    ]
    for number, (step, doing, do) in enumerate(steps, 1):
        if run.done(step, **({"recipe": same_recipe} if step == "fit" else {})):
            say(f"[{number}/5] {recipe.name}: {doing}: done before")
            continue
        say(f"[{number}/5] {recipe.name}: {doing} ...")
        started = time.monotonic()
        do()
        say(f"[{number}/5] {recipe.name}: {doing}: {time.monotonic() - started:.0f} s")
    if not is_published(run, models):
        publish(run, models)
    write_derived(models, readme)
    say(f"[5/5] {recipe.name}: published in {models / recipe.name}")
