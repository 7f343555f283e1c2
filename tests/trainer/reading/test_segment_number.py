"""Drawings of several digits: tested on the vectors that the page is tested on."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.conftest import ROOT
from trainer.reading.rejection import Thresholds
from trainer.reading.segment_number import number_text, read_number

VECTORS = json.loads((ROOT / "tests" / "vectors" / "numbers.json").read_text(encoding="utf-8"))
CASES = VECTORS["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_drawing_is_the_number_of_its_vector(case: dict[str, Any]) -> None:
    given = np.array(case["answers"], np.float32)

    def answers(grids: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        assert grids.shape == (len(given), 28, 28)
        return given

    strokes = [[{"x": x, "y": y} for x, y in stroke] for stroke in case["strokes"]]
    pieces = read_number(answers, strokes, Thresholds(**VECTORS["thresholds"]))
    assert number_text(pieces) == case["text"]
    assert [len(piece.strokes) for piece in pieces] == case["pieces"]


def test_nothing_has_no_pieces() -> None:
    assert read_number(lambda grids: np.zeros((len(grids), 11), np.float32), [[], []]) == []
