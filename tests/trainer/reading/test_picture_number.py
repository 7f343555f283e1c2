"""Pictures of several digits, in both twins, with the published flagship."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.trainer.reading.test_sheet import framed
from trainer.reading.image import image_to_grid
from trainer.reading.picture_number import number_in
from trainer.reading.picture_parts import PictureParts, Segment, picture_parts
from trainer.reading.rejection import Thresholds
from trainer.reading.segment_number import number_text
from trainer.reading.strokes import Grid, Stroke

DIGITS: list[list[list[dict[str, float]]]] = json.loads((ROOT / "site/src/app/examples.json").read_text(encoding="utf-8"))["digits"]
THRESHOLDS = Thresholds(
    **json.loads((ROOT / "docs/models/inkling/model.json").read_text(encoding="utf-8"))["userDefinedMetadata"]["thresholds"]
)
SIGNS: dict[str, list[list[tuple[float, float]]]] = {
    "-": [[(0, 50), (40, 49)]],
    ".": [[(4, 96), (7, 97)]],
    ",": [[(10, 88), (10, 100), (4, 112)]],
}
"""Signs beside digits that are 100 high."""


def of_height(strokes: Sequence[Any]) -> list[Stroke]:
    """A digit, 100 high, at the left."""
    points = np.array([(point["x"], point["y"]) for stroke in strokes for point in stroke])
    low, high = points.min(axis=0), points.max(axis=0)
    return [(np.array([(point["x"], point["y"]) for point in stroke]) - low) * 100 / (high - low)[1] for stroke in strokes]


def written(text: str, pen: float = 9) -> Grid:
    """Ink, 1 on 0, of digits and signs side by side."""
    strokes: list[Stroke] = []
    x = 30.0
    for letter in text:
        letter_strokes = [np.array(stroke, float) for stroke in SIGNS[letter]] if letter in SIGNS else of_height(DIGITS[int(letter)])
        strokes += [stroke + np.array([x, 40]) for stroke in letter_strokes]
        x += float(max(stroke[:, 0].max() for stroke in letter_strokes)) + pen + 16
    rows, columns = np.arange(180.0)[:, None], np.arange(x + 20)
    nearest = np.full((180, len(columns)), np.inf)
    for stroke in strokes:
        for start, end in pairwise(stroke):
            along = end - start
            t = np.clip(((columns - start[0]) * along[0] + (rows - start[1]) * along[1]) / max(float(along @ along), 1e-9), 0, 1)
            nearest = np.minimum(nearest, np.hypot(columns - start[0] - t * along[0], rows - start[1] - t * along[1]))
    return np.clip(pen / 2 + 0.5 - nearest, 0, 1)


def on_paper(ink: Grid, light: float = 0.0) -> Grid:
    """Dark ink on light paper; ``light`` is how much darker it is on the right."""
    paper: Grid = (0.95 - 0.8 * ink) * (1 - light * np.linspace(0, 1, ink.shape[1]))
    return paper


def with_gap(ink: Grid, row: int) -> Grid:
    """Ink with a gap of eight rows."""
    cut = ink.copy()
    cut[row : row + 8] = 0
    return cut


NUMBERS = ["42", "2026", "10", "90817", "-25", "3.14", "6,5", "777"]
PICTURES = {
    **{text: on_paper(written(text)) for text in NUMBERS},
    **{f"{text} under a lamp": on_paper(written(text), light=0.3) for text in NUMBERS[:4]},
    **{f"{text} in a frame": framed(on_paper(written(text)), (4, 0.0)) for text in NUMBERS[:2]},
    "35 of chalk": 1 - on_paper(written("35")),
    "17 of a thick pen": on_paper(written("17", pen=16)),
    **{str(digit): on_paper(written(str(digit))) for digit in range(10)},
    "5 without its neck": on_paper(with_gap(written("5"), 48)),
    "8 with a gap": on_paper(with_gap(written("8"), 66)),
}
"""What each picture shows, and the picture."""


@pytest.fixture(scope="module")
def theirs() -> dict[str, dict[str, Any]]:
    """What the twin in JavaScript finds and reads."""
    given = [{"values": image.ravel().tolist(), "width": image.shape[1], "height": image.shape[0]} for image in PICTURES.values()]
    script = ROOT / "tests/trainer/reading/read-pictures.mjs"
    done = subprocess.run(["node", script], input=json.dumps(given), capture_output=True, text=True, check=True, timeout=300)
    return dict(zip(PICTURES, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", PICTURES)
def test_a_number_is_read_digit_by_digit_and_a_digit_in_pieces_stays_one(name: str, theirs: dict[str, dict[str, Any]]) -> None:
    assert theirs[name]["text"] == name.split()[0]


@pytest.mark.parametrize("name", PICTURES)
def test_the_twin_in_javascript_finds_and_reads_the_same(name: str, theirs: dict[str, dict[str, Any]]) -> None:
    parts, twin = picture_parts(PICTURES[name]), theirs[name]
    assert parts is not None
    assert [[segment.first, segment.end, segment.mark] for segment in parts.segments] == twin["marks"]
    assert np.abs(np.array(parts.grids).reshape(-1, 784) - np.array(twin["grids"])).max() < 1e-9
    answers = np.array(twin["answers"], np.float32).reshape(len(parts.grids), -1)
    assert number_text(number_in(parts, answers, THRESHOLDS)) == twin["text"]


def test_the_whole_is_what_one_digit_would_be_and_a_picture_of_one_part_has_no_segments() -> None:
    for name in ("42", "7"):
        parts = picture_parts(PICTURES[name])
        grid = image_to_grid(PICTURES[name])
        assert parts is not None and grid is not None
        assert np.array_equal(parts.grid, grid)
        assert bool(parts.segments) == (name == "42")


def test_a_picture_of_one_colour_has_no_parts() -> None:
    assert picture_parts(np.full((40, 60), 0.5)) is None


def test_a_speck_between_digits_is_a_point_only_at_the_bottom() -> None:
    for row, expected in ((60, None), (138, ".")):
        ink = written("42")
        gap = int(np.flatnonzero(~ink[30:150, 60:].any(axis=0))[0]) + 60
        ink[row : row + 7, gap + 4 : gap + 12] = 1
        parts = picture_parts(on_paper(ink))
        assert parts is not None
        assert [segment.mark for segment in parts.segments if segment.mark] == ([expected] if expected else [])


def test_pieces_have_their_own_verdicts_and_signs_alone_are_read_as_one() -> None:
    grid = np.zeros((28, 28))
    boxes = [*(picture_parts(PICTURES["42"]) or PictureParts(grid, [], [])).boxes]
    segments = [Segment(0, 1, None, grid), Segment(1, 2, None, grid)]
    answers = np.full((3, 11), 0.001, np.float32)
    answers[0, 10], answers[1, 4], answers[2, [2, 7]] = 0.99, 0.99, (0.5, 0.48)
    pieces = number_in(PictureParts(grid, boxes, segments), answers, THRESHOLDS)
    assert [piece.verdict.verdict for piece in pieces] == ["digit", "unsure"]
    assert number_text(pieces) == "4(2|7)"
    marks = [Segment(0, 1, "-", None), Segment(1, 2, "-", None)]
    assert len(number_in(PictureParts(grid, boxes, marks), answers[:1], THRESHOLDS)) == 1
