"""Fits a recipe: recipe + seed -> a run with ``model.keras`` and ``history.json``.

Reads MNIST, writes ``runs/RECIPE-sSEED/``. Command: ``python -m trainer fit RECIPE``. The same seed gives the same weights.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import keras
import tensorflow as tf
from keras.src.random import seed_generator

from trainer.data.mnist import SHA256, Array, Mnist
from trainer.data.own import NOTHING, Own
from trainer.errors import InklingError
from trainer.models.architectures import build
from trainer.provenance import git_commit, hardware
from trainer.recipes import Recipe
from trainer.run import Run, to_json, write_atomically
from trainer.sources import sources_digest
from trainer.synthetic.own_drawings import repeats, with_own
from trainer.synthetic.pools import Pools, draw_pools
from trainer.training.checkpoint import Checkpoint, History
from trainer.training.input_pipeline import images_per_epoch, steps_per_epoch, training_batches, validation_batches
from trainer.training.optimizer import compiled, set_precision
from trainer.training.pool_progress import PoolProgress
from trainer.training.progress import Progress, terminal
from trainer.training.pruned import STEP, Pruned

Watch = Callable[[History], None]
"""Is told the history after every epoch; it raises ``Pruned`` to end a fit that is not worth going on with."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to fit, besides the recipe."""

    seed: int = 0
    """Seed of the initial weights, the order of the images, the transforms and dropout."""
    resume: bool = False
    """Go on after the last epoch that an interrupted fit finished."""
    force: bool = False
    """Replace a finished run, or throw away an unfinished one."""
    tensorboard: bool = False
    """Write TensorBoard logs to the run's ``tensorboard/``."""
    own: Own = NOTHING
    """Drawings and pictures of one's own to train on as well."""


def fit(
    recipe: Recipe,
    data: Mnist,
    root: Path,
    options: Options = Options(),
    say: Callable[[str], None] = print,
    watch: Watch = lambda history: None,
) -> Run:
    """Fits a recipe and records the step ``fit``; the step ``pruned`` where ``watch`` ends it before.

    Args:
        recipe: What to train.
        data: MNIST; only its training images are used.
        root: The folder that holds the runs.
        options: Seed, resuming, overwriting.
        say: Called with one line of news at a time.
        watch: Called with the history after every epoch, those of an interrupted fit included.

    Returns:
        The run ``root/RECIPE-sSEED``.

    Raises:
        InklingError: The run is finished already; or it is unfinished and neither ``resume`` nor ``force`` is given; or its
            checkpoint is damaged or of another recipe; or the recipe names no architecture.
    """
    run = Run.of(root, recipe.name, options.seed)
    checkpoint_path = run.path / "partial.npz"
    _refuse_to_overwrite(run, checkpoint_path, options)
    computes = set_precision(recipe)
    _start_afresh(options.seed)
    images, labels = data.fit_split(recipe.validation) if recipe.holdout else (data.train_images, data.train_labels)
    pools = _with_own(_draw_pools(recipe, options.seed, say), images, options, say)
    steps = steps_per_epoch(recipe, images, pools)
    model = compiled(recipe, steps)
    checkpoint = Checkpoint(checkpoint_path, recipe, model, list(options.own.sources))
    if options.resume:
        checkpoint.restore()
    size, each = f"{model.count_params():,} parameters", f"{images_per_epoch(images, pools):,} images"
    say(f"{recipe.name}: {size}, {recipe.epochs} epochs of {each}, {computes}.")
    batches = training_batches(recipe, images, labels, options.seed, checkpoint.epoch, pools)
    progress = Progress(recipe.name, recipe.epochs, steps, say, terminal())
    try:
        _train(checkpoint, batches, steps, validation_batches(recipe, data), watch, [progress, *_tensorboard(run, options)])
    except Pruned:
        _record_pruned(run, checkpoint, computes, options.seed)
    else:
        _finish(run, recipe, checkpoint, computes, options.seed)
    return run


def _train(
    checkpoint: Checkpoint,
    batches: tf.data.Dataset,
    steps: int,
    validation: tf.data.Dataset | None,
    watch: Watch,
    callbacks: list[keras.callbacks.Callback],
) -> None:
    """Trains the epochs that are left; a checkpoint is saved before anybody is told of the epoch."""
    if checkpoint.epoch:
        watch(checkpoint.history)
    watcher = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: watch(checkpoint.history))
    checkpoint.model.fit(
        batches,
        validation_data=validation,
        steps_per_epoch=steps,
        epochs=checkpoint.recipe.epochs,
        initial_epoch=checkpoint.epoch,
        callbacks=[checkpoint.callback(), *callbacks, watcher],
        shuffle=False,  # the batches come shuffled
        verbose=0,
    )


