"""Broad lines are made thinner; all others stay."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.reading.image import image_to_grid
from trainer.reading.pen import with_thinner_lines
from trainer.reading.strokes import Grid


def corner(pen: float) -> Grid:
    """A line down and one to the right, 140 pixels each; ``pen`` is a share of them."""
    ink, width = np.zeros((140, 140)), int(pen * 140)
    ink[:, :width] = 1
    ink[-width:] = 1
    return ink


@pytest.mark.parametrize("pen", [0.02, 0.06, 0.12, 0.16, 0.6, 1.0])
def test_lines_of_a_usual_pen_thin_lines_and_solid_ink_stay(pen: float) -> None:
    ink = corner(pen)
    assert with_thinner_lines(ink) is ink


@pytest.mark.parametrize("pen", [0.2, 0.25, 0.3])
def test_broad_lines_become_as_thin_as_those_of_a_broad_pen(pen: float) -> None:
    thinner = with_thinner_lines(corner(pen))
    rows = np.flatnonzero(thinner.any(axis=1))
    assert thinner[70].sum() / np.ptp(rows) == pytest.approx(0.14, abs=0.02)
    grid = image_to_grid(1 - np.pad(corner(pen), 10))
    assert grid is not None
    assert np.count_nonzero(grid[10] > 0.5) == 3


def test_a_thin_tail_of_a_broad_line_stays_in_one_piece() -> None:
    brush = np.zeros((140, 140))
    for row in range(140):
        brush[row, 60 - (140 - row) // 7 : 60 + (140 - row) // 7 + 2] = 1
    assert with_thinner_lines(brush).any(axis=1).mean() > 0.8


def test_noisy_and_small_ink_stays() -> None:
    noisy = np.where(np.random.default_rng(0).random((140, 140)) < 0.3, 0, corner(0.25))
    assert with_thinner_lines(noisy) is noisy
    small = corner(0.25)[::4, ::4]
    assert with_thinner_lines(small) is small
