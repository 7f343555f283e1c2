"""The fast batch norm and the blocks of layers."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import keras
import numpy as np
import pytest

from trainer.models.architectures import build
from trainer.models.layers import FusedBatchNorm, convolution, grid_input

GRIDS = np.random.default_rng(0).random((8, 28, 28, 1), np.float32)


@pytest.mark.parametrize("training", [True, False])
def test_the_fused_batch_norm_is_a_batch_norm(training: bool) -> None:
    x = np.random.default_rng(1).normal(3, 2, (16, 7, 7, 5)).astype(np.float32)
    fused, stock = FusedBatchNorm(momentum=0.9), keras.layers.BatchNormalization(momentum=0.9)
    for layer in (fused, stock):
        layer(x, training=True)
    ours, theirs = fused(x, training=training), stock(x, training=training)
    assert np.allclose(ours, theirs, atol=2e-3)
    assert np.allclose(fused.moving_mean, stock.moving_mean, atol=1e-5)
    # The fused kernel keeps the unbiased variance, n / (n - 1) of the one that Keras keeps.
    assert np.allclose(fused.moving_variance, stock.moving_variance, rtol=2e-3)


def test_the_fused_batch_norm_survives_saving(tmp_path: Path) -> None:
    model = build("inkling")
    model.save(tmp_path / "model.keras")
    again = keras.saving.load_model(tmp_path / "model.keras")
    assert np.array_equal(model.predict(GRIDS, verbose=0), again.predict(GRIDS, verbose=0))


def test_a_model_that_was_saved_when_the_layer_lived_elsewhere_still_loads(tmp_path: Path) -> None:
    model = build("inkling_tiny")
    model.save(tmp_path / "new.keras")
    with zipfile.ZipFile(tmp_path / "new.keras") as new, zipfile.ZipFile(tmp_path / "old.keras", "w") as old:
        for name in new.namelist():
            content = new.read(name)
            if name == "config.json":
                assert '"registered_name": "inkling>FusedBatchNorm"' in content.decode()
                content = content.replace(b"trainer.models.layers", b"trainer.models")
                json.loads(content)
            old.writestr(name, content)
    again = keras.saving.load_model(tmp_path / "old.keras", compile=False)
    assert np.array_equal(model.predict(GRIDS, verbose=0), again.predict(GRIDS, verbose=0))


def test_a_convolution_keeps_the_size_and_is_never_negative() -> None:
    grid = grid_input()
    answer = keras.Model(grid, convolution(grid, 3)).predict(GRIDS, verbose=0)
    assert answer.shape == (8, 28, 28, 3)
    assert answer.min() == 0


def test_layout_pooling_starts_near_an_average() -> None:
    model = build("inkling_tiny")
    pooled = next(layer for layer in model.layers if isinstance(layer, keras.layers.DepthwiseConv2D))
    before, after = (keras.Model(model.input, tensor).predict(GRIDS, verbose=0) for tensor in (pooled.input, pooled.output))
    assert after.shape == (8, 1, 1, 15)
    assert np.corrcoef(after.ravel(), before.mean(axis=(1, 2)).ravel())[0, 1] > 0.95
