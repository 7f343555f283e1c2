"""Pictures inside something else: frames, margins, windows, round portraits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from trainer.data.mnist import Mnist
from trainer.reading.image import image_to_grid
from trainer.reading.sheet import sheet_of
from trainer.reading.strokes import Grid


def in_circle(sheet: Grid, outside: float) -> Grid:
    """A circle of a picture with a wide border, its edge a pixel soft."""
    wide = np.pad(sheet, 45, constant_values=sheet[0, 0])
    at = np.arange(len(wide)) - (len(wide) - 1) / 2
    share = np.clip(len(wide) / 2 - 2 - np.hypot(at, at[:, None]), 0, 1)
    circle: Grid = wide * share + outside * (1 - share)
    return circle


def in_window(sheet: Grid) -> Grid:
    """A window with a bar above the picture, on a grey desktop."""
    bar = np.full((24, sheet.shape[1]), 0.85)
    bar[8:16, 10:18] = 0.4
    bar[9:15, 80:140:3] = 0.2
    return np.pad(np.vstack([bar, sheet]), ((30, 50), (60, 20)), constant_values=0.5)


def framed(sheet: Grid, *sides: tuple[int, float]) -> Grid:
    """A picture in frames: how thick and how bright each is, from the inside."""
    for thick, bright in sides:
        sheet = np.pad(sheet, thick, constant_values=bright)
    return sheet


SURROUNDINGS: dict[str, Callable[[Grid], Grid]] = {
    "a thin frame": lambda sheet: framed(sheet, (1, 0.0)),
    "a thick frame": lambda sheet: framed(sheet, (8, 0.2)),
    "two frames": lambda sheet: framed(sheet, (2, 0.0), (5, 0.95), (2, 0.0)),
    "a frame inside the paper": lambda sheet: framed(sheet, (3, 0.0), (20, 0.95)),
    "dark margins": lambda sheet: np.pad(sheet, ((60, 40), (90, 120)), constant_values=0.1),
    "bars above and below": lambda sheet: np.pad(sheet, ((60, 60), (0, 0)), constant_values=0.0),
    "bars on both sides": lambda sheet: np.pad(sheet, ((0, 0), (80, 80)), constant_values=0.0),
    "a window": in_window,
    "a circle": lambda sheet: in_circle(sheet, 0.1),
}


@pytest.mark.parametrize("kind", SURROUNDINGS)
@pytest.mark.parametrize("paper", [0.95, 0.3])
def test_a_digit_inside_is_read_as_it_is_without(kind: str, paper: float, mnist: Mnist) -> None:
    for digit in mnist.train_images[:12] / 255:
        sheet = paper + (0.1 - paper) * digit.repeat(7, axis=0).repeat(7, axis=1)
        plain, found = image_to_grid(sheet), image_to_grid(SURROUNDINGS[kind](sheet))
        assert plain is not None and found is not None
        assert np.abs(plain - found).max() < 0.3, kind
        assert np.abs(plain - found).mean() < 0.02, kind


def test_a_plain_picture_is_its_own_sheet(mnist: Mnist) -> None:
    for image in mnist.train_images[:60]:
        digit: Grid = image / 255
        for picture in (digit, 1 - np.pad(digit, 4), digit.repeat(5, axis=0).repeat(5, axis=1)):
            assert sheet_of(picture) is picture


def test_a_frame_around_nothing_stays() -> None:
    empty = framed(np.ones((60, 60)), (4, 0.0))
    assert sheet_of(empty) is empty


@pytest.mark.parametrize("line", [0.2, 0.9])
def test_a_line_across_a_sheet_does_not_make_two_sheets_of_it(line: float) -> None:
    sheet = np.ones((120, 240))
    sheet[:, 111:114] = line
    for left in (31, 61, 161):
        sheet[31:90, left : left + 7] = 0
    assert sheet_of(sheet) is sheet
