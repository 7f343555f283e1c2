"""Fits a recipe: recipe + seed -> a run with ``model.keras`` and ``history.json``.

Reads MNIST, writes ``runs/RECIPE-sSEED/``. Command: ``python -m trainer fit RECIPE``.

The state of an unfinished fit is kept in the run after every epoch (``partial.npz``), so that an interrupted one resumes as if
nothing had happened: same seed and same machine, same weights, interrupted or not.
"""

from __future__ import annotations

import io
import json
import math
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from trainer.data import mnist as dataset
from trainer.data.augment import bend, strength
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.models import architectures as models
from trainer.recipes import Recipe
from trainer.run import Run, cpu_fields, git_commit, hardware, to_json, write_atomically
from trainer.synthetic.render import draw_pools

History = dict[str, list[float]]
"""Keras metric name -> one number per epoch."""

UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile)
"""What reading a state raises that is cut, altered, or of another network."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to fit, beside the recipe."""

    seed: int = 0
    """Seed of the initial weights, the order of the images, the transforms and dropout."""
    resume: bool = False
    """Go on after the last epoch that an interrupted fit finished."""
    force: bool = False
    """Replace a finished run, or throw away an unfinished one."""
    tensorboard: bool = False
    """Write TensorBoard logs to the run's ``tensorboard/``."""


def fit(recipe: Recipe, data: Mnist, root: Path, options: Options = Options(), say: Callable[[str], None] = print) -> Run:
    """Fits a recipe and records the run.

    Args:
        recipe: What to train.
        data: MNIST; only its training images are looked at.
        root: The folder that holds the runs.
        options: Seed, resuming, overwriting.
        say: Called with one line of news at a time.

    Returns:
        The run ``root/RECIPE-sSEED``, its ``fit`` entry recorded.

    Raises:
        InklingError: The run is finished already, or unfinished and neither ``resume`` nor ``force`` is given,
            or its state was left by another recipe or is damaged.
    """
    run = Run(root / f"{recipe.name}-s{options.seed}")
    _refuse_to_overwrite(run, options)
    computes = set_precision(recipe)
    keras.utils.clear_session()  # layers are numbered from 1 whatever was built before: the same run, the same files
    keras.utils.set_random_seed(options.seed)
    tf.config.experimental.enable_op_determinism()
    images, labels = data.fit_split if recipe.holdout else (data.train_images, data.train_labels)
    pool = draw_pools(recipe.synthetic, options.seed) if recipe.synthetic else []
    steps = steps_per_epoch(recipe, images)
    model = compiled(recipe, steps)
    state = State(run.path / "partial.npz", recipe, model)
    if options.resume:
        state.restore()
    say(
        f"{recipe.name}: {model.count_params():,} parameters, {recipe.epochs} epochs of {images_per_epoch(recipe, images):,} images, {computes}."
    )
    model.fit(
        training_batches(recipe, images, labels, options.seed, state.epoch, pool),
        validation_data=_validation(recipe, data),
        steps_per_epoch=steps,
        epochs=recipe.epochs,
        initial_epoch=state.epoch,
        callbacks=[state.callback(say), *_tensorboard(run, options)],
        shuffle=False,  # the batches come shuffled
        verbose=1 if sys.stdout.isatty() else 2,
    )
    _finish(run, recipe, state, computes, options)
    return run


def compiled(recipe: Recipe, steps: int, model: keras.Model | None = None) -> keras.Model:
    """Builds a recipe's network, or takes the given one, and compiles it, ``steps`` optimiser steps an epoch."""
    model = model or models.build(recipe.architecture)
    # XLA on a CPU trains these networks several times slower, so it is off whatever Keras would choose.
    model.compile(optimizer(recipe, steps), recipe.loss, metrics=["accuracy"], jit_compile=False)
    model.optimizer.build(model.trainable_variables)
    return model


def optimizer(recipe: Recipe, steps: int) -> keras.optimizers.Optimizer:
    """Builds a recipe's optimiser with its learning-rate schedule."""
    rate: Any = recipe.learning_rate
    if recipe.schedule == "onecycle":
        warm_up = recipe.epochs * steps // 5
        rate = keras.optimizers.schedules.CosineDecay(
            initial_learning_rate=recipe.learning_rate / 25,
            warmup_target=recipe.learning_rate,
            warmup_steps=warm_up,
            decay_steps=recipe.epochs * steps - warm_up,
        )
    if recipe.optimizer == "adam":
        return keras.optimizers.Adam(rate)
    result = keras.optimizers.AdamW(rate, weight_decay=recipe.weight_decay)
    result.exclude_from_weight_decay(var_names=["bias", "beta", "gamma"])
    return result


