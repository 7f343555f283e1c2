"""Trained networks as they are used: probabilities, members, temperature, loading."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from trainer.errors import InklingError
from trainer.models.architectures import build
from trainer.models.serving import answers_of, divide_logits, load_network, serving_model
from trainer.recipes import LINEAR, RECIPES, Recipe
from trainer.run import Run

GRIDS = np.random.default_rng(0).random((8, 28, 28, 1), np.float32)


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_serving_model_answers_probabilities(recipe: Recipe) -> None:
    answers = answers_of(serving_model(build(recipe.architecture)), GRIDS)
    assert answers.shape == (8, recipe.answers)
    assert np.allclose(answers.sum(axis=1), 1, atol=1e-5)


def test_members_are_averaged() -> None:
    model = build("inkling")
    members = answers_of(model, GRIDS)
    assert members.shape == (8, 2, 11)
    assert np.allclose(answers_of(serving_model(model), GRIDS), members.mean(axis=1), atol=1e-6)


def test_for_sigmoids_stands_the_softmax_of_their_logits_which_the_loss_trained() -> None:
    """Keras' own loss says so: its value is that of the softmax, and not that of the sigmoids divided by their sum."""
    model = build("linear")
    sigmoids = answers_of(model, GRIDS).astype(np.float64)
    odds = sigmoids / (1 - sigmoids)
    labels = np.arange(8) % 10
    model.compile(loss=LINEAR.loss)
    loss = model.evaluate(GRIDS, labels, verbose=0)
    found = answers_of(serving_model(model), GRIDS)
    assert np.allclose(found, odds / odds.sum(axis=1, keepdims=True), atol=1e-5)
    assert -np.log(found[np.arange(8), labels]).mean() == pytest.approx(loss, rel=1e-4)


@pytest.mark.parametrize("architecture", ["inkling", "convnet"])
def test_a_temperature_softens_every_member(architecture: str) -> None:
    model = build(architecture)
    before = answers_of(model, GRIDS)
    divide_logits(model, 2.0)
    after = answers_of(model, GRIDS)
    halved = np.sqrt(before) / np.sqrt(before).sum(axis=-1, keepdims=True)
    assert np.allclose(after, halved, atol=1e-5)


def test_a_model_file_that_cannot_be_read_is_named(run: Run) -> None:
    (run.path / "model.keras").write_bytes(b"no model")
    run.record("fit", [run.path / "model.keras"], recipe=run.manifest["fit"]["recipe"])
    with pytest.raises(InklingError, match=r"model\.keras cannot be loaded .*; fit the run again"):
        load_network(run)


def test_a_temperature_for_a_network_without_softmax_is_refused() -> None:
    grid = keras.Input((28, 28, 1))
    network = keras.Model(grid, keras.layers.Dense(10)(keras.layers.Flatten()(grid)), name="bare")
    with pytest.raises(InklingError, match=r"bare has no softmax to divide by the temperature 0\.8"):
        serving_model(network, 0.8)
