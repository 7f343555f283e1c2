"""Learning-rate schedules, weight decay, and the precision of a fit."""

from __future__ import annotations

import dataclasses

import keras
import numpy as np
import pytest

from trainer import recipes
from trainer.training import optimizer as module
from trainer.training.optimizer import compiled, optimizer, set_precision


def test_one_cycle_rises_for_a_fifth_and_falls_to_nothing() -> None:
    recipe = dataclasses.replace(recipes.INKLING, epochs=10, learning_rate=0.01)
    rate = optimizer(recipe, steps=100)._learning_rate
    assert [float(rate(step)) for step in (0, 100, 200)] == pytest.approx([0.0004, 0.0052, 0.01], rel=1e-4)
    assert float(rate(600)) == pytest.approx(0.005, rel=1e-3)
    assert float(rate(1000)) == pytest.approx(0, abs=1e-8)


def test_kernels_decay_and_nothing_else_does() -> None:
    recipe = dataclasses.replace(recipes.INKLING, weight_decay=0.5, schedule="constant", learning_rate=0.1)
    model = compiled(recipe, steps=1)
    for variable in model.trainable_variables:
        variable.assign(np.ones(variable.shape))
    model.optimizer.apply([np.zeros(variable.shape, np.float32) for variable in model.trainable_variables])
    for variable in model.trainable_variables:
        assert float(np.max(variable)) == pytest.approx(0.95 if variable.name == "kernel" else 1.0), variable.path


@pytest.mark.parametrize(("flags", "computes"), [("sse avx512_bf16", "bfloat16"), ("sse avx2", "float32"), (None, "float32")])
def test_bfloat16_is_used_where_the_processor_has_it(flags: str | None, computes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "cpu_fields", lambda: {} if flags is None else {"flags": flags})
    try:
        assert set_precision(recipes.INKLING) == computes
        assert set_precision(recipes.CONVNET) == "float32"
        assert keras.config.dtype_policy().compute_dtype == "float32"
    finally:
        keras.config.set_dtype_policy("float32")
