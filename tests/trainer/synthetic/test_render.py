"""Pools of synthetic images: what they hold, and that a seed always gives the same ones."""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from trainer.errors import InklingError
from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import GRID
from trainer.recipes import Synthetic
from trainer.synthetic import pools as module
from trainer.synthetic.batch import are_upright_lines, strokes_of_many
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.negatives import KINDS, is_upright_line
from trainer.synthetic.plain import strokes_of
from trainer.synthetic.pools import draw_pools, draw_pools_singly
from trainer.synthetic.render import draw_digits, render

FEW = Synthetic(digits=30, negatives=10, pools=2)


def test_pools_hold_what_the_recipe_asks_for() -> None:
    pools = draw_pools(FEW, seed=0)
    assert len(pools) == 2
    for images, labels in pools:
        assert images.shape == (40, GRID, GRID)
        assert images.dtype == np.uint8
        assert (labels == NO_DIGIT).sum() == 10
        assert set(labels[:30]) <= set(range(10))
        assert images.reshape(40, -1).max(axis=1).min() > 100
    assert not np.array_equal(pools[0][0], pools[1][0])


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    one, again, other = (draw_pools(FEW, seed)[0][0] for seed in (5, 5, 6))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_a_wider_pen_leaves_more_ink() -> None:
    random = np.random.default_rng(0)
    strokes = strokes_of([draw_digit(random, 3)])
    ink = sorted(int(render(random, strokes, pen=0.5).sum()) for _ in range(20))
    assert ink[-1] > 1.5 * ink[0]


def test_pools_are_to_the_byte_what_one_image_after_the_other_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where drawings made together end in the middle of the digits, and where many are drawn again."""
    small = Synthetic(digits=70, negatives=230, pools=2, pen=0.4)
    single = draw_pools_singly(small, seed=4)
    for together, guess in ((1, True), (7, False), (128, False), (128, True)):
        with monkeypatch.context() as patch:
            patch.setattr(module, "TOGETHER", together)
            if not guess:
                patch.setattr(module, "may_be_upright_line", lambda drawing: False)
            for (images, labels), (plain, same) in zip(draw_pools(small, seed=4), single, strict=True):
                assert np.array_equal(labels, same)
                assert np.array_equal(images, plain)


def test_drawings_made_together_have_the_strokes_that_each_has_alone() -> None:
    random = np.random.default_rng(2)
    drawings = [kind(random) for kind, _ in KINDS for _ in range(20)] + [[draw_digit(random, digit)] for digit in range(10)]
    together = strokes_of_many(drawings)
    single = [strokes_of(drawing) for drawing in drawings]
    assert together.counts.tolist() == [len(strokes) for strokes in single]
    assert together.lengths.tolist() == [len(stroke) for strokes in single for stroke in strokes]
    assert np.allclose(together.points, np.concatenate([stroke for strokes in single for stroke in strokes]), rtol=0, atol=1e-9)
    assert are_upright_lines(together).tolist() == [is_upright_line(strokes) for strokes in single]
    assert 0 < sum(are_upright_lines(together)) < len(drawings)


def test_processes_draw_what_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BLOCK", 30)
    asked: list[int] = []

    def start(workers: int, *options: Any) -> ProcessPoolExecutor:
        asked.append(workers)
        return ProcessPoolExecutor(workers, *options)

    monkeypatch.setattr(module, "ProcessPoolExecutor", start)
    monkeypatch.setattr(module, "_processors", lambda: 1)
    alone = draw_pools(FEW, seed=3)
    assert asked == []
    monkeypatch.setattr(module, "_processors", lambda: 2)
    for (images, labels), (same, same_labels) in zip(draw_pools(FEW, seed=3), alone, strict=True):
        assert np.array_equal(images, same)
        assert np.array_equal(labels, same_labels)
    assert asked == [2]


def test_a_script_and_a_worker_of_dask_draw_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is spawned would run the script again, and a worker of Dask may start none."""
    monkeypatch.setitem(sys.modules, "__main__", SimpleNamespace(__file__="train.py", __spec__=None))
    assert module._processors() == 1
    monkeypatch.setitem(sys.modules, "__main__", SimpleNamespace(__spec__=None))
    assert module._processors() >= 1
    monkeypatch.setattr(multiprocessing, "current_process", lambda: SimpleNamespace(daemon=True))
    assert module._processors() == 1


def test_a_process_that_is_killed_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(ThreadPoolExecutor):
        def __init__(self, workers: int, *options: object) -> None:
            super().__init__(workers)

        def map(self, *arguments: object, **options: object) -> Iterator[Any]:
            raise BrokenProcessPool

    monkeypatch.setattr(module, "BLOCK", 30)
    monkeypatch.setattr(module, "_processors", lambda: 2)
    monkeypatch.setattr(module, "ProcessPoolExecutor", Killed)
    with pytest.raises(InklingError, match="ended from outside"):
        draw_pools(FEW, 0)


def test_every_pool_is_told_as_it_is_drawn() -> None:
    told: list[int] = []
    draw_pools(FEW, 0, told.append)
    assert told == sorted(told)
    assert told[-1] == 80


def test_a_failure_while_rendering_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(module, "render_many", fail)
    with pytest.raises(MemoryError):
        draw_pools(FEW, 0)


def test_pools_and_digits_are_to_the_byte_what_published_models_were_trained_and_calibrated_on() -> None:
    """A change of these digests changes what every later fit trains on: then published models cannot be made again."""
    pools = hashlib.sha256()
    for images, labels in draw_pools(Synthetic(digits=300, negatives=300, pools=2), seed=0):
        pools.update(images.tobytes())
        pools.update(labels.tobytes())
    assert pools.hexdigest() == "a6ca7d43f46bfd02ade3df2f7e3c05cb58f259781e6ea98ab36ad6349965ad1b"
    digits = hashlib.sha256(draw_digits(200, pen=0.2).tobytes())
    assert digits.hexdigest() == "5997aeb4f8cc63f0acacb500088940ac0dd3201f80799991dec51ad138ee5d1b"
