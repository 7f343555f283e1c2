"""The comparison with PyTorch: a small program stands for the other Python, which the environment of the tests does not have."""

from __future__ import annotations

import dataclasses
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from export.cards.benchmarks import training_speed
from export.cards.render import render
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.pytorch.schedule import learning_rate
from trainer.pytorch.settings import Settings, ways_to_compute, ways_to_share, ways_to_thread
from trainer.recipes import SPRINT
from trainer.training import pytorch_benchmark
from trainer.training.optimizer import optimizer
from trainer.training.pytorch_benchmark import against_pytorch
from trainer.training.pytorch_process import pytorch
from trainer.training.pytorch_trials import Trial, best_of, try_all

CHECKOUT = Path(__file__).parents[3]

FASTER = "s['compiled'] * 400 + s['bfloat16'] * 200 + s['channels_last'] * 100 + s['worker'] * 10"
"""What the program answers: images a second, by the settings."""

MakeOther = Callable[[str], Path]


@pytest.fixture
def other(tmp_path: Path) -> MakeOther:
    """Makes a program that is called like Python, reads the request and the images, and answers with this expression."""

    def make(answer: str) -> Path:
        program = tmp_path / "python"
        program.write_text(
            f"#!{sys.executable}\nimport json, pathlib, sys\nr = json.loads(pathlib.Path(sys.argv[3]).read_text())\n"
            f"assert sys.argv[1:3] == ['-m', 'trainer.pytorch'] and pathlib.Path(r['data']).stat().st_size\n"
            f"s = r['settings']\nprint(json.dumps({answer}))\n"
        )
        program.chmod(0o755)
        return program

    return make


def answers(speed: str = FASTER, **changes: Any) -> str:
    known = {"torch": "2.0", "parameters": SPRINT.parameters, "start": 1.0, "seconds": 7.5, **changes}
    return f"{{**{known!r}, 'images_per_second': 1.0 + {speed}}}"


def test_both_sides_run_in_turn_and_pytorch_computes_in_its_fastest_way(
    few: Mnist, other: MakeOther, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pytorch_benchmark, "hardware", lambda: {"cores": 2})
    news: list[str] = []
    measured = against_pytorch(few, other(answers()), rounds=1, steps=2, finish=0.05, say=news.append)
    assert measured["version"] == "2.0"
    assert measured["step"]["settings"] == "bfloat16, channels_last, torch.compile, 2 threads"
    assert measured["piped"]["settings"].endswith("batches from a worker")
    for name in ("step", "piped"):
        speeds = measured[name]["images_per_second"]
        assert speeds["pytorch"] == [701.0 if name == "step" else 711.0]
        assert measured[name]["ratio"] == pytest.approx(statistics.median(speeds["ours"]) / statistics.median(speeds["pytorch"]))
    race = measured["race"]
    assert race["seconds"]["pytorch"] == [7.5]
    assert race["ratio"] == pytest.approx(7.5 / race["seconds"]["ours"][0])
    more = [*ways_to_thread(Settings(threads=2), 2), *ways_to_share(Settings(threads=2), 2)]
    assert len(measured["tried"]) == len(ways_to_compute(2)) + 2 * len(more)
    assert [line for line in news if line.startswith("[1]")] == news[-3:]
    shown = {"hardware": {"processor": "P", "cores": 2}, "packages": {"tensorflow": "2", "keras": "3"}, "pytorch": measured}
    other_parts = {
        "throughput": {"recipe": "a", "computes": "b", "images_per_second": {"ours": [1.0], "stock": [1.0]}, "ratio": 1.0},
        "race": {"recipe": "b", "finish": 0.99, "seconds": {"ours": [1.0], "classic": [1.0]}, "ratio": 1.0},
    }
    text = render("training_speed", **training_speed({**shown, **other_parts}), commit="0", command="c")
    assert "in PyTorch 2.0" in text and "| 711 |" in text and "| 7.5 |" in text


def test_results_without_pytorch_show_nothing_of_it() -> None:
    measured = json.loads((CHECKOUT / "docs/models/bench-train.json").read_text())
    measured.pop("pytorch", None)
    assert "PyTorch" not in render("training_speed", **{**training_speed(measured), "commit": "0", "command": "c"})


