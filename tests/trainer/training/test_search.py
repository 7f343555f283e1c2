"""A search: trials are runs, a test set is refused, a search that was killed goes on, fits that fall behind are ended."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT, Command, interrupt
from tests.trainer.evaluation.test_strokes import drawings
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation import datasets
from trainer.run import Run, read_json, sha256
from trainer.search_spaces import SPACES, Space
from trainer.training import search as search_module
from trainer.training.search import Settings, search
from trainer.training.search_results import table
from trainer.training.study import opened


def suggest(trial: Any) -> dict[str, Any]:
    return {"learning_rate": trial.suggest_float("learning_rate", 1e-4, 1e-2, log=True)}


SPACE = Space("rate", "a learning rate", recipes.LINEAR, suggest)
SHORT = Settings(trials=2, epochs=1)


def quiet(line: str) -> None:
    pass


@pytest.fixture(scope="module")
def searched(few: Mnist, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a search of two trials. Read it only."""
    root = tmp_path_factory.mktemp("search")
    search(SPACE, SHORT, few, root, say=quiet)
    return root


def test_every_trial_is_a_run_that_was_measured_on_the_validation_images_alone(searched: Path) -> None:
    results = read_json(searched / "rate.json")
    assert [trial["trial"] for trial in results["trials"]] == [0, 1]
    assert results["trials"][0]["parameters"] != results["trials"][1]["parameters"]
    for trial in results["trials"]:
        run = Run.open(searched / trial["run"])
        made = run.entry("fit")["recipe"]
        assert (made["holdout"], made["validation"], made["epochs"]) == (True, recipes.VALIDATION, 1)
        assert made["learning_rate"] == trial["parameters"]["learning_rate"]
        assert trial["score"] == read_json(run.path / "validation.json")["loss"]
        assert trial["commit"] == run.entry("fit")["commit"]
        assert "evaluate" not in run.manifest
    best = min(results["trials"], key=lambda trial: trial["score"])
    assert results["best"] == best["trial"]
    assert results["command"] == "python -m trainer search rate --trials 2 --epochs 1 --holdout 5000"
    assert table(results)[1].split()[0] == f"{best['trial']:04}"
    assert (searched / "rate" / "history.svg").read_bytes().startswith(b"<?xml")


def test_finished_trials_are_not_done_again_and_more_go_on_from_them(searched: Path, few: Mnist, tmp_path: Path) -> None:
    once = search(SPACE, dataclasses.replace(SHORT, trials=1), few, tmp_path, say=quiet)
    before = (tmp_path / once["trials"][0]["run"] / "manifest.json").stat().st_mtime_ns
    both = search(SPACE, SHORT, few, tmp_path, say=quiet)
    assert (tmp_path / once["trials"][0]["run"] / "manifest.json").stat().st_mtime_ns == before
    assert scores(both) == scores(read_json(searched / "rate.json"))


def scores(results: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(trial["trial"], trial["parameters"], trial["score"]) for trial in results["trials"]]


