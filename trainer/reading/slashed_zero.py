"""Zeros with a slash or a dot, told by their shape: a closed oval, and in its middle a straight line or a dot.

The network reads the oval alone. A level line makes another character, and so does an upright one that goes beyond the oval.
Twin of ``site/src/preprocessing/slashed-zero.js``; both are tested on ``tests/vectors/numbers.json``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .number_marks import Box, Path, box_of, is_straight

OPEN = 0.25
"""How far apart the ends of the oval may be, in its heights."""
ENCLOSED = (0.62, 0.95)
"""The least and the most share of its box that the oval encloses: an ellipse has 0.79."""
LONGEST = 1.1
"""How much longer the oval's line may be than the perimeter of its box: a second turn makes another character."""
OFF = 0.15
"""How far the middle of the slash may be from that of the oval, in sizes of the oval."""
DOT = 0.25
"""Largest size of a dot, in heights of the oval."""
LONG = 1.9
"""Longest slash, in heights of the oval."""
BEYOND = 0.05
"""By how much an upright slash may go beyond the oval, in heights of the oval."""
SLANTED = 0.25
"""A line is upright, or level, when the shorter side of its box is below this share of the longer one."""


def oval_of(paths: Sequence[Path]) -> Path | None:
    """The oval of a zero with a slash or a dot, which has two strokes; None for all else."""
    if len(paths) != 2:
        return None
    a, b = paths
    if _is_oval(a) and _is_slash(b, box_of(a)):
        return a
    return b if _is_oval(b) and _is_slash(a, box_of(b)) else None


def _is_oval(path: Path) -> bool:
    """Whether it is closed, and goes around once."""
    box = box_of(path)
    if box.width < 0.25 * box.height or box.height < 0.5 * box.width or box.width * box.height == 0:
        return False
    if np.hypot(*(path[-1] - path[0])) > OPEN * box.height:
        return False
    following = np.roll(path, -1, axis=0)
    a, b = path - path[0], following - path[0]
    share = abs(float((a[:, 0] * b[:, 1] - b[:, 0] * a[:, 1]).sum())) / 2 / (box.width * box.height)
    length = float(np.hypot(*(following - path).T).sum())
    return ENCLOSED[0] <= share <= ENCLOSED[1] and length <= LONGEST * 2 * (box.width + box.height)


def _is_slash(path: Path, oval: Box) -> bool:
    """Whether it is a dot or a straight line in the middle of the oval."""
    box = box_of(path)
    (x, y), (oval_x, oval_y) = box.middle, oval.middle
    if max(abs(x - oval_x) / oval.width, abs(y - oval_y) / oval.height) > OFF:
        return False
    if max(box.width, box.height) <= DOT * oval.height:
        return True
    if not is_straight(path, box) or np.hypot(box.width, box.height) > LONG * oval.height:
        return False
    if box.height < SLANTED * box.width:
        return False
    return box.width >= SLANTED * box.height or box.height <= (1 + 2 * BEYOND) * oval.height
