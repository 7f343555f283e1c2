"""Draws the pools of synthetic images that a recipe trains on, many drawings at once.

Every random number is drawn in the same order as one drawing at a time would draw it, so the images are the same to the byte.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np

from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import GRID
from trainer.recipes import Synthetic
from trainer.synthetic.batch import Strokes, are_upright_lines, strokes_of_many
from trainer.synthetic.deform import Draft, Random
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.negatives import any_drawing, draw_negative, is_upright_line, may_be_upright_line
from trainer.synthetic.plain import strokes_of
from trainer.synthetic.render import Images, Labels, radius_of, render
from trainer.synthetic.render_batch import render_many
from trainer.synthetic.templates import Numbers

TOGETHER = 128
"""Drawings that are made together: the arrays of more of them leave the processor's cache."""
BACKLOG = 64
"""How many of these may wait to be rendered."""

Pools = list[tuple[Images, Labels]]
Done = Callable[[int], None]
"""Is told now and then how many images are drawn so far."""


def draw_pools(synthetic: Synthetic, seed: int, done: Done = lambda count: None) -> Pools:
    """Draws the pools of synthetic images that a recipe asks for, each images and labels. The same seed gives the same pools.

    This thread draws the random numbers, another makes images of them.
    """
    random = np.random.default_rng([seed, 2])
    pools: Pools = []
    waiting: deque[Future[int]] = deque()
    drawn = 0
    with ThreadPoolExecutor(1) as renderer:
        for _ in range(synthetic.pools):
            labels = _labels(random, synthetic)
            images = np.empty((len(labels), GRID, GRID), np.uint8)
            pools.append((images, labels))
            for first, drawings, pens in _drawings(random, labels, synthetic):
                waiting.append(renderer.submit(_render, drawings, pens, images[first : first + len(pens)]))
                while waiting and (waiting[0].done() or len(waiting) > BACKLOG):
                    drawn += waiting.popleft().result()
                    done(drawn)
        for rendered in waiting:
            drawn += rendered.result()
            done(drawn)
    return pools


def draw_pools_singly(synthetic: Synthetic, seed: int) -> Pools:
    """Draws the same pools, one image after the other in the plainest way: what tests and the benchmark compare with."""
    random = np.random.default_rng([seed, 2])
    pools: Pools = []
    for _ in range(synthetic.pools):
        labels = _labels(random, synthetic)
        images = np.empty((len(labels), GRID, GRID), np.uint8)
        for index, label in enumerate(labels):
            drawing = draw_negative(random) if label == NO_DIGIT else [draw_digit(random, int(label), hands=synthetic.hands)]
            images[index] = render(random, strokes_of(drawing), synthetic.pen)
        pools.append((images, labels))
    return pools


def _labels(random: Random, synthetic: Synthetic) -> Labels:
    labels: Labels = np.concatenate([random.integers(0, 10, synthetic.digits), np.full(synthetic.negatives, NO_DIGIT)]).astype(np.uint8)
    return labels


def _render(drawings: Strokes | list[list[Draft]], pens: Numbers, images: Images) -> int:
    """Writes rendered drawings into ``images``; returns how many."""
    images[:] = render_many(drawings if isinstance(drawings, Strokes) else strokes_of_many(drawings), pens)
    return len(images)


def _drawings(random: Random, labels: Labels, synthetic: Synthetic) -> Iterator[tuple[int, Strokes | list[list[Draft]], Numbers]]:
    """Draws all labels, some at a time: where the first one stands, the drawings, and the pens' radii.

    Whether a negative looks like a 1, and is drawn again, is certain only when its strokes are made. Where one does that did not
    seem to, the generator goes back to where it was after it, and what came later is drawn anew.
    """
    first = 0
    while first < len(labels):
        some = labels[first : first + TOGETHER]
        drawings, pens, states = _draw_some(random, some, synthetic)
        if NO_DIGIT not in some:
            yield first, drawings, radius_of(pens)
            first += len(some)
            continue
        strokes = strokes_of_many(drawings)
        again = np.flatnonzero(are_upright_lines(strokes) & (some == NO_DIGIT))
        good = int(again[0]) if len(again) else len(some)
        if good:
            yield first, strokes.first(good), radius_of(pens[:good])
        if len(again):
            random.bit_generator.state = states[good]
        first += good


def _draw_some(random: Random, labels: Labels, synthetic: Synthetic) -> tuple[list[list[Draft]], list[float], list[Mapping[str, Any]]]:
    """Draws a drawing and the logarithm of its pen's radius for each label; returns them and the generator's states between the two."""
    drawings, pens, states = [], [], []
    for label in labels.tolist():
        drawings.append(_probable_negative(random) if label == NO_DIGIT else [draw_digit(random, label, hands=synthetic.hands)])
        states.append(random.bit_generator.state)
        pens.append(random.normal(0, synthetic.pen))
    return drawings, pens, states


def _probable_negative(random: Random) -> list[Draft]:
    """Draws a negative. Of a thousand, about one looks like a 1 all the same: only drawings that may do so are looked at."""
    while True:
        drawing = any_drawing(random)
        if not may_be_upright_line(drawing) or not is_upright_line(strokes_of(drawing)):
            return drawing
