"""A picture file -> brightness, which ``image_to_grid`` reads."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from .errors import InklingError
from .photo import Picture

SIDE = 1024
"""Larger pictures are scaled down to this side while they are decoded, as the page does it: 48 megapixels need little memory."""

BAND = 64
"""Rows of blocks that are averaged together."""

ORIENTATION = 0x0112
"""The tag of Exif in which a camera notes how it was held."""

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a stored picture is turned upright; 1 is upright."""

LUMA = (0.299, 0.587, 0.114)
"""Weights of red, green and blue in brightness. Source: ITU-R BT.601."""


def read_brightness(path: Path) -> Picture:
    """Reads a picture file.

    The orientation that a camera noted is applied. A transparent picture is laid on a background that shows the ink. A large
    picture is scaled down.

    Returns:
        Brightness ``(height, width)`` in 0..1, at most ``SIDE`` on the longer side; 0 is black.

    Raises:
        InklingError: The file is missing, is no picture, is damaged, or has too many pixels.
    """
    image = _open(path)
    if image.mode == "F":  # 16 or 32 bits a pixel: what counts as white is not known
        deep = np.asarray(image, np.float64)
        low, high = float(deep.min()), float(deep.max())
        return (deep - low) / max(high - low, 1e-9)
    return _flatten(np.asarray(image.convert("RGBA"), np.float64) / 255)


def _open(path: Path) -> Image.Image:
    """Decodes a file, scales the picture down and turns it upright."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as file:
                file.draft(None, (SIDE, SIDE))  # JPEG only: decodes an eighth, a quarter or half of the pixels
                file.load()
                orientation = file.getexif().get(ORIENTATION, 1)
                image = _scaled(file)
                return image.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else image
    except FileNotFoundError:
        raise InklingError(f"{path} does not exist; name an image file.") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise InklingError(f"{path} has too many pixels; scale it down below 89 megapixels.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise InklingError(f"{path} is not an image that can be read; use PNG, JPEG, WebP, GIF or BMP.") from None


def _scaled(image: Image.Image) -> Image.Image:
    """Returns a copy of at most ``SIDE`` pixels on the longer side, in a mode that can be scaled."""
    longer = max(image.size)
    small = _converted(image) if longer <= 2 * SIDE else _reduced(image, longer // (2 * SIDE))
    if longer <= SIDE:
        return small
    width, height = (max(int(side * SIDE / longer + 0.5), 1) for side in image.size)
    return small.resize((width, height), Image.Resampling.BOX if small.mode == "F" else Image.Resampling.LANCZOS)


def _converted(image: Image.Image) -> Image.Image:
    """Returns a copy in a mode that can be scaled."""
    if image.mode[0] in "IF":
        return image.convert("F")
    return image.copy() if image.mode in ("L", "RGB", "RGBA") else image.convert("RGBA")


def _reduced(image: Image.Image, block: int) -> Image.Image:
    """Averages blocks of pixels, some rows at a time: whole copies of a large picture would need much memory."""
    width, height = (-(-side // block) for side in image.size)
    bands = []
    for top in range(0, image.height, BAND * block):
        bands.append(_converted(image.crop((0, top, image.width, min(top + BAND * block, image.height)))).reduce(block))
    small = Image.new(bands[0].mode, (width, height))
    for place, band in enumerate(bands):
        small.paste(band, (0, place * BAND))
    return small


def _flatten(rgba: Picture) -> Picture:
    """Lays a picture ``(height, width, 4)`` on white, or on black where its opaque part is bright."""
    grey, alpha = rgba[..., :3] @ LUMA, rgba[..., 3]
    bright = (grey * alpha).sum() > 0.5 * alpha.sum()
    background = 0.0 if bright and alpha.min() < 0.5 else 1.0
    result: Picture = grey * alpha + background * (1 - alpha)
    return result