def test_where_compiling_does_not_work_the_other_ways_are_measured(few: Mnist, other: MakeOther) -> None:
    news: list[str] = []
    program = other(f"{{'torch': '2.0', 'impossible': 'no compiler'}} if s['compiled'] else {answers()}")
    with pytorch(program, SPRINT, few) as torch:
        trials = try_all(torch, 2, steps=1, say=news.append)
    assert trials and not any(trial.settings.compiled for trial in trials)
    assert sum("does not work here (no compiler)" in line for line in news) == 4


def test_compiling_is_chosen_for_a_race_only_where_it_pays() -> None:
    trials = [
        Trial(Settings(compiled=compiled), piped, 200.0 if compiled else 100.0, 10.0 if compiled else 0.0, "2.0")
        for compiled in (False, True)
        for piped in (False, True)
    ]
    assert best_of(trials, images=1000).piped.compiled
    assert not best_of(trials, images=1000).race.compiled
    assert best_of(trials, images=5000).race.compiled


def test_another_network_is_no_rival(few: Mnist, other: MakeOther) -> None:
    with (
        pytorch(other(answers(parameters=5)), SPRINT, few) as torch,
        pytest.raises(InklingError, match="has 5 parameters, that of sprint 27,418"),
    ):
        try_all(torch, 1, steps=1, say=lambda line: None)


def test_a_python_without_pytorch_gives_one_sentence(few: Mnist) -> None:
    with (
        pytorch(Path(sys.executable), SPRINT, few) as torch,
        pytest.raises(InklingError, match=r"cannot be measured: .*No module named 'torch'"),
    ):
        torch.speed(Settings(), steps=1, piped=False)


def test_nothing_is_left_of_images_and_requests(few: Mnist, other: MakeOther) -> None:
    with pytorch(other(answers()), SPRINT, few) as torch:
        torch.race(Settings(), seed=0, finish=0.5)
        assert [path.name for path in sorted(torch.folder.iterdir())] == ["mnist.npz", "request.json"]
    assert not torch.folder.exists()


def test_threads_that_sleep_are_asked_for_before_pytorch_starts(few: Mnist, other: MakeOther) -> None:
    program = other("{'policy': __import__('os').environ.get('OMP_WAIT_POLICY')}")
    with pytorch(program, SPRINT, few) as torch:
        assert torch.speed(Settings(), steps=1, piped=False)["policy"] == "passive"


@pytest.mark.parametrize("cores", [1, 2, 8])
def test_no_way_is_tried_twice(cores: int) -> None:
    ways = [*ways_to_compute(cores), *(way for best in ways_to_compute(cores) for way in ways_to_share(best, cores) if way != best)]
    assert len(set(ways)) == len(ways)
    assert {way.threads for way in ways} == {cores, max(cores - 1, 1), max(cores // 2, 1)}
    assert len({str(way) for way in ways}) == len(ways)


def test_the_schedule_is_that_of_keras() -> None:
    steps = 10
    recipe = dataclasses.replace(SPRINT, epochs=2)
    keras_rate = optimizer(recipe, steps)._learning_rate
    ours = [learning_rate(recipe, step, 2 * steps) for step in range(2 * steps + 1)]
    assert ours == pytest.approx([float(keras_rate(step)) for step in range(2 * steps + 1)], rel=1e-4, abs=1e-8)


def test_the_pytorch_side_imports_nothing_that_its_environment_lacks() -> None:
    allowed = {"torch", "numpy", "trainer.pytorch", "trainer.recipes"}
    for file in (CHECKOUT / "trainer/pytorch").glob("*.py"):
        imported = [line.split()[1] for line in file.read_text().splitlines() if line.startswith(("from ", "import "))]
        foreign = {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names}
        assert all(name.startswith(tuple(allowed)) for name in foreign), file.name


def test_the_recipe_asks_for_nothing_that_the_pytorch_side_lacks() -> None:
    transforms = {"rotate", "scale", "shear", "shift"}
    assert SPRINT.augment
    assert all(
        getattr(SPRINT.augment, field.name) == field.default for field in dataclasses.fields(SPRINT.augment) if field.name not in transforms
    )
    assert (SPRINT.optimizer, SPRINT.schedule, SPRINT.holdout, SPRINT.synthetic) == ("adamw", "onecycle", False, None)
