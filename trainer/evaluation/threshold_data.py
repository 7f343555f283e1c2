"""The drawings on which temperature and thresholds are found: files of digits that people drew or, without any, synthetic digits.

Files of non-digits can be named too. They decide nothing; of them it is told how many are still named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.data.mnist import Grids, to_grids
from trainer.data.stroke_files import grids_of, read_digits, read_samples
from trainer.errors import InklingError
from trainer.evaluation.datasets import refuse_test_set
from trainer.evaluation.metrics import verdict_shares
from trainer.evaluation.temperature import Labels
from trainer.reading.rejection import REFUSED, Answers, Thresholds
from trainer.recipes import Synthetic
from trainer.run import sha256
from trainer.synthetic.render import draw_digits

SYNTHETIC_DIGITS = 4_000
"""Synthetic digits on which thresholds are found, where no file of strokes is named."""

Known = dict[str, Any]
"""What ``calibration.json`` says of one source: ``data``, its name, and of a file its ``sha256``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to find thresholds."""

    strokes: tuple[Path, ...] = ()
    """Files of digits that people drew; none takes synthetic digits."""
    non_digits: tuple[Path, ...] = ()
    """Files of what should be refused."""
    refused: float = REFUSED
    """Share of the digits that may be refused, on average over the sources."""


@dataclass(frozen=True, slots=True)
class Digits:
    """A source of digits."""

    known: Known
    """What it is."""
    grids: Grids
    """``(n, 28, 28, 1)``."""
    labels: Labels | None = None
    """``(n,)``, 0 to 9; None where the project drew them itself: a temperature is found on what people wrote."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What was read; grids are ``(n, 28, 28, 1)``."""

    digits: list[Digits]
    """The sources of digits."""
    non_digits: list[tuple[Known, Grids]]
    """Of each file of non-digits."""


def read_sources(wanted: Wanted) -> Sources:
    """Reads the files, or draws synthetic digits that no fit trains on.

    Raises:
        InklingError: A file is a test set, is named twice, holds no strokes, or a sample of ``strokes`` is no digit.
    """
    _check([*wanted.strokes, *wanted.non_digits])
    digits = [Digits(_known(file), *read_digits(file)) for file in wanted.strokes]
    others = [(_known(file), grids_of(read_samples(file), file)) for file in wanted.non_digits]
    return Sources(digits or [Digits({"data": "synthetic digits"}, to_grids(draw_digits(SYNTHETIC_DIGITS, Synthetic().pen)))], others)


def _check(files: Iterable[Path]) -> None:
    known: dict[str, Path] = {}
    for file in files:
        refuse_test_set(file)
        if (same := known.setdefault(sha256(file), file)) is not file:
            raise InklingError(f"{same} and {file} hold the same; name one of them, because each file weighs the same.")


def _known(file: Path) -> Known:
    return {"data": file.name, "sha256": sha256(file)}


def describe(
    thresholds: Thresholds, digits: Sequence[tuple[Known, Answers]], non_digits: Sequence[tuple[Known, Answers]]
) -> dict[str, list[dict[str, Any]]]:
    """Returns what the thresholds do to each source.

    Returns:
        ``sources``: for each its name, the number of ``digits``, and the shares of them that are ``refused`` and ``unsure``;
        ``non_digits``: for each its name, the number of ``drawings``, and the share that is still ``named`` as one digit.
    """
    shares = [(known, len(answers), verdict_shares(answers, thresholds)) for known, answers in digits]
    return {
        "sources": [{**known, "digits": size, "refused": one["not a digit"], "unsure": one["unsure"]} for known, size, one in shares],
        "non_digits": [
            {**known, "drawings": len(answers), "named": verdict_shares(answers, thresholds)["digit"]} for known, answers in non_digits
        ],
    }
