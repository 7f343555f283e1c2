"""The networks and the recipes that name them."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from trainer import recipes
from trainer.models import architectures as models
from trainer.models.architectures import FusedBatchNorm, serving_model
from trainer.recipes import RECIPES, Recipe

GRIDS = np.random.default_rng(0).random((8, 28, 28, 1), np.float32)


@pytest.mark.parametrize("recipe", [*RECIPES, recipes.SPRINT], ids=lambda recipe: recipe.name)
def test_a_recipe_states_its_parameters(recipe: Recipe) -> None:
    assert models.build(recipe.architecture).count_params() == recipe.parameters


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_serving_model_answers_probabilities(recipe: Recipe) -> None:
    answers = serving_model(models.build(recipe.architecture)).predict(GRIDS, verbose=0)
    assert answers.shape == (8, recipe.answers)
    assert np.allclose(answers.sum(axis=1), 1, atol=1e-5)


def multiply_adds(model: keras.Model) -> int:
    """Multiplications of an image's way through the convolutions and the last layer."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
            places = int(np.prod(layer.output.shape[1:-1]))
            total += places * int(np.prod(layer.kernel.shape))
    return total


def test_the_flagship_and_its_sibling_stay_small() -> None:
    assert recipes.FLAGSHIP.parameters <= 100_000
    assert multiply_adds(models.build("inkling")) <= 8_000_000
    assert recipes.INKLING_TINY.parameters <= 10_000


def test_a_recipe_knows_its_own_older_manifests_and_no_others() -> None:
    older = {name: value for name, value in recipes.LINEAR.as_json().items() if name not in ("synthetic", "members")}
    assert recipes.LINEAR.made(older)
    assert recipes.LINEAR.made({**older, "title": "A title", "summary": "", "notes": "corrected", "expected": [0, 1], "seeds": 9})
    assert not recipes.LINEAR.made({**older, "epochs": 99})
    bent = recipes.INKLING.as_json()
    del bent["synthetic"]["pen"]
    assert recipes.INKLING.made(bent)
    assert not recipes.INKLING.made({**bent, "synthetic": None})


def test_recipe_names_are_unique() -> None:
    assert len({recipe.name for recipe in RECIPES}) == len(RECIPES)


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


def test_the_fused_batch_norm_survives_saving(tmp_path: object) -> None:
    model = models.build("inkling")
    model.save(f"{tmp_path}/model.keras")
    again = keras.saving.load_model(f"{tmp_path}/model.keras")
    assert np.array_equal(model.predict(GRIDS, verbose=0), again.predict(GRIDS, verbose=0))


def test_members_are_averaged() -> None:
    model = models.build("inkling")
    members = model.predict(GRIDS, verbose=0)
    assert members.shape == (8, 2, 11)
    assert np.allclose(serving_model(model).predict(GRIDS, verbose=0), members.mean(axis=1), atol=1e-6)


@pytest.mark.parametrize("architecture", ["inkling", "convnet"])
def test_a_temperature_softens_every_member(architecture: str) -> None:
    model = models.build(architecture)
    before = model.predict(GRIDS, verbose=0)
    models.divide_logits(model, 2.0)
    after = model.predict(GRIDS, verbose=0)
    halved = np.sqrt(before) / np.sqrt(before).sum(axis=-1, keepdims=True)
    assert np.allclose(after, halved, atol=1e-5)


def test_the_layout_head_starts_near_an_average() -> None:
    model = models.build("inkling_tiny")
    pooled = next(layer for layer in model.layers if isinstance(layer, keras.layers.DepthwiseConv2D))
    before, after = (keras.Model(model.input, tensor).predict(GRIDS, verbose=0) for tensor in (pooled.input, pooled.output))
    assert after.shape == (8, 1, 1, 16)
    assert np.corrcoef(after.ravel(), before.mean(axis=(1, 2)).ravel())[0, 1] > 0.95
