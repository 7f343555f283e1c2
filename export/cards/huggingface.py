"""The card of a model as Hugging Face reads it: front matter that programs read, and the parts that its template asks for.

Reads what is published; a release packs what ``card`` returns as ``README.md`` beside the model's files. The words are in
``templates/huggingface.md.j2``; ``huggingface.schema.json`` is the JSON Schema of the front matter, to which a test and the release hold it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from export.cards import context
from export.cards.render import render
from export.catalogue import Published
from trainer.errors import InklingError
from trainer.run import read_json

SCHEMA = Path(__file__).with_name("huggingface.schema.json")
"""What the front matter has to be."""

MNIST = "ylecun/mnist"
"""The name of MNIST on Hugging Face."""

LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)")
"""A link to a page of the site, which leads nowhere from a file that was taken along."""


def card(model: Published, citation: Mapping[str, Any]) -> str:
    """Returns the card, front matter included.

    Args:
        model: The published model.
        citation: ``CITATION.cff``, read.
    """
    front = yaml.safe_dump(front_matter(model), sort_keys=False, allow_unicode=True, width=1000)
    numbers = context.of_model(model)
    body = render("huggingface", **numbers, citation=citation, digits=_extremes(model), writers=_writers(model.drawn))
    return f"---\n{front}---\n\n{without_links(body)}"


def front_matter(model: Published) -> dict[str, Any]:
    """Returns what programs read: licence, data sets, metrics, and the published results as a ``model-index``."""
    return {
        "license": "mit",
        "library_name": "keras",
        "pipeline_tag": "image-classification",
        "tags": ["mnist", "handwritten-digits", "keras", "onnx", "tflite", "tfjs"],
        "datasets": [MNIST],
        "metrics": ["accuracy"],
        "model-index": [{"name": model.words["title"], "results": _results(model)}],
    }


def check(text: str) -> dict[str, Any]:
    """Reads a card as a program would, and returns its front matter.

    Raises:
        InklingError: It has none, or it is not what its schema says.
    """
    parts = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    if parts is None:
        raise InklingError("The card has no front matter between two lines of ---.")
    front: dict[str, Any] = yaml.safe_load(parts[1])
    try:
        jsonschema.validate(front, read_json(SCHEMA))
    except jsonschema.ValidationError as error:
        raise InklingError(f"The card's front matter is not what Hugging Face reads: {error.message} in {error.json_path}.") from error
    return front


def without_links(text: str) -> str:
    """Returns Markdown whose links to pages of the site are plain words."""
    return LINK.sub(r"\1", text)


def _results(model: Published) -> list[dict[str, Any]]:
    """The published results: test images, test writers, corrupted test images; what was not measured is not there."""
    found = [_result("MNIST", MNIST, model.metrics["accuracy"], "Accuracy", split="test")]
    if model.drawn:
        found.append(_result(model.drawn["title"], "pendigits", model.drawn["accuracy"], "Accuracy on drawings", split="test"))
    if model.corruptions:
        right = 1 - model.corruptions["mean_error"]
        found.append(_result("MNIST-C, computed again", "mnist-c", right, "Mean accuracy over fifteen corruptions", split="test"))
    return found


def _result(title: str, dataset: str, accuracy: float, name: str, split: str) -> dict[str, Any]:
    return {
        "task": {"type": "image-classification", "name": "Image classification"},
        "dataset": {"type": dataset, "name": title, "split": split},
        "metrics": [{"type": "accuracy", "value": round(accuracy, 5), "name": name}],
    }


def _extremes(model: Published) -> dict[str, Any]:
    """The digit that is read best and the one that is read worst, of the test images."""
    rows = sorted(model.metrics["per_digit"], key=lambda row: row["recall"])
    return {"worst": rows[0], "best": rows[-1]}


def _writers(drawn: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """How many test writers there are, and the accuracy on the worst and the best of them; None where nobody measured it."""
    if not drawn or not drawn.get("per_writer"):
        return None
    shares = sorted(1 - writer["errors"] / writer["images"] for writer in drawn["per_writer"])
    return {"number": len(shares), "worst": shares[0], "best": shares[-1]}
