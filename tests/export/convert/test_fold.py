"""Folding: a network of standard layers that answers as the one with batch norms, members and operations of its own."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from keras import layers, ops

from export.convert.fold import plain_model
from trainer.errors import InklingError
from trainer.models.architectures import ARCHITECTURES, build
from trainer.models.layers import FusedBatchNorm, convolution, grid_input, layout_pooling, softmax
from trainer.models.serving import serving_model

GRIDS = np.random.default_rng(0).random((8, 28, 28, 1), np.float32)


def trained(model: Any) -> Any:
    """Gives every batch norm other numbers than those it starts with, as training does."""
    random = np.random.default_rng(1)
    for layer in model.layers:
        if isinstance(layer, (FusedBatchNorm, layers.BatchNormalization)):
            layer.set_weights([random.uniform(0.5, 1.5, vector.shape) for vector in layer.get_weights()])
    return model


def answers(model: Any) -> Any:
    return model.predict(GRIDS, verbose=0)


@pytest.mark.parametrize("norm", [FusedBatchNorm, layers.BatchNormalization])
def test_a_tiny_network_with_a_batch_norm_answers_the_same_when_it_is_folded(norm: Any) -> None:
    grid = grid_input()
    x = layers.Conv2D(3, 3)(grid)  # with a bias of its own
    x = layers.ReLU()(norm()(x))
    network = trained(keras.Model(grid, softmax(layout_pooling(convolution(x, 4, norm)))))
    network.layers[1].set_weights([network.layers[1].get_weights()[0], np.array([1.0, -2.0, 3.0])])
    plain = plain_model(serving_model(network))
    np.testing.assert_allclose(answers(plain), answers(network), atol=1e-6)
    assert not [layer for layer in plain.layers if isinstance(layer, (FusedBatchNorm, layers.BatchNormalization))]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_architecture_becomes_standard_layers_and_answers_the_same(architecture: str) -> None:
    model = serving_model(trained(build(architecture)), temperature=0.8)
    plain = plain_model(model)
    np.testing.assert_allclose(answers(plain), answers(model), atol=2e-6)
    assert {type(operation).__module__.partition(".")[0] for operation in plain.operations} == {"keras"}
    assert all(isinstance(operation, layers.Layer) and not isinstance(operation, keras.Model) for operation in plain.operations)


def test_the_network_that_was_folded_stays_as_it_was() -> None:
    network = trained(build("inkling"))
    before, weights = answers(network), network.get_weights()
    plain_model(serving_model(network))
    assert np.array_equal(before, answers(network))
    assert all(map(np.array_equal, weights, network.get_weights()))


@pytest.mark.parametrize("wrong", ["after pooling", "after an activation", "read twice"])
def test_a_batch_norm_that_cannot_be_folded_is_named(wrong: str) -> None:
    grid = grid_input()
    x = layers.Conv2D(3, 3, activation="relu" if wrong == "after an activation" else None)(grid)
    x = layers.MaxPooling2D(2)(x) if wrong == "after pooling" else x
    y = FusedBatchNorm(name="the_norm")(x)
    y = layers.Add()([x, y]) if wrong == "read twice" else y
    with pytest.raises(InklingError, match="The batch norm the_norm cannot be folded; put it right after a convolution"):
        plain_model(keras.Model(grid, softmax(layers.GlobalAveragePooling2D()(y))))


class OwnLayer(layers.Layer):  # type: ignore[misc]
    """A layer that Keras does not bring."""

    def call(self, x: Any) -> Any:
        return x


@pytest.mark.parametrize(
    ("part", "sentence"), [(ops.sin, "The operation 'Sin' has no standard layer"), (OwnLayer(), "'OwnLayer' is not one of Keras")]
)
def test_what_no_rule_knows_is_named(part: Any, sentence: str) -> None:
    grid = grid_input()
    with pytest.raises(InklingError, match=sentence):
        plain_model(keras.Model(grid, softmax(ops.reshape(part(grid), (-1, 784)))))