def images_per_epoch(recipe: Recipe, images: dataset.Array) -> int:
    """Training images of an epoch: these of MNIST, and the synthetic ones."""
    return len(images) + (recipe.synthetic.digits + recipe.synthetic.negatives if recipe.synthetic else 0)


def steps_per_epoch(recipe: Recipe, images: dataset.Array) -> int:
    """Optimiser steps that an epoch over these images takes; the last batch may be a small one."""
    return math.ceil(images_per_epoch(recipe, images) / recipe.batch)


def targets(recipe: Recipe, labels: dataset.Array) -> np.ndarray[Any, Any]:
    """Labels as the recipe's loss wants them: int32 ``(n,)``, or one-hot float32 ``(n, answers)``, with members ``(n, members, answers)``."""
    if recipe.loss == "sparse_categorical_crossentropy":
        return labels.astype(np.int32)
    one_hot = np.eye(recipe.answers, dtype=np.float32)[labels]
    return np.repeat(one_hot[:, None], recipe.members, axis=1) if recipe.members > 1 else one_hot


def training_batches(
    recipe: Recipe,
    images: dataset.Array,
    labels: dataset.Array,
    seed: int,
    epoch: int,
    pool: Sequence[tuple[dataset.Array, dataset.Array]] = (),
) -> tf.data.Dataset:
    """Batches from the given epoch to the last one: ``(grids (batch, 28, 28, 1), targets)``.

    The order of an epoch and its transforms depend on the seed and the epoch alone, so that a resumed fit sees what an
    uninterrupted one would have seen. Images stay uint8 in memory until their batch is due. Each epoch takes the next sheet of the pool.
    """
    known, sheet = len(images), len(pool[0][1]) if pool else 0
    steps = math.ceil((known + sheet) / recipe.batch)
    total = steps * recipe.epochs
    pixels = tf.constant(np.concatenate([images, *(drawn for drawn, _ in pool)])[..., None])
    answers = tf.constant(targets(recipe, np.concatenate([labels, *(drawn for _, drawn in pool)])))

    def one_epoch(epoch: tf.Tensor) -> tf.data.Dataset:
        first = tf.cast(epoch % max(len(pool), 1), tf.int32) * sheet + known
        everything = tf.concat([tf.range(known), tf.range(first, first + sheet)], axis=0)
        order = tf.random.experimental.stateless_shuffle(everything, seed=tf.stack([tf.cast(seed, tf.int64), epoch]))
        return tf.data.Dataset.from_tensor_slices(order).batch(recipe.batch)

    def batch(indices: tf.Tensor, number: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        chosen = tf.gather(pixels, indices)
        if recipe.augment:
            share = strength(tf.cast(number, tf.float32) / total, recipe.augment.settle)
            grids = bend(chosen, recipe.augment, tf.stack([tf.cast(seed, tf.int64), number]), share)
        else:
            grids = tf.cast(chosen, tf.float32) / 255
        return grids, tf.gather(answers, indices)

    # Numbered from the first epoch on: a batch's number seeds its transforms.
    first = epoch * steps
    order = tf.data.Dataset.range(epoch, recipe.epochs).flat_map(one_epoch)
    numbered = tf.data.Dataset.zip(order, tf.data.Dataset.counter(first))
    return without_autotune(numbered.map(batch, num_parallel_calls=2, deterministic=True).prefetch(4))


def without_autotune(batches: tf.data.Dataset) -> tf.data.Dataset:
    """Turns off tf.data's tuning thread: it is not needed here, and each iterator waits seconds for it when it ends."""
    options = tf.data.Options()
    options.autotune.enabled = False
    return batches.with_options(options)


class State:
    """What an unfinished fit needs to go on: every variable of the model and its optimiser, and the history so far."""

    def __init__(self, path: Path, recipe: Recipe, model: keras.Model) -> None:
        self.path = path
        self.recipe = recipe
        self.model = model
        self.epoch = 0
        self.seconds = 0.0
        self.history: History = {}

    def variables(self) -> list[Any]:
        """All that changes while fitting, the seeds of dropout among it."""
        return [*self.model.variables, *self.model.optimizer.variables]

    def restore(self) -> None:
        """Reads the state back; without a state file the fit starts at the first epoch.

        Raises:
            InklingError: The file is damaged, or another recipe left it.
        """
        if not self.path.exists():
            return
        if not resumable(self.path, self.recipe):
            raise InklingError(f"{self.path} is damaged, or was left by another version of this recipe; start over with --force.")
        try:
            with self.path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                about = json.loads(str(arrays["about"]))
                for index, variable in enumerate(self.variables()):
                    variable.assign(arrays[f"v{index}"])
            self.epoch, self.seconds, self.history = about["epoch"], about["seconds"], about["history"]
        except UNREADABLE:
            raise InklingError(f"{self.path} is damaged, or was left by another network; start over with --force.") from None

    def save(self) -> None:
        """Writes the state, atomically."""
        about = {"recipe": self.recipe.as_json(), "epoch": self.epoch, "seconds": self.seconds, "history": self.history}
        arrays = {f"v{index}": np.asarray(variable) for index, variable in enumerate(self.variables())}
        buffer = io.BytesIO()
        np.savez(buffer, about=np.array(json.dumps(about)), **arrays)
        write_atomically(self.path, buffer.getvalue())

    def callback(self, say: Callable[[str], None]) -> keras.callbacks.Callback:
        """Returns the callback that saves the state after every epoch and, once, says how long the rest will take."""
        started = time.monotonic() - self.seconds

        def after_epoch(epoch: int, logs: dict[str, float]) -> None:
            self.epoch, self.seconds = epoch + 1, round(time.monotonic() - started, 1)
            for name, value in logs.items():
                self.history.setdefault(name, []).append(float(value))
            self.save()
            left = self.recipe.epochs - self.epoch
            if self.epoch == 1 and left:
                rest = left * self.seconds
                say(f"About {math.ceil(rest / 60)} min to go." if rest > 90 else f"About {math.ceil(rest)} s to go.")

        return keras.callbacks.LambdaCallback(on_epoch_end=after_epoch)


def resumable(state: Path, recipe: Recipe) -> bool:
    """Tells whether the state of an interrupted fit is intact and was left by this very recipe."""
    try:
        with state.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return recipe.made(json.loads(str(arrays["about"]))["recipe"])
    except UNREADABLE:
        return False


def _validation(recipe: Recipe, data: Mnist) -> tf.data.Dataset | None:
    """The validation images in batches, as the network reads them; None when the recipe trains on them."""
    if not recipe.holdout:
        return None
    images, labels = data.validation_split
    return without_autotune(tf.data.Dataset.from_tensor_slices((dataset.to_grids(images), targets(recipe, labels))).batch(1000))


def _refuse_to_overwrite(run: Run, options: Options) -> None:
    """An interrupted fit is resumed, thrown away or refused; a finished one is replaced or refused."""
    interrupted = run.path / "partial.npz"
    if interrupted.exists():
        if options.force and not options.resume:
            interrupted.unlink()
        elif not options.resume:
            raise InklingError(f"{run.path} holds an interrupted fit; go on with --resume, or start over with --force.")
    elif "fit" in run.manifest and not options.force:
        raise InklingError(f"{run.path} is finished already; fit it again with --force, or choose another --seed.")


def set_precision(recipe: Recipe) -> str:
    """Sets what Keras computes in and returns its name. bfloat16 only where the processor has it: emulated, it crawls."""
    flags = (cpu_fields().get("flags") or cpu_fields().get("Features") or "").split()
    native = bool({"avx512_bf16", "amx_bf16", "bf16"} & set(flags))
    keras.config.set_dtype_policy("mixed_bfloat16" if recipe.bfloat16 and native else "float32")
    return "bfloat16" if recipe.bfloat16 and native else "float32"


def _tensorboard(run: Run, options: Options) -> list[keras.callbacks.Callback]:
    return [keras.callbacks.TensorBoard(run.path / "tensorboard")] if options.tensorboard else []


def _finish(run: Run, recipe: Recipe, state: State, computes: str, options: Options) -> None:
    """Saves the model in float32, records the step, and drops the state."""
    weights = state.model.get_weights()
    keras.utils.clear_session()
    keras.config.set_dtype_policy("float32")
    model = models.build(recipe.architecture)
    model.set_weights(weights)
    half_written = run.path / ".model.tmp.keras"
    model.save(half_written)
    half_written.replace(run.path / "model.keras")
    write_atomically(run.path / "history.json", to_json(state.history))
    run.record(
        "fit",
        [run.path / "model.keras", run.path / "history.json"],
        recipe=recipe.as_json(),
        seed=options.seed,
        parameters=model.count_params(),
        data=dataset.SHA256,
        computes=computes,
        seconds=state.seconds,
        hardware=hardware(),
        packages={name: version(name) for name in ("tensorflow", "keras", "numpy")},
        commit=git_commit(),
    )
    state.path.unlink(missing_ok=True)
