"""Weights of one byte: what equalising and correcting biases changes, and what it must not."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

from export.convert import quantize
from export.convert.fold import plain_model
from trainer.models.architectures import ARCHITECTURES, build
from trainer.models.layers import grid_input, layout_pooling, softmax
from trainer.models.serving import serving_model

GRIDS = np.random.default_rng(0).random((64, 28, 28, 1), np.float32)


def answers(model: Any) -> Any:
    return model.predict(GRIDS, verbose=0)


def uneven() -> Any:
    """A network whose channels have weights of very different sizes, as folded batch norms leave them."""
    random = np.random.default_rng(1)
    grid = grid_input()
    x = layers.MaxPooling2D(2)(layers.ReLU()(layers.Conv2D(6, 3, name="first")(grid)))
    x = layers.Conv2D(8, 3, activation="relu", name="second")(x)
    model = keras.Model(grid, softmax(layout_pooling(x)))
    plain = plain_model(serving_model(model))
    for name in ("first", "second"):
        kernel, bias = plain.get_layer(name).get_weights()
        sizes = np.logspace(-2, 1, kernel.shape[-1]).astype(np.float32)
        plain.get_layer(name).set_weights([kernel * sizes, random.normal(0, 0.1, bias.shape)])
    return plain


def rounded_as_it_is(plain: Any) -> Any:
    model = keras.models.clone_model(plain)
    for layer, given in zip(model.layers, plain.layers, strict=True):
        layer.set_weights([quantize._round(one) if one.ndim > 1 else one for one in given.get_weights()])
    return model


def test_equalising_changes_no_answer_and_makes_the_ranges_of_a_pair_equal() -> None:
    plain = uneven()
    equal = keras.models.clone_model(plain)
    equal.set_weights(plain.get_weights())
    quantize._equalize(equal)
    np.testing.assert_allclose(answers(equal), answers(plain), atol=1e-5)
    first, second = (np.abs(equal.get_layer(name).get_weights()[0]) for name in ("first", "second"))
    np.testing.assert_allclose(first.max(axis=(0, 1, 2)), second.max(axis=(0, 1, 3)), rtol=1e-3)


def test_the_pairs_are_layers_between_which_a_factor_passes() -> None:
    names = [(first.name, second.name) for first, second in quantize._pairs(uneven())]
    assert len(names) == 3
    assert names[0] == ("first", "second")
    assert names[1][0] == "second"
    assert names[1][1] == names[2][0]  # the pooling by learned weights


def test_no_pair_reaches_across_two_readers_or_a_flattening() -> None:
    grid = grid_input()
    x = layers.Conv2D(2, 3, activation="relu")(grid)
    y = layers.Concatenate()([layers.Conv2D(2, 3)(x), layers.Conv2D(2, 3)(x)])
    network = keras.Model(grid, softmax(layers.Reshape((24 * 24 * 4,))(y)))
    assert list(quantize._pairs(network)) == []


def test_every_kernel_is_made_of_256_values_and_the_model_given_stays_as_it_was() -> None:
    plain = uneven()
    before = plain.get_weights()
    made = quantize.quantized(plain, GRIDS)
    kernels = [one for one in made.get_weights() if one.ndim > 1]
    assert kernels
    assert all(len(np.unique(kernel)) <= 256 for kernel in kernels)
    assert all(map(np.array_equal, before, plain.get_weights()))


def test_it_is_much_closer_than_rounding_alone() -> None:
    plain = uneven()
    rounded = np.abs(answers(rounded_as_it_is(plain)) - answers(plain)).max()
    assert np.abs(answers(quantize.quantized(plain, GRIDS)) - answers(plain)).max() < rounded / 3


def test_every_channel_has_the_mean_that_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quantize, "ROUNDS", 0)
    plain = uneven()
    made = quantize.quantized(plain, GRIDS)
    for name in ("first", "second"):
        exact = quantize._mean_before_activation(plain, plain.get_layer(name), GRIDS)
        np.testing.assert_allclose(quantize._mean_before_activation(made, made.get_layer(name), GRIDS), exact, atol=1e-4)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_architecture_can_be_quantized(architecture: str) -> None:
    plain = plain_model(serving_model(build(architecture)))
    np.testing.assert_allclose(answers(quantize.quantized(plain, GRIDS)), answers(plain), atol=0.02)
