"""What a person is told of a drawing or a picture: a digit, a number, or why there is none; as an object, a line and JSON.

Twin of ``Answer`` in ``site/src/inference/recogniser.js``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from .rejection import Thresholds, VerdictName, digit_scores, digits_of, verdict_of
from .segment_number import Piece, number_text
from .strokes import Grid


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What was read."""

    verdict: VerdictName
    """``digit``, ``unsure`` (two candidates), ``not a digit`` or ``blank``; of a number, the verdict on all the ink as one digit."""
    label: int | None
    """The most probable digit; None where no digit is named."""
    confidence: float
    """Probability of the most probable digit, given that it is a digit; 0 for a blank."""
    candidates: tuple[int, ...]
    """The digits to name, the most probable first: one, two when unsure, none when refused or blank."""
    probabilities: npt.NDArray[np.float32] | None
    """``(10,)``: one a digit, given that it is a digit, summing to 1; None for a blank and for a sign."""
    grid: Grid | None
    """``(28, 28)``: what the network saw, ink is 1; None for a blank and for a sign."""
    score: float
    """How much it looks like a digit, 0 to 1: the highest of the network's answers that stands for a digit."""
    mark: str | None = None
    """Of a piece of a number: the sign, such as ``.``, or ``1|/`` for what may be a one or a slash; None for all else."""
    number: str | None = None
    """The number as the page writes it, such as ``3.14`` or ``(4|9)2``, where there is more than one piece; None for one digit."""
    pieces: tuple[Answer, ...] = ()
    """The digits and signs of the number, from left to right; empty for one digit."""

    @property
    def text(self) -> str:
        """What a person is told, in a word or two: ``7``, ``3.14``, ``7?``, ``not a digit``, ``blank``."""
        if self.number is not None:
            return self.number
        return {"digit": str(self.label), "unsure": f"{self.label}?"}.get(self.verdict, self.verdict)

    def __str__(self) -> str:
        return self.text

    def as_line(self) -> str:
        """Returns the answer with its probabilities, in one line; of a number, those of each piece."""
        if self.number is not None:
            return f"{self.number}  {' '.join(_short(piece) for piece in self.pieces)}"
        if self.probabilities is None:
            return "blank, there is no digit"
        return f"{self.text}  {' '.join(f'{digit}:{share:.3f}' for digit, share in enumerate(self.probabilities))}"

    def as_json(self) -> dict[str, Any]:
        """Returns the answer as JSON can hold it, without the grid."""
        return {
            "text": self.text,
            "verdict": self.verdict,
            "label": self.label,
            "confidence": self.confidence,
            "candidates": list(self.candidates),
            "probabilities": None if self.probabilities is None else [float(share) for share in self.probabilities],
            "score": self.score,
            "mark": self.mark,
            "number": self.number,
            "pieces": [piece.as_json() for piece in self.pieces],
        }


def answer_of(
    row: npt.NDArray[np.float32] | None, grid: Grid | None, thresholds: Thresholds | None, pieces: Sequence[Piece] = ()
) -> Answer:
    """Makes an answer of what a network answered.

    Args:
        row: ``(10,)`` or ``(11,)``; None for a drawing without ink.
        grid: What the network saw.
        thresholds: Of the network.
        pieces: Of the number; a single one is the whole.
    """
    whole = Piece([], verdict_of(row, thresholds), None, row, grid)
    if len(pieces) < 2:
        return _answer(whole)
    return replace(_answer(whole), number=number_text(pieces), pieces=tuple(map(_answer, pieces)))


def _answer(piece: Piece) -> Answer:
    told, row = piece.verdict, piece.answer
    shares, score = (None, 0.0) if row is None else (digits_of(row[None])[0], float(digit_scores(row[None])[0]))
    return Answer(told.verdict, told.label, told.confidence, told.candidates, shares, piece.grid, score, piece.mark)


def _short(piece: Answer) -> str:
    return piece.mark or f"{'|'.join(map(str, piece.candidates)) or '?'}:{piece.confidence:.3f}"
