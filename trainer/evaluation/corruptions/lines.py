"""Corruptions that draw over the digit: a dotted line and a zigzag."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from trainer.evaluation.corruptions.types import SIDE, Images, Ink, to_images, to_ink

Numbers = npt.NDArray[np.float64]
"""``(n,)``: one number for each image."""

REACH = 2.3
"""The ink of a line is ``1 + log(1 - d / REACH)`` at the distance ``d`` up or down, in pixels: none from 1.45 on."""
DOT = 2
"""Columns of a dot, and of a gap."""

START, END = 2, 25
"""Columns between which a zigzag runs."""
SLOPE = 5
"""Rows that a zigzag rises or falls at most."""
TOOTH = 2
"""Half the length, and half the height, of a zigzag's teeth, in pixels."""
TEETH = 6
"""Corners of a zigzag."""


def dotted_line(images: Images, random: np.random.Generator) -> Images:
    """Draws a dotted line from the left side to the right one."""
    first, last = random.integers(0, SIDE - 1, (2, len(images))).astype(float)
    line = _segment(np.zeros(len(images)), first, np.full(len(images), SIDE - 1.0), last)
    drawn = np.arange(SIDE) // DOT % 2 == 1
    return to_images(to_ink(images) + np.where(drawn, line, 0))


def zigzag(images: Images, random: np.random.Generator) -> Images:
    """Draws a zigzag from left to right, level or on a slight slope."""
    first = random.integers(0, SIDE - 1, len(images)).astype(float)
    angle = np.arctan(random.integers(-SLOPE, SLOPE, len(images)) / (END - START))
    along, across = _corners((END - START) / np.cos(angle))
    columns = START + along * np.cos(angle) - across * np.sin(angle)
    rows = first + along * np.sin(angle) + across * np.cos(angle)
    ink = to_ink(images)
    for corner in range(TEETH + 1):
        ink += _segment(columns[corner], rows[corner], columns[corner + 1], rows[corner + 1])
    return to_images(ink)


def _corners(length: Numbers) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Returns how far along a zigzag and to which side of it its start, corners and end lie: ``(8, n)`` each, in pixels.

    The place of the end to the side is that of the source, whose last tooth is cut off.
    """
    corner = np.arange(TEETH)[:, None] + np.zeros_like(length)
    side = TOOTH * (-1) ** corner
    whole = 2 * TOOTH * (length // (2 * TOOTH))
    along = [np.zeros_like(length)[None], (2 * corner + 1) * TOOTH, length[None]]
    across = [np.zeros_like(length)[None], side, (side[-1] / (2 * (length - whole)))[None]]
    return np.concatenate(along), np.concatenate(across)


def _segment(column: Numbers, row: Numbers, to_column: Numbers, to_row: Numbers) -> Ink:
    """Returns the ink of a line in each image, ``(n, 28, 28)``: in whole columns, so that its ends are upright."""
    slope = (to_row - row) / (to_column - column)
    columns, rows = np.arange(SIDE), np.arange(SIDE)[:, None]
    middle = slope[:, None] * (columns - column[:, None]) + row[:, None]
    distance = np.minimum(np.abs(rows - middle[:, None]), REACH - 1e-10)
    drawn = (columns >= np.floor(column)[:, None]) & (columns < np.ceil(to_column)[:, None])
    return np.where(drawn[:, None], np.maximum(1 + np.log(1 - distance / REACH), 0), 0).astype(np.float32)