def test_an_interrupted_trial_is_done_again_with_its_parameters_and_goes_on_after_its_last_epoch(
    few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = dataclasses.replace(SHORT, epochs=2)
    whole = search(SPACE, longer, few, tmp_path / "whole", say=quiet)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        interrupt(patched, after=1)
        search(SPACE, longer, few, tmp_path / "cut", say=quiet)
    assert (tmp_path / "cut" / "rate" / "trial-0000" / "linear-s0" / "partial.npz").exists()
    news: list[str] = []
    assert scores(search(SPACE, longer, few, tmp_path / "cut", say=news.append)) == scores(whole)
    assert sum("epoch 1/2" in line for line in news) == 1  # of the second trial; the first one goes on at its second epoch


KILLED = """
import dataclasses, sys
from pathlib import Path
from trainer.data.mnist import load
from trainer.training import checkpoint
from trainer.training.search import search
from tests.trainer.training.test_search import SHORT, SPACE

def save(self):
    print("saved", flush=True)
    sys.stdin.read()

checkpoint.Checkpoint.save = save
data = load()
few = dataclasses.replace(data, train_images=data.train_images[-5640:], train_labels=data.train_labels[-5640:])
search(SPACE, SHORT, few, Path(sys.argv[1]), say=lambda line: None)
"""


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that searches, and waits in the middle of its first trial."""
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "saved\n"
        yield process
        process.kill()


def test_a_killed_search_is_the_same_in_the_end_and_nobody_else_searches_meanwhile(
    at_work: subprocess.Popen[str], searched: Path, few: Mnist, tmp_path: Path
) -> None:
    with pytest.raises(InklingError, match="Another search is at work in"):
        search(SPACE, SHORT, few, tmp_path, say=quiet)
    os.kill(at_work.pid, signal.SIGKILL)
    at_work.wait()
    with (tmp_path / "rate" / "study.journal").open("a") as journal:
        journal.write('{"op_code": 4, "wor')  # it was killed while it appended
    assert scores(search(SPACE, SHORT, few, tmp_path, say=quiet)) == scores(read_json(searched / "rate.json"))


def test_a_fit_that_falls_behind_or_diverges_is_ended_and_passes_for_no_model(few: Mnist, tmp_path: Path) -> None:
    rates = iter([1e-2] * 5 + [1e-9, 1e38])
    space = Space("behind", "", recipes.LINEAR, lambda trial: {"learning_rate": next(rates), "batch": 640})
    results = search(space, Settings(trials=7, epochs=3), few, tmp_path, say=quiet)
    assert [trial["state"] for trial in results["trials"]] == ["finished"] * 5 + ["ended early"] * 2
    assert [trial["epochs"] for trial in results["trials"]] == [3] * 5 + [2, 1]
    run = Run.open(tmp_path / results["trials"][5]["run"])
    assert run.entry("pruned")["files"].keys() == {"history.json"}
    assert not run.done("fit")
    assert not (run.path / "partial.npz").exists()


def test_with_files_of_strokes_the_score_is_the_mean_of_error_shares(few: Mnist, tmp_path: Path) -> None:
    wrong = drawings(tmp_path, "digits.json", ["1", "2", "7", "7"])
    settings = Settings(trials=1, epochs=1, strokes=(wrong,))
    (trial,) = search(SPACE, settings, few, tmp_path / "search", say=quiet)["trials"]
    run = Run.open(tmp_path / "search" / trial["run"])
    of_images = 1 - read_json(run.path / "validation.json")["accuracy"]
    of_file = 1 - read_json(run.path / "strokes.json")["digits"]["digits.json"]["accuracy"]
    assert of_file >= 0.5
    assert trial["score"] == pytest.approx((of_images + of_file) / 2)
    assert trial["command"].endswith("--strokes digits.json")


def test_a_test_set_is_refused_before_anything_starts(few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = drawings(tmp_path, "writers.json", ["7"])
    monkeypatch.setattr(datasets, "KNOWN", (dataclasses.replace(datasets.KNOWN[0], sha256=sha256(file), role="test"),))
    with pytest.raises(InklingError, match="is a test set"):
        search(SPACE, dataclasses.replace(SHORT, strokes=(file,)), few, tmp_path / "search", say=quiet)
    assert not (tmp_path / "search").exists()


def test_trials_never_read_the_test_images(few: Mnist, tmp_path: Path) -> None:
    blind = dataclasses.replace(few, test_images=np.zeros((0, 28, 28), np.uint8), test_labels=np.zeros(0, np.uint8))
    search(SPACE, dataclasses.replace(SHORT, trials=1), blind, tmp_path, say=quiet)


def test_a_folder_holds_one_search(searched: Path, few: Mnist) -> None:
    with pytest.raises(InklingError, match="holds a search with another recipe; name another --root"):
        search(SPACE, dataclasses.replace(SHORT, epochs=2), few, searched, say=quiet)


def test_a_space_replaces_fields_of_the_recipe_and_no_others(few: Mnist, tmp_path: Path) -> None:
    space = Space("odd", "", recipes.LINEAR, lambda trial: {"epochs": 3, "colour": "red"})
    with pytest.raises(InklingError, match="may not set colour, epochs"):
        search(space, SHORT, few, tmp_path, say=quiet)


@pytest.mark.parametrize("space", SPACES, ids=lambda space: space.name)
def test_every_space_suggests_a_recipe(space: Space, tmp_path: Path) -> None:
    with opened(tmp_path, {}) as study:
        trial = study.ask()
        assert search_module._replaced(space.recipe, space, trial) != space.recipe


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nothing",), "There is no search space 'nothing'; choose one of: linear_rate,"),
        (("linear_rate", "--holdout", "59000"), "--holdout takes at most"),
        (("linear_rate", "--strokes", "nowhere"), "nowhere cannot be used"),
    ],
)
def test_bad_input_gets_one_sentence(command: Command, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = command("trainer", "search", *arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_without_a_name_the_spaces_are_printed(command: Command) -> None:
    assert [line.split()[0] for line in command("trainer", "search").stdout.splitlines()] == [space.name for space in SPACES]
