"""Draws the pools of synthetic images that a recipe trains on, many drawings at once, in as many processes as there are processors.

A pool is drawn in blocks, each from a random generator of its own, so the images are the same however many processes draw them.
Within a block every random number is drawn in the same order as one drawing at a time would draw it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import repeat
from typing import Any

import numpy as np

from trainer.errors import InklingError
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

BLOCK = 3_000
"""Images that are drawn from one random generator, by one process. With other blocks the images would be others."""
TOGETHER = 128
"""Drawings that are made together: the arrays of more of them leave the processor's cache."""

Pools = list[tuple[Images, Labels]]
Done = Callable[[int], None]
"""Is told now and then how many images are drawn so far."""
Seed = tuple[int, ...]
"""What a block's random generator starts from."""


def draw_pools(synthetic: Synthetic, seed: int, done: Done = lambda count: None) -> Pools:
    """Draws the pools of synthetic images that a recipe asks for, each images and labels. The same seed gives the same pools.

    Raises:
        InklingError: A process that draws was ended from outside.
    """
    pools, blocks = _empty_pools(synthetic, seed)
    drawn = 0
    for place, images in zip(blocks, _draw_blocks(synthetic, [(source, labels) for source, labels, _ in blocks]), strict=True):
        place[2][:] = images
        drawn += len(images)
        done(drawn)
    return pools


def draw_pools_singly(synthetic: Synthetic, seed: int) -> Pools:
    """Draws the same pools, one image after the other in the plainest way: what tests and the benchmark compare with."""
    pools, blocks = _empty_pools(synthetic, seed)
    for source, labels, images in blocks:
        random = np.random.default_rng(source)
        for index, label in enumerate(labels):
            drawing = draw_negative(random) if label == NO_DIGIT else [draw_digit(random, int(label), hands=synthetic.hands)]
            images[index] = render(random, strokes_of(drawing), synthetic.pen)
    return pools


def _empty_pools(synthetic: Synthetic, seed: int) -> tuple[Pools, list[tuple[Seed, Labels, Images]]]:
    """Returns pools whose images are still to be drawn, and their blocks: seed, labels, and the part of the images that it fills."""
    pools: Pools = []
    blocks: list[tuple[Seed, Labels, Images]] = []
    for pool in range(synthetic.pools):
        labels = _labels(np.random.default_rng([seed, 2, pool]), synthetic)
        images = np.empty((len(labels), GRID, GRID), np.uint8)
        pools.append((images, labels))
        for number, first in enumerate(range(0, len(labels), BLOCK), 1):
            blocks.append(((seed, 2, pool, number), labels[first : first + BLOCK], images[first : first + BLOCK]))
    return pools, blocks


def _labels(random: Random, synthetic: Synthetic) -> Labels:
    labels: Labels = np.concatenate([random.integers(0, 10, synthetic.digits), np.full(synthetic.negatives, NO_DIGIT)]).astype(np.uint8)
    return labels


def _draw_blocks(synthetic: Synthetic, blocks: list[tuple[Seed, Labels]]) -> Iterator[Images]:
    """Draws the blocks, in order: in processes of their own where that is worth it."""
    workers = min(_processors(), len(blocks))
    if workers < 2 or sum(len(labels) for _, labels in blocks) < 2 * BLOCK:
        yield from map(draw_block, repeat(synthetic), *zip(*blocks, strict=True))
        return
    # Spawned, not forked: a fork of a process with TensorFlow's threads in it can hang.
    spawned = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(workers, spawned, _leave_interrupts_to_the_parent) as processes:
            yield from processes.map(draw_block, repeat(synthetic), *zip(*blocks, strict=True))
    except BrokenProcessPool:
        raise InklingError(
            "A process that draws synthetic images was ended from outside. Is there memory left? Then start again."
        ) from None


def _processors() -> int:
    """Returns how many processes may draw.

    One in a worker of Dask, which may start none. One in a script, too: a process that is spawned runs its script again, which may train.
    Modules that are started with ``-m`` and notebooks are safe.
    """
    main = sys.modules["__main__"]
    is_script = hasattr(main, "__file__") and not (main.__spec__ and main.__spec__.name.endswith("__main__"))
    if is_script or multiprocessing.current_process().daemon:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def draw_block(synthetic: Synthetic, seed: Seed, labels: Labels) -> Images:
    """Draws and renders one block: labels ``(n,)`` -> images ``(n, 28, 28)``."""
    random = np.random.default_rng(seed)
    images = np.empty((len(labels), GRID, GRID), np.uint8)
    for first, drawings, pens in _drawings(random, labels, synthetic):
        strokes = drawings if isinstance(drawings, Strokes) else strokes_of_many(drawings)
        images[first : first + len(pens)] = render_many(strokes, pens)
    return images


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
