"""The data sets that models are measured on, and what each may decide.

A file is known by its SHA-256, so that another name does not make a test set a development set. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from trainer.errors import InklingError
from trainer.recipes import VALIDATION
from trainer.run import Run, sha256

Role = Literal["development", "test", "own", "training"]
"""``training``: the run that is measured trained on it, which says nothing about other drawings. ``development``: settings, styles and thresholds are chosen by it. ``test``: it is measured, and decides nothing. ``own``: a file
that this project does not know; whoever brings it knows what was chosen by it."""

Split = Literal["validation", "test"]
"""Images of MNIST: those that were kept out of training to choose by, or the 10,000 test images."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A file of drawings by people."""

    sha256: str
    """Of the file."""
    role: Role
    """What it may decide."""
    title: str
    """What it is, in a few words."""


KNOWN = (
    DataSet(
        "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4",
        "development",
        "Pendigits, training writers: 30 people, one tablet",
    ),
    DataSet(
        "ddb1c19e277a56c7ffe682cc024d6ab73696f9adcc1643ef9ed5aa753007e081",
        "test",
        "Pendigits, test writers: 14 other people, the same tablet",
    ),
    DataSet(
        "e0401d5e6a8867dba9b8b341c17e97be8ffe7ff98c2b0303c53966976647843d",
        "development",
        "UNIPEN digits: ten donors, tablets and pens of their own",
    ),
    DataSet(
        "0f1dbc0acd2bc4200918df9b282e5f21ff845b6c597fea5e3dfe5c2c43882a30",
        "development",
        "UNIPEN letters and signs of many donors",
    ),
    DataSet(
        "b43110d524c5838c9e417e9e5591748408e38da99ecf7c1b072224d75a2954d7",
        "development",
        "Omniglot: characters of five alphabets, drawn with a mouse",
    ),
)
"""The files that the project measures on; ``docs/train/strokes.md`` says where each comes from."""

LOOK_ALIKES = frozenset("OoQDIilLJ|/\\()[]{}'.,-!SszZBbqgy")
"""Letters and signs that can look like a digit. A drawing with such a label is left out where named letters count as mistakes."""


def find(file: Path) -> DataSet:
    """Returns what is known of a file of drawings; an unknown file has the role ``own`` and its name as its title."""
    digest = sha256(file)
    return next((known for known in KNOWN if known.sha256 == digest), DataSet(digest, "own", file.name))


def refuse_test_set(file: Path) -> None:
    """Raises an InklingError where a file is a test set: nothing may be chosen by it."""
    if find(file).role == "test":
        raise InklingError(f"{file} is a test set: it measures a finished model, and nothing is chosen by it; name a development set.")


def trained_on(run: Run, file: Path) -> bool:
    """Tells whether a run was fitted on this very file of drawings."""
    return sha256(file) in {source["sha256"] for source in run.entry("fit").get("own", [])}


def validation_images(recipe: dict[str, Any]) -> int:
    """Returns how many images a recipe kept out of training to choose by, as a manifest holds it; 0 where it trained on all."""
    count: int = recipe.get("validation", VALIDATION) if recipe["holdout"] else 0
    return count


def check_split(run: Run, split: Split) -> None:
    """Raises an InklingError where a run cannot be measured on a split: it trained on the validation images."""
    if split == "validation" and not validation_images(run.entry("fit")["recipe"]):
        raise InklingError(
            f"{run.path} trained on the validation images, which say nothing about it then. To choose by them, fit the recipe with "
            "--holdout and another --root; to measure a finished model, give --split test."
        )
