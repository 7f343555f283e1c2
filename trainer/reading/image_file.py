"""A picture file, or a picture in memory -> brightness, which ``image_to_grid`` reads."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
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


Source = str | Path | bytes | BinaryIO | Image.Image | npt.NDArray[np.generic]
"""A picture: a file's name, its content, an open file, a picture of Pillow, or an array."""


def read_brightness(source: Source) -> Picture:
    """Reads a picture.

    The orientation that a camera noted is applied. A transparent picture is laid on a background that shows the ink. A large
    picture is scaled down.

    Args:
        source: A file's name, its content as bytes, a file opened for reading bytes, a picture of Pillow, or an array:
            ``(height, width)`` of brightness in any range, or ``(height, width, 3 or 4)`` of RGB or RGBA in uint8.

    Returns:
        Brightness ``(height, width)``: in 0..1 and at most ``SIDE`` on the longer side, 0 is black; an array of brightness as it was
        given.

    Raises:
        InklingError: The file is missing, or what is given is no picture, is damaged, or has too many pixels.
    """
    if isinstance(source, np.ndarray):
        return _brightness_of_array(source)
    image = _open(source)
    if image.mode == "F":  # 16 or 32 bits a pixel: what counts as white is not known
        deep = np.asarray(image, np.float64)
        low, high = float(deep.min()), float(deep.max())
        return (deep - low) / max(high - low, 1e-9)
    return _flatten(np.asarray(image.convert("RGBA"), np.float64) / 255)


def _brightness_of_array(array: npt.NDArray[np.generic]) -> Picture:
    """Reads a picture that is an array."""
    if array.ndim == 3 and array.shape[2] in (3, 4) and array.size and array.dtype == np.uint8:
        return read_brightness(Image.fromarray(array))
    if array.ndim != 2 or not array.size or array.dtype.kind not in "buif":
        raise InklingError(
            f"An array of shape {array.shape} and type {array.dtype} is no picture; give (height, width) of brightness, "
            "or (height, width, 3) of RGB in uint8."
        )
    brightness = array.astype(np.float64)
    if not np.isfinite(brightness).all():
        raise InklingError("The array holds values that are infinite or not a number; give a finite brightness for each pixel.")
    return brightness


def _open(source: str | Path | bytes | BinaryIO | Image.Image) -> Image.Image:
    """Decodes a picture, scales it down and turns it upright."""
    name = str(source) if isinstance(source, (str, Path)) else "The picture"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if isinstance(source, Image.Image):
                return _upright(source)
            with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source) as file:
                file.draft(None, (SIDE, SIDE))  # JPEG only: decodes an eighth, a quarter or half of the pixels
                return _upright(file)
    except FileNotFoundError:
        raise InklingError(f"{name} does not exist; name an image file.") from None
    except IsADirectoryError:
        raise InklingError(f"{name} is a folder; name an image file.") from None
    except PermissionError:
        raise InklingError(f"{name} may not be read; check its permissions.") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise InklingError(f"{name} has too many pixels; scale it down below 89 megapixels.") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise InklingError(f"{name} is not an image that can be read; use PNG, JPEG, WebP, GIF or BMP.") from None
    except (AttributeError, TypeError):
        raise InklingError(f"{type(source).__name__} is no picture; give a file, its bytes, a picture of Pillow or an array.") from None


def _upright(image: Image.Image) -> Image.Image:
    """Returns a copy, scaled down and turned as the camera was held."""
    image.load()
    orientation = image.getexif().get(ORIENTATION, 1)
    small = _scaled(image)
    return small.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else small


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
