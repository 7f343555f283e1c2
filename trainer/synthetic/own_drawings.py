"""Makes training images of one's own drawings and pictures: one more part of each pool.

A few drawings among tens of thousands of images would hardly count. So each is repeated: a drawing is varied anew each time, as the
hands are, and drawn with another pen; a picture is varied by the input pipeline alone.
"""

from __future__ import annotations

import math

import numpy as np

from trainer.data.own import Own
from trainer.reading.strokes import GRID, Stroke
from trainer.recipes import Synthetic
from trainer.synthetic.batch import strokes_of_many
from trainer.synthetic.deform import Draft, Random, deform_strokes
from trainer.synthetic.hands import HAND
from trainer.synthetic.pools import TOGETHER, Pools
from trainer.synthetic.render import Images, Labels, radius_of
from trainer.synthetic.render_batch import render_many

SHARE = 0.02
"""Share of an epoch that one's own images have at least, where ``MOST_REPEATED`` allows it."""
MOST_REPEATED = 300
"""No drawing or picture stands more often in an epoch."""
PEN = Synthetic().pen
"""Standard deviation of the logarithm of the pen's radius, as for synthetic images."""


def repeats(own: Own, images: int) -> int:
    """Returns how often each of one's own drawings and pictures stands in an epoch of so many other images: at least once."""
    return max(1, min(MOST_REPEATED, math.ceil(SHARE * images / own.samples)))


def with_own(pools: Pools, own: Own, times: int, seed: int) -> Pools:
    """Adds one's own images to each pool; where there is none, makes one. The same seed gives the same images.

    Args:
        pools: Of the recipe, maybe none.
        own: At least one drawing or picture.
        times: How often each stands in a pool.
        seed: Of the variations.
    """
    nothing = np.empty((0, GRID, GRID), np.uint8), np.empty(0, np.uint8)
    joined: Pools = []
    for number, (images, labels) in enumerate(pools or [nothing]):
        mine, of_mine = _draw(np.random.default_rng([seed, 4, number]), own, times)
        joined.append((np.concatenate([images, mine]), np.concatenate([labels, of_mine])))
    return joined


def _draw(random: Random, own: Own, times: int) -> tuple[Images, Labels]:
    """Draws every drawing and copies every picture so many times."""
    drafts = [[_varied(random, strokes)] for strokes in own.drawings for _ in range(times)]
    pens = radius_of(random.normal(0, PEN, len(drafts)))
    parts = [np.empty((0, GRID, GRID), np.uint8)]
    for first in range(0, len(drafts), TOGETHER):
        parts.append(render_many(strokes_of_many(drafts[first : first + TOGETHER]), pens[first : first + TOGETHER]))
    if own.images is not None:
        parts.append(np.repeat(own.images, times, axis=0))
    labels = np.repeat(np.array([*own.drawing_labels, *own.image_labels], np.uint8), times)
    return np.concatenate(parts), labels


def _varied(random: Random, strokes: tuple[Stroke, ...]) -> Draft:
    """Varies a drawing, moved into a square of 100x100 before: the units of variations."""
    points = np.concatenate(strokes)
    size = float(np.ptp(points, axis=0).max()) or 1.0
    return deform_strokes(random, [(stroke - points.min(axis=0)) * (100 / size) for stroke in strokes], HAND)
