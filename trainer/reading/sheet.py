"""Finds the sheet inside a picture: a picture with a frame, a screenshot with margins, a window, a round portrait.

Twin of ``site/src/preprocessing/sheet.js``; a test holds both to each other.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .photo import Picture, border
from .pixels import boxes_of, components_of, even_regions, filled

Mask = npt.NDArray[np.bool_]
"""``(height, width)``."""

DEEPEST = 4
"""Sheets inside sheets: a sheet with a border in a window on a desktop."""
EVEN = 0.04
"""How much neighbouring pixels of an even region differ at most, as a share of the picture's contrast."""
LEAST = 1 / 16
"""Smallest share of the picture that a sheet covers."""
COVERED = 0.6
"""Smallest share of its box that is paper: a ring of ink has more of a hole."""
RECTANGLE = 0.95
"""Share of its box that a rectangle fills; its corners may be round."""
CIRCLE = 0.03
"""Share of its box that a circle may have too much or too little: a bold eight is round, but no circle."""
ROUND = 0.1
"""How far the width of a circle may be from its height, as a share of it."""
INK = 0.15
"""Smallest side of the ink on a sheet, as a share of the sheet's shorter side."""
INK_ALONE = 0.35
"""The same where the paper outside has the colour of the sheet: a dot in a square zero is smaller."""
RIVAL = 1 / 4
"""A sheet beside another one has at least this share of its area."""
STEP = 0.1
"""Smallest change of brightness at the edge of a sheet, as a share of the picture's contrast."""
SOLID = 0.7
"""The share of its box that a hole in a bold zero fills."""


def sheet_of(brightness: Picture) -> Picture:
    """Cuts a picture to the innermost sheet that has ink.

    A sheet is an even region that fills a rectangle or a circle, and encloses something: the ink, or a smaller sheet. A plain
    picture is its own sheet.

    Args:
        brightness: ``(height, width)``, any range.

    Returns:
        The sheet, what is outside of it in its colour; the same picture where there is no sheet inside.
    """
    for _ in range(DEEPEST):
        inner = _sheet_inside(brightness)
        if inner is None:
            break
        brightness = inner
    return brightness


def _sheet_inside(brightness: Picture) -> Picture | None:
    """Returns the largest sheet that is smaller than the picture, or None."""
    tolerance = EVEN * float(np.ptp(brightness))
    regions = even_regions(brightness, tolerance)
    areas = np.bincount(regions.ravel())
    areas[0] = 0
    boxes = boxes_of(regions, int(regions.max()))
    outside = float(np.median(border(brightness)))
    sheets: list[tuple[tuple[slice, slice], Picture]] = []
    for region in np.argsort(-areas, kind="stable"):
        if areas[region] < LEAST * brightness.size:
            break
        box = boxes[region - 1]
        inside, paper = brightness[box], regions[box] == region
        if inside.shape == brightness.shape:
            continue
        colour = float(np.median(inside[paper]))
        sheet = filled(paper)
        if _has_form(sheet, paper) and _has_ink(inside, paper, sheet, (colour, outside), tolerance):
            sheets.append((box, np.where(sheet, inside, colour)))
    if not sheets or any(_is_rival(box, sheets[0][0]) for box, _ in sheets[1:]):
        return None
    return sheets[0][1] if _has_edge(brightness, sheets[0][0]) else None


def _is_rival(box: tuple[slice, slice], largest: tuple[slice, slice]) -> bool:
    """Tells whether a sheet lies beside the largest one, and is of its size: then a line divides one sheet."""
    apart = any(own.stop <= other.start or other.stop <= own.start for own, other in zip(box, largest, strict=True))
    height, width = (side.stop - side.start for side in box)
    return apart and height * width >= RIVAL * (largest[0].stop - largest[0].start) * (largest[1].stop - largest[1].start)


def _has_edge(brightness: Picture, box: tuple[slice, slice]) -> bool:
    """Tells whether the brightness changes at each side of a sheet that is not the picture's own."""
    least = STEP * float(np.ptp(brightness))
    for turned, (rows, columns) in ((brightness, box), (brightness.T, box[::-1])):
        middle, reach = (columns.start + columns.stop) // 2, (columns.stop - columns.start) // 16
        part = turned[:, middle - reach : middle + reach + 1]
        for end, step in ((rows.start, 1), (rows.stop - 1, -1)):
            if end in (0, len(turned) - 1):
                continue
            inner = part[end + step * min(2, (rows.stop - rows.start) // 2)]
            beyond = np.arange(1, 4) * -step + end
            outer = part[beyond[(beyond >= 0) & (beyond < len(turned))]]
            if np.median(np.abs(outer - inner), axis=1).max() < least:
                return False
    return True


def _has_form(sheet: Mask, paper: Mask) -> bool:
    """Tells whether a region is a rectangle or a circle, and mostly paper."""
    if paper.mean() < COVERED:
        return False
    height, width = sheet.shape
    if sheet.mean() >= RECTANGLE:
        return True
    rows, columns = ((2 * np.arange(side) + 1 - side) / side for side in (height, width))
    circle = rows[:, None] ** 2 + columns**2 <= 1
    return bool(np.mean(circle != sheet) <= CIRCLE and abs(width - height) <= ROUND * height)


def _has_ink(inside: Picture, paper: Mask, sheet: Mask, colours: tuple[float, float], tolerance: float) -> bool:
    """Tells whether a region encloses ink, and is not a bold zero itself: its hole has the colour of the paper around it."""
    colour, outside = colours
    holes, count = components_of(sheet & ~paper)
    if not count:
        return False
    largest = 1 + int(np.argmax(np.bincount(holes.ravel())[1:]))
    box = boxes_of(holes, count)[largest - 1]
    hole = holes[box] == largest
    longest, shorter = max(hole.shape), min(inside.shape)
    if abs(colour - outside) <= 2 * tolerance:
        return bool(longest >= INK_ALONE * shorter and sheet.mean() >= RECTANGLE)
    solid = float((hole & (np.abs(inside[box] - outside) <= 2 * tolerance)).mean())
    is_zero = solid >= SOLID and hole.shape[1] >= INK * inside.shape[1]
    return bool(longest >= INK * shorter and not is_zero)
