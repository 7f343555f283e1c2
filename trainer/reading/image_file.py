"""A picture file -> brightness, which ``image_to_grid`` reads."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import InklingError
from .photo import Picture

LUMA = (0.299, 0.587, 0.114)
"""Weights of red, green and blue in brightness. Source: ITU-R BT.601."""


def read_brightness(path: Path) -> Picture:
    """Reads a picture file.

    The orientation that a camera noted is applied. A transparent picture is laid on a ground that shows the ink.

    Returns:
        Brightness ``(height, width)`` in 0..1; 0 is black.

    Raises:
        InklingError: The file is missing, is no picture, is damaged, or has too many pixels.
    """
    image = _open(path)
    if image.mode[0] in "IF":  # 16 or 32 bits a pixel: what counts as white is not known
        deep = np.asarray(image, np.float64)
        low, high = float(deep.min()), float(deep.max())
        return (deep - low) / max(high - low, 1e-9)
    return _flatten(np.asarray(image.convert("RGBA"), np.float64) / 255)


def _open(path: Path) -> Image.Image:
    """Decodes a file and turns the picture upright."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as file:
                image = ImageOps.exif_transpose(file)
                image.load()
                return image
    except FileNotFoundError:
        raise InklingError(f"{path} does not exist; name an image file.") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise InklingError(f"{path} has too many pixels; scale it down below 89 megapixels.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise InklingError(f"{path} is not an image that can be read; use PNG, JPEG, WebP, GIF or BMP.") from None


def _flatten(rgba: Picture) -> Picture:
    """Lays a picture ``(height, width, 4)`` on white, or on black where its opaque part is bright."""
    grey, alpha = rgba[..., :3] @ LUMA, rgba[..., 3]
    bright = (grey * alpha).sum() > 0.5 * alpha.sum()
    ground = 0.0 if bright and alpha.min() < 0.5 else 1.0
    result: Picture = grey * alpha + ground * (1 - alpha)
    return result