def _refuse_to_overwrite(run: Run, checkpoint: Path, options: Options) -> None:
    """Raises where the options do not allow what a fit would overwrite; with ``force`` alone, deletes the checkpoint."""
    if checkpoint.exists():
        if options.force and not options.resume:
            checkpoint.unlink()
        elif not options.resume:
            raise InklingError(f"{run.path} holds an interrupted fit; go on with --resume, or start over with --force.")
    elif "fit" in run.manifest and not options.force:
        raise InklingError(f"{run.path} is finished already; fit it again with --force, or choose another --seed.")


def _draw_pools(recipe: Recipe, seed: int, say: Callable[[str], None]) -> Pools:
    """Draws the recipe's synthetic images, and shows how far it is."""
    if not recipe.synthetic:
        return []
    progress = PoolProgress(recipe.name, recipe.synthetic, say, terminal())
    pools = draw_pools(recipe.synthetic, seed, progress)
    progress.finish()
    return pools


def _with_own(pools: Pools, images: Array, options: Options, say: Callable[[str], None]) -> Pools:
    """Adds one's own images to the pools, and says how often each of them stands in an epoch."""
    if not options.own.samples:
        return pools
    times = repeats(options.own, images_per_epoch(images, pools))
    say(f"{options.own.samples:,} of your own {'is' if options.own.samples == 1 else 'are'} in it, each {times} times an epoch.")
    return with_own(pools, options.own, times, options.seed)


def _start_afresh(seed: int) -> None:
    """Makes the process deterministic: the same seed gives the same weights and layer names, whatever was built before."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(seed)
    # Keras draws the seeds of weights from Python's global generator, from which other threads of a Dask worker draw as well.
    # A generator of its own with the same seed gives the same numbers, whatever they do.
    seed_generator.python_random = random.Random(seed)
    tf.config.experimental.enable_op_determinism()


def _tensorboard(run: Run, options: Options) -> list[keras.callbacks.Callback]:
    return [keras.callbacks.TensorBoard(run.path / "tensorboard")] if options.tensorboard else []


def _finish(run: Run, recipe: Recipe, checkpoint: Checkpoint, computes: str, seed: int) -> None:
    """Saves the model in float32, records the step, and deletes the checkpoint."""
    weights = checkpoint.model.get_weights()
    keras.utils.clear_session()
    keras.config.set_dtype_policy("float32")
    model = build(recipe.architecture)
    model.set_weights(weights)
    half_written = run.path / ".model.tmp.keras"
    model.save(half_written)
    half_written.replace(run.path / "model.keras")
    write_atomically(run.path / "history.json", to_json(checkpoint.history))
    files = [run.path / "model.keras", run.path / "history.json"]
    run.record("fit", files, **_facts(checkpoint, computes, seed))
    checkpoint.path.unlink(missing_ok=True)


def _record_pruned(run: Run, checkpoint: Checkpoint, computes: str, seed: int) -> None:
    """Records how far a fit came that was ended before its last epoch; nothing is left that could pass for its model."""
    numbers = {name: [value if math.isfinite(value) else None for value in values] for name, values in checkpoint.history.items()}
    write_atomically(run.path / "history.json", to_json(numbers))
    run.record(STEP, [run.path / "history.json"], epochs=checkpoint.epoch, **_facts(checkpoint, computes, seed))
    checkpoint.path.unlink(missing_ok=True)


def _facts(checkpoint: Checkpoint, computes: str, seed: int) -> dict[str, object]:
    """Returns what a manifest says of a fit."""
    return {
        "recipe": checkpoint.recipe.as_json(),
        "seed": seed,
        "parameters": checkpoint.model.count_params(),
        "data": SHA256,
        **({"own": checkpoint.own} if checkpoint.own else {}),
        "computes": computes,
        "seconds": checkpoint.seconds,
        "hardware": hardware(),
        "packages": {name: version(name) for name in ("tensorflow", "keras", "numpy")},
        "commit": git_commit(),
        "sources": sources_digest(),
    }
