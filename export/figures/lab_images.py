"""The images that the laboratory trains on in the page: part of MNIST, sixteen shades, in one compressed file.

Reads MNIST; gives ``lab-images.bin``, which is zlib's format: labels, then 392 bytes an image, two pixels a byte, the left one in the
upper half; training before test. ``lab-images.json`` says how many there are, the SHA-256, and how far a pixel is from MNIST's.
Command: ``python -m export dataset``.
"""

from __future__ import annotations

import hashlib
import zlib

import numpy as np

from export.figures.sheet import levels_of, lost_by_levels
from trainer.data.mnist import Array, Mnist
from trainer.run import to_json

TRAINING = 20_000
"""Training images, at most: with them the file stays below 2.5 MB."""
TEST = 2_000
"""Test images, at most."""


def lab_images(data: Mnist) -> dict[str, bytes]:
    """Returns both files by their names."""
    training, test = _spread(*data.fit_split(), TRAINING), _spread(data.test_images, data.test_labels, TEST)
    images = np.concatenate([training[0], test[0]])
    content = training[1].tobytes() + test[1].tobytes() + _packed(levels_of(images))
    file = zlib.compress(content, 9)
    largest, mean = lost_by_levels(images)
    about = {
        "source": "MNIST; Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0; every pixel rounded to one of sixteen shades",
        "training": len(training[1]),
        "test": len(test[1]),
        "file": "lab-images.bin",
        "bytes": len(file),
        "sha256": hashlib.sha256(file).hexdigest(),
        "rounding": {"largest": largest / 255, "mean": round(mean / 255, 6)},
    }
    return {"lab-images.bin": file, "lab-images.json": to_json(about)}


def _spread(images: Array, labels: Array, count: int) -> tuple[Array, Array]:
    """At most ``count`` images, spread evenly over all: the second half of MNIST's test set has other writers than the first."""
    count = min(count, len(images))
    chosen = np.arange(count) * len(images) // count
    return images[chosen], labels[chosen]


def _packed(levels: Array) -> bytes:
    """Two pixels a byte."""
    pixels = levels.reshape(-1, 2)
    return (pixels[:, 0] << 4 | pixels[:, 1]).astype(np.uint8).tobytes()
