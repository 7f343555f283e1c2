"""The table of what the models that refuse are to reach: every measured number comes from the published files."""

from __future__ import annotations

import copy
import dataclasses
from pathlib import Path

from export.cards.context import of_models
from export.cards.render import render
from export.catalogue import Published, read_published

MODELS = Path(__file__).parents[3] / "docs" / "models"


def rows(published: list[Published]) -> dict[str, list[str]]:
    """Returns the cells of each row of the table, by what it is about."""
    page = render("models", **of_models(published))
    part = page.partition("{ #goals }")[2].partition("\n## ")[0]
    lines = [line.strip("| \n").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return {cells[0].replace("`", ""): cells[1:] for cells in lines}


def flagship() -> Published:
    return copy.deepcopy(next(model for model in read_published(MODELS) if model.name == "inkling"))


def test_each_row_shows_what_the_published_files_hold() -> None:
    model = flagship()
    assert model.strokes
    assert model.seeds
    model.seeds["drawn"]["pendigits-orig.tes"] |= {"mean": 0.23456, "seeds": 4}
    model.strokes["digits"]["pendigits-orig.tes"] |= {"accuracy": 0.12345, "confident_wrong": 0.04321}
    model.strokes["digits"]["unipen-digits-dev.json"]["verdicts"]["not a digit"] = 0.321
    model.strokes["non_digits"]["unipen-others-dev.json"]["without_look_alikes"]["verdicts"]["digit"] = 0.234
    model.strokes["non_digits"]["omniglot-small1-strokes.json"]["against"]["pendigits-orig.tes"]["auroc"] = 0.111
    model.manifest["fit"]["seconds"] = 61.0
    found = rows([model])
    assert found["pendigits-orig.tes (test) right"][0] == "12.35 %"
    assert found["wrong there with p > 0.9"][0] == "4.32 %"
    assert found["real digits refused there, and on pendigits-orig.tes"][0].startswith("32.1 %, ")
    assert found["unipen-others-dev.json without look-alikes, named as a digit"][0] == "23.4 %"
    assert found["AUROC, pendigits-orig.tes and UNIPEN digits against Omniglot"][0].startswith("0.111, ")
    assert found["the same, mean of the seeds"][0] == "23.46 % (4)"
    assert found["one fit, the quickest of the seeds"][0] == "1 min 1 s, 2 cores"


def test_corrupted_images_and_seeds_are_left_out_where_they_were_not_measured() -> None:
    model = dataclasses.replace(flagship(), corruptions=None, seeds=None)
    found = rows([model])
    assert found["MNIST-C, mean error"][0].strip() == ""
    assert found["MNIST, mean of the seeds"][0].endswith("(1)")
    assert "the same, mean of the seeds" not in found


def test_without_a_model_that_refuses_there_is_no_such_table() -> None:
    linear = next(model for model in read_published(MODELS) if model.name == "linear")
    assert "{ #goals }" not in render("models", **of_models([linear]))
