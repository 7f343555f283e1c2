"""Model cards for Hugging Face: front matter that programs read, every part of its template, the published numbers and no others."""

from __future__ import annotations

import dataclasses
import re

import jsonschema
import pytest
import yaml

from export.cards import huggingface
from export.catalogue import Published
from tests.conftest import ROOT
from tests.test_published import PUBLISHED
from trainer.errors import InklingError
from trainer.run import read_json

CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))

PARTS = ("Model details", "Uses", "Get started", "Training", "Evaluation", "Bias, risks and limitations", "Citation")
"""What Hugging Face's template asks for."""

every_model = pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.name)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(read_json(huggingface.SCHEMA))


@every_model
def test_a_program_reads_the_licence_the_data_sets_and_the_published_accuracy(model: Published) -> None:
    front = huggingface.check(huggingface.card(model, CITATION))
    (index,) = front["model-index"]
    results = {result["dataset"]["type"]: result["metrics"][0]["value"] for result in index["results"]}
    assert (front["license"], front["datasets"], index["name"]) == ("mit", ["ylecun/mnist"], model.words["title"])
    assert results["ylecun/mnist"] == model.metrics["accuracy"]
    assert ("pendigits" in results) == (model.drawn is not None)


@every_model
def test_a_card_has_every_part_and_no_link_that_leads_nowhere(model: Published) -> None:
    card = huggingface.card(model, CITATION)
    assert [part for part in PARTS if f"\n## {part}\n" not in card] == []
    assert not re.search(r"\]\((?!https?:)", card)
    assert "{{" not in card.replace("author = {{", "")


@every_model
def test_a_card_says_whose_hands_and_how_far_apart_writers_are(model: Published) -> None:
    card = huggingface.card(model, CITATION)
    assert "census workers and high-school students" in card
    assert model.drawn is not None and model.drawn["per_writer"]
    assert f"Of {len(model.drawn['per_writer'])} people" in card


def test_what_was_not_measured_is_left_out() -> None:
    bare = dataclasses.replace(PUBLISHED[0], strokes=None, corruptions=None)
    front = huggingface.check(huggingface.card(bare, CITATION))
    assert [result["dataset"]["name"] for result in front["model-index"][0]["results"]] == ["MNIST"]


def test_a_card_without_front_matter_or_with_a_wrong_one_is_refused() -> None:
    with pytest.raises(InklingError, match="no front matter"):
        huggingface.check("# Inkling\n")
    card = huggingface.card(PUBLISHED[0], CITATION)
    with pytest.raises(InklingError, match=r"'mit' was expected in \$\.license"):
        huggingface.check(card.replace("license: mit", "license: free"))


def test_links_to_pages_become_words_and_others_stay() -> None:
    assert huggingface.without_links("See [the log](../log.md), [DOI](https://doi.org/1).") == "See the log, [DOI](https://doi.org/1)."
