"""All test images as one picture that browsers decode themselves, ``test-sheet.png``, and what is known of it, ``test-sheet.json``.

The picture has 100 images a row and 16 levels of ink. A level is how opaque white is, so a page can paint the ink in any colour.
``export/figures/dataset.py`` writes both; ``python -m export dataset`` is the command.
"""

from __future__ import annotations

import hashlib
import io
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from trainer.data.mnist import Mnist
from trainer.run import to_json

COLUMNS = 100
"""Images in a row of the picture."""
LEVELS = 16
"""Levels of ink: four bits a pixel."""
STEP = 255 // (LEVELS - 1)
"""What one level stands for, of 255."""
MOST_BYTES = 1_500_000
"""What the picture of all 10,000 images may take."""

Images = npt.NDArray[np.uint8]


def files(data: Mnist) -> dict[str, bytes]:
    """Returns both files by name; made twice, they are the same to the byte."""
    png = picture(data.test_images)
    return {"test-sheet.png": png, "test-sheet.json": to_json(facts(data.test_images, png))}


def picture(images: Images) -> bytes:
    """Returns the PNG of images ``(n, 28, 28)``, row after row, ``COLUMNS`` in each; places that are left over stay empty."""
    side = images.shape[1]
    rows = -(-len(images) // COLUMNS)
    cells = np.zeros((rows * COLUMNS, side, side), np.uint8)
    cells[: len(images)] = levels_of(images)
    sheet = cells.reshape(rows, COLUMNS, side, side).swapaxes(1, 2).reshape(rows * side, COLUMNS * side)
    image = Image.fromarray(sheet).convert("P")
    image.putdata(sheet.ravel())
    image.putpalette([255] * 3 * LEVELS)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True, bits=4, transparency=bytes(STEP * level for level in range(LEVELS)))
    return file.getvalue()


def levels_of(images: Images) -> Images:
    """Returns the nearest level of each pixel, 0 to 15."""
    levels: Images = np.round(images / STEP).astype(np.uint8)
    return levels


def lost_by_levels(images: Images) -> tuple[int, float]:
    """Returns how far the levels are from the pixels, of 255: the most, and on average."""
    lost = np.abs(images.astype(np.int16) - STEP * levels_of(images).astype(np.int16))
    return int(lost.max()), float(lost.mean())


def facts(images: Images, png: bytes) -> dict[str, Any]:
    """Returns what a page needs to use the picture, and what the 16 levels lose: of 255, the most and on average."""
    largest, mean = lost_by_levels(images)
    return {
        "source": "MNIST, test set; Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0",
        "file": "test-sheet.png",
        "sha256": hashlib.sha256(png).hexdigest(),
        "bytes": len(png),
        "images": len(images),
        "side": images.shape[1],
        "columns": COLUMNS,
        "levels": LEVELS,
        "loss": {"largest": largest, "mean": round(mean, 3)},
    }
