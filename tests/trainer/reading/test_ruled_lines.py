"""Ruled lines and squares are taken out of a picture, and nothing else is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trainer.data.mnist import Mnist
from trainer.reading.image import image_to_grid
from trainer.reading.ruled_lines import without_lines
from trainer.reading.strokes import Grid


def ruled(picture: Grid, *, thick: int = 4, apart: int = 37, bright: float = 0.4, squared: bool = False) -> Grid:
    """A picture on ruled paper; the lines are not drawn over the ink."""
    lined = picture.copy()
    rows, columns = ((np.arange(side) - 9) % apart < thick for side in picture.shape)
    lined[rows] = np.minimum(lined[rows], bright)
    if squared:
        lined[:, columns] = np.minimum(lined[:, columns], bright)
    return lined


@pytest.mark.parametrize(
    "options",
    [{}, {"thick": 5}, {"squared": True}, {"squared": True, "thick": 3}, {"bright": 0.7, "thick": 2, "apart": 25, "squared": True}],
)
@pytest.mark.parametrize("darkest", [1.0, 0.75])
def test_lines_are_taken_out_and_the_digit_stays(options: Any, darkest: float, mnist: Mnist) -> None:
    light = np.linspace(1, darkest, 28 * 13)  # 1: a clean picture; less: a photograph
    alike = []
    for digit in mnist.train_images[:12] / 255:
        plain = 0.95 - 0.8 * digit.repeat(13, axis=0).repeat(13, axis=1)
        grids = [image_to_grid(picture * light) for picture in (plain, ruled(plain, **options))]
        assert grids[0] is not None and grids[1] is not None
        alike.append(np.corrcoef(grids[0].ravel(), grids[1].ravel())[0, 1])
    assert np.mean(np.array(alike) > 0.97) > 0.8  # A pixel's shift of the centre of mass costs more.
    assert min(alike) > 0.5


def test_a_picture_without_lines_stays_as_it_is(mnist: Mnist) -> None:
    random = np.random.default_rng(0)
    for digit in mnist.train_images[:40] / 255:
        picture = digit.repeat(5, axis=0).repeat(5, axis=1)
        for plain in (digit, picture, 1 - picture, picture + random.normal(0, 0.02, picture.shape)):
            assert np.array_equal(without_lines(plain), plain)


@pytest.mark.parametrize(
    ("tops", "thick", "bright"), [((10, 50, 90), 4, 0.0), ((10, 20, 62, 90), 3, 0.5), ((30, 60), 3, 0.5), ((5, 30, 55, 80), 9, 0.5)]
)
def test_bars_that_are_as_dark_as_ink_uneven_few_or_thick_stay(tops: tuple[int, ...], thick: int, bright: float) -> None:
    bars = np.ones((100, 100))
    bars[0, 0] = 0
    for top in tops:
        bars[top : top + thick] = bright
    assert np.array_equal(without_lines(bars), bars)
