"""A recipe -> its network, compiled: optimiser, learning-rate schedule, and the precision that it computes in."""

from __future__ import annotations

from typing import Any

import keras

from trainer.models.architectures import build
from trainer.provenance import cpu_fields
from trainer.recipes import Recipe

BFLOAT16_FLAGS = {"avx512_bf16", "amx_bf16", "bf16"}
"""Flags in /proc/cpuinfo of processors that compute in bfloat16."""


def set_precision(recipe: Recipe) -> str:
    """Sets what Keras computes in, and returns its name.

    bfloat16 only where the processor supports it: emulated, it is many times slower than float32.
    """
    flags = (cpu_fields().get("flags") or cpu_fields().get("Features") or "").split()
    native = bool(BFLOAT16_FLAGS & set(flags))
    keras.config.set_dtype_policy("mixed_bfloat16" if recipe.bfloat16 and native else "float32")
    return "bfloat16" if recipe.bfloat16 and native else "float32"


def compiled(recipe: Recipe, steps: int, model: keras.Model | None = None) -> keras.Model:
    """Builds a recipe's network, or takes the given one, and compiles it for ``steps`` optimiser steps an epoch."""
    model = model or build(recipe.architecture)
    # XLA on a CPU trains these networks several times slower, so it is off whatever Keras would choose.
    model.compile(optimizer(recipe, steps), recipe.loss, metrics=["accuracy"], jit_compile=False)
    model.optimizer.build(model.trainable_variables)
    return model


def optimizer(recipe: Recipe, steps: int) -> keras.optimizers.Optimizer:
    """Builds a recipe's optimiser with its learning-rate schedule, for ``steps`` optimiser steps an epoch.

    Sources: Kingma and Ba, "Adam", 2015; Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019; Smith and Topin,
    "Super-Convergence", 2018, for the one-cycle schedule.
    """
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
