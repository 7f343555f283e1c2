"""The recogniser answers pictures, strokes and grids as the page does."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.trainer.reading.test_picture_number import DIGITS, PICTURES, SIGNS, of_height
from trainer.reading import Answer, InklingError, Network, Recogniser, Thresholds

SEVEN = [[(10, 10), (80, 10), (35, 120)]]


@pytest.fixture(scope="module")
def flagship() -> Recogniser:
    """The published flagship."""
    return Recogniser()


def always(*row: float) -> Recogniser:
    """A recogniser whose network answers the same to everything."""
    return Recogniser(Network("always", lambda grids: np.array([row] * len(grids), np.float32), Thresholds(0.4, 0.8)))


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_read_as_the_page_reads_it(name: str, flagship: Recogniser) -> None:
    answer = flagship.read(PICTURES[name])
    text = name.split()[0]
    assert answer.text == text
    assert (answer.number is not None) == (len(text) > 1) == (len(answer.pieces) > 1)


@pytest.mark.parametrize("digit", range(10))
def test_strokes_are_read_as_the_page_reads_them(digit: int, flagship: Recogniser) -> None:
    answer = flagship.recognise(DIGITS[digit])
    assert (answer.verdict, answer.label, answer.candidates) == ("digit", digit, (digit,))
    assert answer.probabilities is not None and answer.probabilities.shape == (10,)
    assert answer.confidence == answer.probabilities.max() and 0.9 < answer.score <= 1
    assert answer.grid is not None and answer.grid.shape == (28, 28) and answer.grid.max() == 1


def test_a_drawn_number_has_pieces_with_their_own_answers_and_signs_without(flagship: Recogniser) -> None:
    three, four = of_height(DIGITS[3]), of_height(DIGITS[4])
    place = three[0][:, 0].max() + 20
    point = np.array(SIGNS["."][0]) + np.array([place, 0])
    answer = flagship.recognise([*three, point, *(stroke + np.array([place + 30, 0]) for stroke in four)])
    assert (answer.number, answer.text, str(answer)) == ("3.4", "3.4", "3.4")
    assert [piece.mark for piece in answer.pieces] == [None, ".", None]
    assert [piece.probabilities is None for piece in answer.pieces] == [False, True, False]
    assert answer.pieces[0].label == 3 and answer.pieces[0].grid is not None


def test_a_point_is_a_pair_or_a_mapping_and_a_stroke_may_be_an_array(flagship: Recogniser) -> None:
    expected = flagship.recognise(SEVEN)
    assert expected.label == 7
    for strokes in ([[{"x": x, "y": y} for x, y in SEVEN[0]]], [np.array(SEVEN[0])], [[*SEVEN[0], None, (None, 3), (float("nan"), 1)]]):
        assert same(flagship.recognise(strokes), expected)


def test_every_kind_of_picture_gives_the_same_answer(flagship: Recogniser, tmp_path: Path) -> None:
    pixels = (PICTURES["42"] * 255).astype(np.uint8)
    image, file = Image.fromarray(pixels), tmp_path / "42.png"
    image.save(file)
    expected = flagship.read(file)
    with file.open("rb") as opened:
        given: list[Any] = [str(file), file.read_bytes(), opened, io.BytesIO(file.read_bytes()), image, np.stack([pixels] * 3, -1)]
        assert all(same(flagship.read(one), expected) for one in given)


def test_a_blank_has_no_probabilities_and_no_grid(flagship: Recogniser) -> None:
    for answer in (flagship.recognise([]), flagship.recognise([[]]), flagship.read(np.ones((40, 40)))):
        assert (answer.verdict, answer.label, answer.probabilities, answer.grid, answer.score) == ("blank", None, None, None, 0)
        assert answer.text == "blank"


def test_the_verdict_is_by_the_thresholds() -> None:
    refused = always(0.3, *[0.0] * 9, 0.7).recognise(SEVEN)
    assert (refused.verdict, refused.label, refused.candidates, str(refused)) == ("not a digit", None, (), "not a digit")
    unsure = always(0.5, 0.4, *[0.0] * 8, 0.1).recognise(SEVEN)
    assert (unsure.verdict, unsure.label, unsure.candidates, str(unsure)) == ("unsure", 0, (0, 1), "0?")
    assert unsure.confidence == pytest.approx(0.5 / 0.9)


def test_grids_are_read_as_they_are(flagship: Recogniser) -> None:
    grid = flagship.recognise(SEVEN).grid
    assert grid is not None
    first, second = flagship.read_grids([grid, np.zeros((28, 28))])
    assert first.label == 7 and first.grid is not None and np.allclose(first.grid, grid, atol=1e-7)
    assert second.verdict != "blank"
    assert flagship.read_grids(np.zeros((0, 28, 28))) == []
    with pytest.raises(InklingError, match=r"have the shape \(n, 28, 28\), not \(28, 28\)"):
        flagship.read_grids(np.zeros((28, 28)))


def test_an_answer_can_be_written_as_json(flagship: Recogniser) -> None:
    content = json.loads(json.dumps(flagship.read(PICTURES["3.14"]).as_json()))
    assert content["number"] == "3.14"
    assert [piece["mark"] for piece in content["pieces"]] == [None, ".", None, None]
    assert len(content["pieces"][0]["probabilities"]) == 10


@pytest.mark.parametrize(
    ("strokes", "words"),
    [
        ("a drawing", "not 'a drawing'"),
        (None, "not None"),
        ([3], "stroke 1 is 3"),
        ([[], "x"], "stroke 2 is 'x'"),
        ([[(1, 2), (1, 2, 3)]], r"point 2 of stroke 1 is \(1, 2, 3\)"),
        ([[{"x": 1}]], "point 1 of stroke 1 is {'x': 1}"),
        ([[("1", "2")]], r"point 1 of stroke 1 is \('1', '2'\)"),
        ([1, 2], "stroke 1 is 1"),
    ],
)
def test_what_is_no_drawing_is_named(strokes: Any, words: str) -> None:
    with pytest.raises(InklingError, match=f"^Strokes must be a list of strokes, .*; {words}.$"):
        always(*[0.1] * 10).recognise(strokes)


@pytest.mark.parametrize(
    ("image", "words"),
    [
        ("nowhere.png", "nowhere.png does not exist"),
        (b"text", "The picture is not an image"),
        (ROOT, "is a folder"),
        (np.zeros((0, 5)), r"shape \(0, 5\)"),
        (np.zeros((5, 5, 3)), r"shape \(5, 5, 3\) and type float64"),
        (np.full((5, 5), np.nan), "infinite or not a number"),
        (np.array([["a"]]), "is no picture"),
        (3, "int is no picture"),
        (None, "NoneType is no picture"),
    ],
)
def test_what_is_no_picture_is_named(image: Any, words: str) -> None:
    with pytest.raises(InklingError, match=words):
        always(*[0.1] * 10).read(image)


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers say the same."""

    def numbers(answer: Answer) -> npt.NDArray[np.float32]:
        return np.concatenate([[answer.score], np.zeros(0) if answer.probabilities is None else answer.probabilities])

    return one.text == other.text and np.allclose(numbers(one), numbers(other), atol=1e-6)
