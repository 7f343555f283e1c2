"""The networks: their sizes, and the table of their names."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from trainer import recipes
from trainer.errors import InklingError
from trainer.models.architectures import ARCHITECTURES, build
from trainer.recipes import RECIPES, Recipe


@pytest.mark.parametrize("recipe", [*RECIPES, recipes.SPRINT], ids=lambda recipe: recipe.name)
def test_a_recipe_states_its_parameters(recipe: Recipe) -> None:
    assert build(recipe.architecture).count_params() == recipe.parameters


def test_every_architecture_is_that_of_a_recipe_and_its_network_has_its_name() -> None:
    assert set(ARCHITECTURES) == {recipe.architecture for recipe in (*RECIPES, recipes.SPRINT)}
    assert all(build(name).name == name for name in ARCHITECTURES)


def test_an_unknown_architecture_is_told_in_a_sentence() -> None:
    with pytest.raises(InklingError, match="There is no architecture 'mlp'; choose one of: linear,"):
        build("mlp")


def multiply_adds(model: keras.Model) -> int:
    """Multiplications that one image takes in the convolutions and the last layer."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense | keras.layers.Conv2D | keras.layers.DepthwiseConv2D):
            positions = int(np.prod(layer.output.shape[1:-1]))
            total += positions * int(np.prod(layer.kernel.shape))
    return total


def test_the_flagship_and_its_small_version_stay_small() -> None:
    assert recipes.FLAGSHIP.parameters <= 100_000
    assert multiply_adds(build("inkling")) <= 8_000_000
    assert recipes.INKLING_TINY.parameters <= 10_000
