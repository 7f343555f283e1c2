"""Measures how fast synthetic images are drawn: many at once, as a fit draws them, against one after the other, in turn, on this machine.

A part of ``python -m trainer bench``; alone: ``python -m trainer bench --only drawing``.
"""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from trainer.errors import InklingError
from trainer.recipes import FLAGSHIP, Synthetic
from trainer.synthetic.pools import Pools, draw_pools, draw_pools_singly


def drawing(rounds: int, images: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measures images a second: a pool of the flagship's mixture, drawn by both ways; checks that they draw the same.

    Raises:
        InklingError: The images differ.
    """
    assert FLAGSHIP.synthetic
    mixture = FLAGSHIP.synthetic
    digits = images * mixture.digits // (mixture.digits + mixture.negatives)
    pool = dataclasses.replace(mixture, digits=digits, negatives=images - digits, pools=1)
    ours: list[float] = []
    single: list[float] = []
    draw_pools(Synthetic(digits=1, negatives=1), seed=0)  # fonts and templates are read once
    for seed in range(rounds):
        together, each = _timed(draw_pools, pool, seed, ours), _timed(draw_pools_singly, pool, seed, single)
        if not all(np.array_equal(a, b) for one, other in zip(together, each, strict=True) for a, b in zip(one, other, strict=True)):
            raise InklingError(f"Drawn together, the synthetic images of seed {seed} are not those that are drawn one after the other.")
        say(f"[{seed + 1}/{rounds}] synthetic images a second, the same to the byte: together {ours[-1]:.0f}, singly {single[-1]:.0f}")
    ratio = statistics.median(ours) / statistics.median(single)
    return {"recipe": FLAGSHIP.name, "images": images, "images_per_second": {"ours": ours, "single": single}, "ratio": ratio}


def _timed(draw: Callable[[Synthetic, int], Pools], pool: Synthetic, seed: int, speeds: list[float]) -> Pools:
    """Draws, and notes the images a second."""
    started = time.perf_counter()
    pools = draw(pool, seed)
    speeds.append((pool.digits + pool.negatives) / (time.perf_counter() - started))
    return pools
