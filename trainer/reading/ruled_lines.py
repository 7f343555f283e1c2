"""Takes ruled lines and squares out of a picture: long, thin, straight, evenly spaced, level or upright.

Twin of ``site/src/preprocessing/ruled-lines.js``; a test holds both to each other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .filters import closing
from .photo import Picture
from .pixels import boxes_of, components_of

Profile = npt.NDArray[np.float64]
"""``(height,)``: one number a row."""

THIN = 20
"""A line is no thicker than the picture's side divided by this."""
FAINT = 0.04
"""Smallest contrast of a line, as a share of the contrast of the whole picture."""
FOOT = 0.2
"""The rows beside a line with this share of its contrast belong to it: its soft edge."""
SPAN = 0.75
"""Smallest share of the picture's width that a line spans, where nothing crosses it."""
EVEN = 0.15
"""How far the distance between two lines may be from a multiple of the usual one, as a share of it."""
PALE = 0.75
"""Below this share of the picture's contrast three lines are enough; a block letter has three bars as dark as itself."""
DARKER = 1.4
"""A pixel on a line is ink where its contrast is that many times the line's."""


def without_lines(brightness: Picture) -> Picture:
    """Fills ruled lines with what is above and below them, or beside them.

    Args:
        brightness: ``(height, width)``, any range.

    Returns:
        The same picture, or one without lines. Ink that crosses a line stays, and so does ink on a line that is darker than it.
    """
    contrast = float(np.ptp(brightness))
    for _ in ("level", "upright"):
        for sign in (1.0, -1.0):  # lines are darker than the paper more often
            brightness = sign * _without_level_lines(sign * brightness, contrast)
        brightness = brightness.T
    return brightness


def _without_level_lines(light: Picture, contrast: float) -> Picture:
    """Fills dark level lines; ``contrast`` is that of the whole picture."""
    profile = np.partition(light, place := int(SPAN * (light.shape[1] - 1)), axis=1)[:, place]
    thickest = len(profile) // THIN
    if thickest < 1 or contrast == 0:
        return light
    depth = closing(profile, 2 * ((thickest + 1) // 2) + 1) - profile
    lines = _lines(depth, contrast, thickest)
    spanning = [line for line in lines if _spans(light, depth, line)]
    strongest = max((float(depth[first:end].max()) for first, end in spanning), default=0.0)
    if len(spanning) < (3 if strongest < PALE * contrast else 4) or not _are_even(spanning):
        return light
    filled = light.copy()
    for line in lines:
        if line in spanning or _are_even(sorted([*spanning, line])):  # a line that a stroke runs along
            _fill(filled, depth, line)
    return filled


def _lines(depth: Profile, contrast: float, thickest: int) -> list[tuple[int, int]]:
    """Returns the first row and the row after the last one of each thin line."""
    least = max(FAINT * contrast, FOOT * float(depth.max()))
    runs, count = components_of((depth >= least)[None])
    lines = [(rows.start, rows.stop) for _, rows in boxes_of(runs, count)]
    return [(first, end) for first, end in lines if end - first <= thickest]


def _around(light: Picture, line: tuple[int, int]) -> Picture:
    """Returns what a line is filled with, ``(rows of the line, width)``: what is above it, going over to what is below it."""
    first, end = line
    above, below = light[max(first - 1, 0)], light[min(end, len(light) - 1)]
    above, below = (below if first == 0 else above), (above if end == len(light) else below)
    share = (np.arange(1, end - first + 1) / (end - first + 1))[:, None]
    around: Picture = above + share * (below - above)
    return around


def _spans(light: Picture, depth: Profile, line: tuple[int, int]) -> bool:
    """Tells whether a line is there over the whole width, apart from where ink, or lines of squares, cross it."""
    middle = int(depth[slice(*line)].argmax())
    deepest, around = float(depth[line[0] + middle]), _around(light, line)[middle]
    crossed = around < np.median(around) - deepest / 2
    return bool(np.mean(around[~crossed] - light[line[0] + middle, ~crossed] >= deepest / 2) >= SPAN)


def _fill(light: Picture, depth: Profile, line: tuple[int, int]) -> None:
    """Fills one line in place, apart from ink that is darker than the line."""
    rows, around = slice(*line), _around(light, line)
    light[rows] = np.where(around - light[rows] > DARKER * float(depth[rows].max()), light[rows], around)


def _are_even(lines: list[tuple[int, int]]) -> bool:
    """Tells whether the same distance, or a multiple of it, lies between each two neighbours, and more paper than line."""
    apart = np.diff([(first + end) / 2 for first, end in lines])
    usual = float(np.median(apart))
    times = apart / usual
    is_even = bool((np.abs(times - np.round(times)) <= EVEN).all() and times.min() > 0.5)
    return is_even and max(end - first for first, end in lines) < usual / 2
