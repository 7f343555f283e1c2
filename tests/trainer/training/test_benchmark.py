"""The benchmark of training speed: both sides run, and what it reports is what it measured."""

from __future__ import annotations

import dataclasses
import statistics
from pathlib import Path

import pytest

from export.publish import publish_benchmark
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.run import to_json
from trainer.synthetic.pools import draw_pools
from trainer.training import drawing_benchmark
from trainer.training import race as race_module
from trainer.training.benchmark import bench


def test_both_sides_run_and_the_ratio_is_that_of_their_medians(few: Mnist, tmp_path: Path) -> None:
    news: list[str] = []
    measured = bench(few, rounds=1, steps=2, finish=0.05, images=60, say=news.append)
    fast, race, drawn = measured["throughput"], measured["race"], measured["drawing"]
    together, single = (statistics.median(drawn["images_per_second"][side]) for side in ("ours", "single"))
    assert drawn["ratio"] == pytest.approx(together / single)
    for sides, quotient in ((fast["images_per_second"], ("ours", "stock")), (race["seconds"], ("classic", "ours"))):
        over, under = (statistics.median(sides[side]) for side in quotient)
        assert over > 0 and under > 0
        assert {id(fast["images_per_second"]): fast, id(race["seconds"]): race}[id(sides)]["ratio"] == pytest.approx(over / under)
    assert len(news) == 3
    assert measured["command"] == "make bench-train"
    measured["commit"] = "0" * 40
    (tmp_path / "bench.json").write_bytes(to_json(measured))
    assert publish_benchmark(tmp_path / "bench.json", tmp_path).read_bytes() == to_json(measured)


def test_a_side_that_does_not_finish_has_no_time_and_the_race_no_ratio(few: Mnist, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SPRINT", "CONVNET"):
        monkeypatch.setattr(race_module, name, dataclasses.replace(getattr(race_module, name), epochs=1))
    race = race_module.race(few, rounds=1, finish=1.1, say=lambda line: None)
    assert race["seconds"] == {"ours": [None], "classic": [None]}
    assert race["ratio"] is None


def test_images_that_differ_when_drawn_together_are_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_benchmark, "draw_pools_singly", lambda pool, seed: draw_pools(pool, seed + 1))
    with pytest.raises(InklingError, match="are not those"):
        drawing_benchmark.drawing(rounds=1, images=20, say=lambda line: None)
