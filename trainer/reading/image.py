"""The image of one digit -> the 28x28 grid, by the rule that strokes go by.

Twin of ``site/src/preprocessing/image.js``; a test holds both to each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .filters import largest_around
from .pen import with_thinner_lines
from .photo import FAINTEST, SPECK, Picture, border, photo_contrast, without_specks
from .ruled_lines import without_lines
from .sheet import sheet_of
from .strokes import BOX, GRID, Grid, centre_by_mass

MOST = 640
"""Images with a longer side of more pixels are averaged down, in whole blocks: a digit needs 20."""

STEP = 512
"""Each block is a pixel wider for so many pixels more."""

MARGIN = 16
"""Faint ink belongs to the digit where strong ink is nearer than the digit's longer side divided by this, a little more than a
pixel of the grid: the soft edge of a line is no wider."""

FLAT = 0.4
"""When this share of the pixels has exactly the lowest or the highest value, that is the background, wherever the ink is."""

LINES = 160
"""The width of lines is measured in ink of at most so many pixels: noise is averaged out there."""

FULL = 0.95
"""The share of the ink that is fainter than full ink: thin and pale lines are brightened until this holds, as in MNIST."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """What differs from the background of a picture: ink, and dirt."""

    values: Picture
    """``(height, width)``: 0 where nothing does."""
    is_photo: bool
    """Whether the picture is a photograph."""


@dataclass(frozen=True, slots=True)
class Ink:
    """The ink of a picture."""

    values: Picture
    """``(height, width)``: 0 where there is none."""
    is_grid: bool = False
    """Whether the picture is a grid already, its ink 20 pixels long: then it stays as it is, each faint pixel too."""


def image_to_grid(brightness: Picture) -> Grid | None:
    """Fits the image of one digit into the grid.

    Args:
        brightness: ``(height, width)``, any size, any range.

    Returns:
        The grid, or None for an image of one colour.
    """
    contrast = contrast_on(prepared(brightness))
    return None if contrast is None else ink_to_grid(ink_of(contrast))


def prepared(brightness: Picture) -> Picture:
    """Makes a large picture smaller, takes ruled lines out of it, and cuts it to the sheet."""
    if brightness.shape == (GRID, GRID):
        return brightness
    return sheet_of(without_lines(_shrink(brightness)))


def contrast_on(sheet: Picture) -> Contrast | None:
    """Finds what may be ink.

    The border shows the background. Ink is what differs from it, darker or lighter. Where the border itself is uneven, and no
    large part of the image has one value, the image is a photograph.

    Returns:
        None for an image of one colour.
    """
    background = _background(sheet)
    contrast = photo_contrast(sheet) if background is None else _difference(sheet, background)
    return Contrast(contrast, background is None) if contrast.any() else None


def ink_of(contrast: Contrast, least: float = SPECK) -> Ink:
    """Leaves out what is no ink; a component with less than the share ``least`` of the largest one's ink is a speck."""
    if contrast.is_photo:
        ink = without_specks(contrast.values, least, edge=False)
        return Ink(ink, _has_form_of_mnist(ink))
    is_grid = _has_form_of_mnist(contrast.values)
    return Ink(contrast.values if is_grid else _clean(contrast.values, least), is_grid)


def ink_to_grid(ink: Ink) -> Grid:
    """Fits ink into the grid."""
    if ink.is_grid:
        return centre_by_mass(_fit(_crop(ink.values)))
    cropped = _crop(ink.values)
    small = _fit(cropped, LINES) if max(cropped.shape) > LINES else cropped
    lines = with_thinner_lines(small)
    return centre_by_mass(_brighten(_fit(cropped if lines is small else _crop(lines))))


def _background(brightness: Picture) -> float | None:
    """Returns the brightness of an even background, or None for a photograph."""
    edge = border(brightness)
    middle = float(np.median(edge))
    if np.median(np.abs(edge - middle)) == 0:
        return middle
    ends = [float(brightness.min()), float(brightness.max())]
    shares = [float(np.mean(brightness == end)) for end in ends]
    return ends[int(np.argmax(shares))] if max(shares) >= FLAT else None


def _shrink(brightness: Picture) -> Picture:
    """Averages square blocks of a large image: it is smaller and much less noisy then, and paper of one colour stays so."""
    block = max(-(-(max(brightness.shape) - MOST) // STEP), 0) + 1
    if block == 1:
        return brightness
    height, width = (max(side // block, 1) for side in brightness.shape)
    kept = brightness[: height * block, : width * block]
    averaged: Picture = kept.reshape(height, kept.shape[0] // height, width, kept.shape[1] // width).mean(axis=(1, 3))
    return averaged


def _difference(brightness: Picture, background: float) -> Picture:
    """Returns how much darker than the background each pixel is, or lighter where the ink is light; 0 where it is not."""
    light_ink = brightness.max() - background > background - brightness.min()
    return np.maximum(brightness - background if light_ink else background - brightness, 0.0)


def _has_form_of_mnist(ink: Picture) -> bool:
    """Tells whether an image is a grid already."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink.shape == (GRID, GRID) and bool(max(np.ptp(rows), np.ptp(columns)) + 1 == BOX)


def _clean(ink: Picture, least: float) -> Picture:
    """Leaves out specks, and faint ink that is not at the edge of strong ink, such as a watermark.

    At the edge of strong ink, what is as faint as the faint ink elsewhere is left out too.
    """
    strong = without_specks(np.where(ink > FAINTEST * ink.max(), ink, 0.0), least) > 0
    rows, columns = np.flatnonzero(strong.any(axis=1)), np.flatnonzero(strong.any(axis=0))
    reach = -(-(int(max(np.ptp(rows), np.ptp(columns))) + 1) // MARGIN)
    near = largest_around(strong.astype(np.float64), 2 * reach + 1, outside=0.0) > 0
    dirt = np.where(near | (ink > FAINTEST * ink.max()), 0.0, ink).max()
    return np.where(near & (ink > dirt), ink, 0.0)


def _brighten(box: Picture) -> Picture:
    """Divides a box by its 95th percentile of ink, so that thin and pale lines are as strong as those of MNIST."""
    values = np.sort(box[box > 0])
    brightened: Picture = np.minimum(box / values[int(FULL * (len(values) - 1))], 1.0)
    return brightened


def _fit(ink: Picture, side: int = BOX) -> Picture:
    """Resamples ink by area into the box ``(side, side)``."""
    scale = side / max(ink.shape)
    return _overlap(ink.shape[0], scale, side) @ ink @ _overlap(ink.shape[1], scale, side).T


def _crop(ink: Picture) -> Picture:
    """Cuts an image to its ink, and divides it by the strongest ink."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    cropped: Picture = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] / ink.max()
    return cropped


def _overlap(pixels: int, scale: float, side: int) -> Picture:
    """Returns the matrix ``(side, pixels)`` that resamples by area: how much of each source pixel lies in each pixel of the box."""
    start = np.floor((side - pixels * scale) / 2 + 1e-9)  # a whole pixel, so that images of MNIST do not change; 20 / n * n may exceed 20
    edges = np.clip((np.arange(side + 1) - start) / scale, 0, pixels)
    source = np.arange(pixels)
    shared: Picture = np.minimum(edges[1:, None], source + 1) - np.maximum(edges[:-1, None], source)
    return np.maximum(shared, 0) * scale
