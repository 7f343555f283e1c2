"""The parts of pages on benchmarks: ratios are to ours, what misses a goal says so, what was never reached has no number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from export.cards import benchmarks
from export.cards.render import render
from export.publish import publish_benchmark
from trainer.errors import InklingError
from trainer.run import to_json


def memory(growth: int = 0) -> dict[str, Any]:
    before = {"script": 1000, "wasm": 2000, "buffers": 0}
    return {"predictions": 1000, "before": before, "after": {**before, "script": 1000 + growth}}


def runtime(title: str, median: float, size: int = 100_000, growth: int = 0) -> dict[str, Any]:
    times = {"first": [300.0, 100.0, 200.0], "first_linked": [400.0], "median": [median], "p95": [2 * median]}
    return {"title": title, "version": "1.2", "difference": 1e-7, "bytes": size, "memory": memory(growth), **times}


def results(**changes: Any) -> dict[str, Any]:
    return {
        "commit": "0123456789",
        "command": "make bench-demo",
        "hardware": {"processor": "P", "cores": 2},
        "busy": 0.1,
        "browser": "150.0.1",
        "model": "inkling",
        "rounds": 3,
        "warm": 200,
        "predictions": 1000,
        "link": {"megabits": 10, "latency": 40},
        "runtimes": [runtime("Ours", 0.4), runtime("Theirs", 0.8, 250_000)],
        "page": {
            "bytes": {"script": 100_000, "wasm": 100_000, "model": 80_000, "rest": 90_000},
            "first": [500.0],
            "first_linked": [900.0],
            "long_tasks": {"opening": [61.0], "drawing": [], "visits": 3},
            "memory": memory(),
        },
        **changes,
    }


def demo_speed(measured: dict[str, Any]) -> str:
    return render("demo_speed", **benchmarks.demo_speed(measured), **benchmarks.origin(measured))


def test_every_number_of_a_rival_stands_beside_its_ratio_to_ours() -> None:
    text = demo_speed(results())
    assert "| **Ours** | 100 | 200 | 400 | 0.40 | 0.80 |" in text
    assert "| Theirs (1.2) | 250 (2.50x) | 200 | 400 | 0.80 (2.00x) | 1.60 (2.00x) |" in text


def test_goals_that_are_met_are_said_to_be() -> None:
    text = demo_speed(results())
    assert "not met" not in text
    assert text.count("| met |") == 5


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"runtimes": [runtime("Ours", 0.4), runtime("Theirs", 0.2)]},
            "| No other runtime predicts faster | **not met** | Theirs: 0.20 ms, 0.50x ours |",
        ),
        ({"runtimes": [runtime("Ours", 0.6), runtime("Theirs", 0.7)]}, "| One prediction in 0.5 ms, median | **not met** | 0.60 ms |"),
        (
            {"runtimes": [runtime("Ours", 0.4, growth=50_000), runtime("Theirs", 0.7)]},
            "| Memory flat over 1,000 predictions | **not met** | +50.0 bytes a prediction |",
        ),
        (
            {"page": {**results()["page"], "bytes": {"script": 200_000, "wasm": 100_000, "model": 100_000, "rest": 0}}},
            "| Script, WebAssembly and model in 280 KB | **not met** | 400 KB |",
        ),
        (
            {"page": {**results()["page"], "long_tasks": {"opening": [], "drawing": [51.0, 80.0], "visits": 3}}},
            "| No task over 50 ms while drawing | **not met** | 80 ms |",
        ),
    ],
)
def test_a_goal_that_is_missed_is_named_with_its_number(changes: dict[str, Any], said: str) -> None:
    assert said in demo_speed(results(**changes))


def test_a_machine_that_was_busy_is_said_to_have_been() -> None:
    assert "busy" not in demo_speed(results())
    assert "**60 % of them busy with other programs**" in demo_speed(results(busy=0.6))


def test_its_results_are_published_under_their_own_name(tmp_path: Path) -> None:
    (tmp_path / "measured.json").write_bytes(to_json(results()))
    assert publish_benchmark(tmp_path / "measured.json", tmp_path).name == "bench-demo.json"


def test_the_pages_of_the_laboratory_stand_in_a_table_where_they_were_measured() -> None:
    page = {"title": "Atlas", "path": "lab/atlas/", "bytes": 1_345_000, "own": 1_100_000, "first": [700, 500, 600], "first_linked": [1900]}
    assert "| Atlas | 1,345 | 1,100 | 600 | 1,900 |" in demo_speed(results(laboratory=[page]))
    assert "laboratory" not in demo_speed(results())


def test_a_page_says_which_commit_and_command_measured() -> None:
    assert "Measured at commit `0123456` with `make bench-demo`." in " ".join(demo_speed(results()).split())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"commit": None}, "do not say which commit"),
        ({"command": ""}, "which command"),
        ({"commit": "0123-dirty"}, "changes that no commit holds"),
    ],
)
def test_results_without_a_commit_or_a_command_are_refused(tmp_path: Path, changes: dict[str, Any], sentence: str) -> None:
    (tmp_path / "measured.json").write_bytes(to_json(results(**changes)))
    with pytest.raises(InklingError, match=sentence):
        publish_benchmark(tmp_path / "measured.json", tmp_path)
    assert not (tmp_path / "bench-demo.json").exists()


def test_training_speed_shows_medians_and_ratios() -> None:
    measured = {
        "hardware": {"cores": 2, "processor": "P"},
        "packages": {"tensorflow": "2", "keras": "3"},
        "throughput": {
            "recipe": "a",
            "computes": "bfloat16",
            "images_per_second": {"ours": [1.0, 3000.0, 4000.0], "stock": [1000.0]},
            "ratio": 3.0,
        },
        "race": {"recipe": "b", "finish": 0.99, "seconds": {"ours": [10.0, None], "classic": [40.0]}, "ratio": None},
    }
    text = render("training_speed", **benchmarks.training_speed(measured), commit="0123456", command="make bench-train")
    assert "| 3,000 | 1,000 | **3.0x** |" in text
    assert "Seconds to 99.00 %" in text
    assert "| not always reached | 40.0 |  |" in text


def test_the_package_shows_what_each_page_loads_and_their_sum() -> None:
    measured = {
        "version": "1.2.3",
        "tarball": 900_400,
        "installed": 2_500_000,
        "pages": [{"name": "Vite", "script": 70_400, "wasm": 86_000, "model": 159_300}],
    }
    text = render("npm", **benchmarks.npm(measured), commit="0123456", command="make bench-npm")
    assert "| Vite | 70 | 86 | 159 | 316 |" in text
    assert "version 1.2.3 has 900 KB, installed 2,500 KB" in " ".join(text.split())


def test_the_laboratory_shows_each_engine_beside_ours_and_says_what_was_not_reached() -> None:
    runs = [{"title": "This page", "backend": "own", "seconds": 0.512, "accuracy": 0.9}]
    measured = {
        "hardware": {"processor": "P", "cores": 2},
        "load": 0.5,
        "browser": "150",
        "rounds": 3,
        "limit": 60,
        "engines": [
            {"title": "Ours", "version": None, "speeds": [30_000, 20_000, 40_000]},
            {"title": "Theirs", "version": "1.2", "speeds": [6_000]},
        ],
        "races": [
            {
                "title": "784-10",
                "target": 0.9,
                "runs": [*runs, {"title": "Theirs", "backend": "webgl", "seconds": None, "accuracy": 0.873}],
            },
        ],
    }
    text = render("lab_speed", **benchmarks.lab_speed(measured), commit="0123456", command="make bench-lab")
    assert "| Ours | 30,000 | 1.00 |" in text
    assert "| Theirs (1.2) | 6,000 | 0.20 |" in text
    assert "| 784-10, 90 % of the test images | 0.51 s | not in 60 s: 87.3 % |" in text


def test_publishing_something_else_as_a_benchmark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(InklingError, match="holds no results"):
        publish_benchmark(tmp_path / "other.json", tmp_path)


def installed(scipy: int, load: float | None = 0.3) -> dict[str, Any]:
    seconds = {"wall": [0.5, 0.9, 0.7], "processor": [0.4, 0.5, 0.6]}
    packages = {"numpy": ["2.0", 50_000_000], "onnxruntime": ["1.9", 30_000_000]}
    return {
        "hardware": {"processor": "P", "cores": 2},
        "commit": "0123456789",
        "command": "make bench-wheel",
        "load": load,
        "wheel": 371_000,
        "python": "3.12.1",
        "packages": {**packages, "scipy": ["1.15", scipy]},
        "read": seconds,
        "runtimes": [{"name": "onnxruntime", "packages": packages, "first": seconds, "one": [0.001, 0.003, 0.002]}],
    }


def wheel(measured: dict[str, Any]) -> str:
    return " ".join(render("wheel", **benchmarks.wheel(measured), **benchmarks.origin(measured)).split())


def test_the_largest_package_comes_first_and_a_runtime_counts_without_numpy() -> None:
    text = wheel(installed(scipy=90_000_000))
    assert "| scipy | 1.15 | 90.0 MB | | numpy | 2.0 | 50.0 MB | | onnxruntime | 1.9 | 30.0 MB | | **all** | | **170.0 MB** |" in text
    assert "| onnxruntime | 1.9 | 30.0 MB | 0.70 s | 0.50 s | 2.00 ms |" in text
    assert "`inkling read` computes for 0.50 seconds until its answer (0.70 by the clock; Python 3.12.1, 2 cores, P," in text


def test_a_machine_that_was_busy_is_told() -> None:
    assert "0.70 by the clock of a machine that was busy with other work; Python" in wheel(installed(1, load=5.2))
    assert "busy" not in wheel(installed(1, load=None))


def test_a_goal_of_megabytes_that_is_missed_says_by_how_much() -> None:
    assert "The goal was 100.0 MB: it is missed by 70.0 MB." in wheel(installed(scipy=90_000_000))
    assert "The goal, 100.0 MB, is met." in wheel(installed(scipy=20_000_000))
