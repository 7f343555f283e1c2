"""The benchmark of training speed: both sides run, and what it reports is what it measured."""

from __future__ import annotations

import dataclasses
import statistics
from pathlib import Path

import pytest

from export.publish import publish_benchmark
from trainer.data.mnist import Mnist
from trainer.run import to_json
from trainer.training import benchmark as module
from trainer.training.benchmark import bench


def test_both_sides_run_and_the_ratio_is_that_of_their_medians(few: Mnist, tmp_path: Path) -> None:
    news: list[str] = []
    measured = bench(few, rounds=1, steps=2, finish=0.05, say=news.append)
    fast, race = measured["throughput"], measured["race"]
    for sides, quotient in ((fast["images_per_second"], ("ours", "stock")), (race["seconds"], ("classic", "ours"))):
        over, under = (statistics.median(sides[side]) for side in quotient)
        assert over > 0 and under > 0
        assert {id(fast["images_per_second"]): fast, id(race["seconds"]): race}[id(sides)]["ratio"] == pytest.approx(over / under)
    assert len(news) == 2
    (tmp_path / "bench.json").write_bytes(to_json(measured))
    assert publish_benchmark(tmp_path / "bench.json", tmp_path).read_bytes() == to_json(measured)


def test_a_side_that_does_not_finish_has_no_time_and_the_race_no_ratio(few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SPRINT", "CONVNET"):
        monkeypatch.setattr(module, name, dataclasses.replace(getattr(module, name), epochs=1))
    race = module.race(few, rounds=1, finish=1.1, say=lambda line: None)
    assert race["seconds"] == {"ours": [None], "classic": [None]}
    assert race["ratio"] is None
