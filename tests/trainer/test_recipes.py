"""Recipes: their names, and which of them train the same weights."""

from __future__ import annotations

import dataclasses

import pytest

from trainer import recipes
from trainer.errors import InklingError
from trainer.recipes import FLAGSHIP, RECIPES, find_recipe, same_weights


def test_recipe_names_are_unique_and_found() -> None:
    assert len({recipe.name for recipe in RECIPES}) == len(RECIPES)
    assert all(find_recipe(recipe.name) is recipe for recipe in (*RECIPES, recipes.SPRINT))
    assert FLAGSHIP in RECIPES
    with pytest.raises(InklingError, match="There is no recipe 'x'; choose one of: linear,"):
        find_recipe("x")


def test_a_recipe_knows_its_own_older_manifests_and_no_others() -> None:
    older = {name: value for name, value in recipes.LINEAR.as_json().items() if name not in ("synthetic", "members")}
    assert recipes.LINEAR.made(older)
    assert recipes.LINEAR.made({**older, "title": "A title", "summary": "", "notes": "corrected", "expected": [0, 1], "seeds": 9})
    assert not recipes.LINEAR.made({**older, "epochs": 99})
    without_pen = recipes.INKLING.as_json()
    del without_pen["synthetic"]["pen"]
    assert recipes.INKLING.made(without_pen)
    assert not recipes.INKLING.made({**without_pen, "synthetic": None})


@pytest.mark.parametrize("recipe", [*RECIPES, recipes.SPRINT], ids=lambda recipe: recipe.name)
def test_two_recipes_train_the_same_weights_only_if_they_are_the_same(recipe: recipes.Recipe) -> None:
    others = [other for other in (*RECIPES, recipes.SPRINT) if other is not recipe]
    assert not any(same_weights(recipe.as_json(), other.as_json()) for other in others)


def test_a_network_that_trains_on_negatives_has_eleven_answers() -> None:
    assert recipes.INKLING.answers == 11
    assert recipes.CONVNET.answers == 10
    assert dataclasses.replace(recipes.INKLING, synthetic=recipes.Synthetic(digits=5)).answers == 10
