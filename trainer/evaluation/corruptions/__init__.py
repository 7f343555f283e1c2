"""The fifteen corruptions of MNIST-C, with the strengths of the original: images of MNIST -> images that people still read.

Source: Mu and Gilmer, "MNIST-C: A Robustness Benchmark for Computer Vision", 2019. The random numbers are others than in the data set
that the authors published, so errors differ a little from those on it. Nothing is trained on these corruptions.
"""

from __future__ import annotations

import numpy as np

from trainer.errors import InklingError
from trainer.evaluation.corruptions.blurs import glass_blur, motion_blur
from trainer.evaluation.corruptions.layers import canny_edges, fog, spatter
from trainer.evaluation.corruptions.lines import dotted_line, zigzag
from trainer.evaluation.corruptions.places import rotate, scale, shear, translate
from trainer.evaluation.corruptions.types import Corruption, Images
from trainer.evaluation.corruptions.values import brightness, impulse_noise, shot_noise, stripe

CORRUPTIONS: dict[str, Corruption] = {
    "shot_noise": shot_noise,
    "impulse_noise": impulse_noise,
    "glass_blur": glass_blur,
    "motion_blur": motion_blur,
    "shear": shear,
    "scale": scale,
    "rotate": rotate,
    "brightness": brightness,
    "translate": translate,
    "stripe": stripe,
    "fog": fog,
    "spatter": spatter,
    "dotted_line": dotted_line,
    "zigzag": zigzag,
    "canny_edges": canny_edges,
}
"""Name -> corruption, in the order of the paper."""


def corrupt(name: str, images: Images, random: np.random.Generator) -> Images:
    """Returns corrupted copies of images ``(n, 28, 28)`` uint8; the same generator gives the same copies.

    Raises:
        InklingError: There is no such corruption; the message lists all names.
    """
    if name not in CORRUPTIONS:
        raise InklingError(f"There is no corruption '{name}'; choose one of: {', '.join(CORRUPTIONS)}.")
    return CORRUPTIONS[name](images, random)


def generator(name: str, seed: int = 0) -> np.random.Generator:
    """Returns the random numbers of a corruption, so that each one is the same whichever others are measured."""
    return np.random.default_rng([seed, list(CORRUPTIONS).index(name)])
