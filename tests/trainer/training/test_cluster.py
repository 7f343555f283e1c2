"""Fits on a Dask cluster, with a scheduler and workers that are processes of their own."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import Client, KilledWorker

from tests.conftest import ROOT
from tests.trainer.training.test_search import SHORT, SPACE, scores
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.provenance import hardware
from trainer.run import Run, sha256_of
from trainer.training import cluster
from trainer.training.distribute import place
from trainer.training.parcel import Parcel, pack, unpack
from trainer.training.pruned import Pruned
from trainer.training.search import search
from trainer.training.seeds import fit_seeds

Process = subprocess.Popen[str]

HANGS = 300
"""Seconds after which a test gives up, rather than wait for ever."""

STOPS = """
from trainer.tf_logging import import_tensorflow
import_tensorflow()
from trainer.training.checkpoint import Checkpoint
import threading

def save(self):
    print("in the middle of a fit", flush=True)
    threading.Event().wait()

Checkpoint.save = save
"""
"""Loaded by a worker that never finishes an epoch."""


@contextlib.contextmanager
def dask(kind: str, *arguments: str | Path, sources: Path = ROOT) -> Iterator[Process]:
    """Starts a scheduler or a worker as a process of its own; kills it in the end."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(sources)}
    with subprocess.Popen(command, cwd=sources, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """Starts a scheduler; returns the address at which it listens."""
    environment = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    file = folder / "scheduler.json"
    with dask("scheduler", *environment, "--scheduler-file", file) as process:
        while not (address := address_in(file)):
            assert process.poll() is None
            threading.Event().wait(0.05)
        yield address


def address_in(file: Path) -> str:
    """The address in a scheduler's file; nothing while there is no file, or only a part: Dask does not write it at once."""
    try:
        return str(json.loads(file.read_bytes())["address"])
    except (FileNotFoundError, json.JSONDecodeError):
        return ""


@contextlib.contextmanager
def worker(address: str, folder: Path, *arguments: str | Path, sources: Path = ROOT) -> Iterator[Process]:
    """Starts a worker with one thread, unless the arguments say otherwise, and waits until the scheduler knows it."""
    before = len(workers(address))
    options = ["--no-nanny", "--no-dashboard", "--local-directory", folder, *(arguments or ["--nthreads", "1"])]
    with dask("worker", address, *options, sources=sources) as process:
        while len(workers(address)) == before:
            assert process.poll() is None
            threading.Event().wait(0.05)
        yield process


def workers(address: str) -> dict[str, Any]:
    with Client(address, set_as_default=False) as client:
        known: dict[str, Any] = client.scheduler_info(n_workers=-1)["workers"]
        return known


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with one worker."""
    folder = tmp_path_factory.mktemp("cluster")
    with scheduler(folder) as at, worker(at, folder):
        yield at


def test_a_worker_that_is_killed_in_the_middle_of_a_fit_loses_nothing(address: str, few: Mnist, tmp_path: Path) -> None:
    (tmp_path / "stops.py").write_text(STOPS)
    with worker(address, tmp_path, "--nthreads", "1", "--preload", tmp_path / "stops.py") as stops, place(address) as two:
        assert two.slots() == 2
        killer = threading.Thread(target=kill_when_it_says, args=(stops, "in the middle of a fit"))
        killer.start()
        news: list[str] = []
        spread = search(SPACE, SHORT, few, tmp_path / "cluster", two, news.append)
        stops.kill()  # also where it was given nothing to do
        killer.join()
    assert sum("7,850 parameters" in line for line in news) == 3  # two trials, and one of them again
    assert scores(spread) == scores(search(SPACE, SHORT, few, tmp_path / "here", say=lambda line: None))
    for trial in spread["trials"]:
        run = Run.open(tmp_path / "cluster" / trial["run"])
        assert run.entry("fit")["hardware"] == trial["hardware"] == hardware()
        assert {file.name for file in run.path.iterdir()} == {
            "model.keras",
            "history.json",
            "manifest.json",
            "validation.json",
            "validation.npz",
        }


def kill_when_it_says(process: Process, line: str) -> None:
    for said in process.stdout or ():
        if line in said:
            process.kill()
            return


def test_seeds_are_fitted_by_workers_and_measured_here(address: str, few: Mnist, tmp_path: Path) -> None:
    recipe = dataclasses.replace(recipes.LINEAR, epochs=1)
    with place(address) as one:
        summary = fit_seeds(recipe, [0, 1], few, tmp_path, place=one, say=lambda line: None)
    assert [seed["seed"] for seed in summary["seeds"]] == [0, 1]
    assert all(Run(tmp_path / f"linear-s{seed}").done("evaluate") for seed in (0, 1))


def test_a_fit_that_falls_behind_is_ended_on_its_worker(address: str, few: Mnist, tmp_path: Path) -> None:
    def watch(history: dict[str, list[float]]) -> None:
        raise Pruned

    long = dataclasses.replace(recipes.LINEAR, epochs=10_000, batch=640)
    with place(address) as one:
        run = one.fit(long, 0, few, tmp_path, watch, lambda line: None).result(HANGS)
    assert 1 <= run.entry("pruned")["epochs"] < 10_000
    assert not run.done("fit")


def test_a_fit_that_nobody_waits_for_any_more_leaves_its_worker_free(address: str, few: Mnist, tmp_path: Path) -> None:
    long, begun = dataclasses.replace(recipes.LINEAR, epochs=1_000_000, batch=640), threading.Event()
    with place(address) as one:
        one.fit(long, 0, few, tmp_path / "long", lambda history: begun.set(), lambda line: None)
        begun.wait()
    with place(address) as one:
        run = one.fit(dataclasses.replace(long, epochs=1), 0, few, tmp_path, lambda history: None, lambda line: None).result(HANGS)
    assert run.done("fit")
    assert not (tmp_path / "long").exists()


def test_an_error_of_a_worker_is_the_error_of_the_command(address: str, few: Mnist, tmp_path: Path) -> None:
    with place(address) as one, pytest.raises(InklingError, match="nothing"):
        fit_seeds(dataclasses.replace(recipes.LINEAR, architecture="nothing"), [0], few, tmp_path, place=one, say=lambda line: None)
    assert not list(tmp_path.iterdir())


def test_a_fit_that_ends_every_worker_gets_one_sentence(tmp_path: Path) -> None:
    class Listening:
        def stop(self) -> None:
            pass

    lost: Any = Future()
    fitted: Any = Future()
    lost.set_exception(KilledWorker("fit", SimpleNamespace(address="tcp://second:1"), 3))
    cluster._receive(lost, Run(tmp_path / "linear-s0"), fitted, Listening())  # type: ignore[arg-type]
    with pytest.raises(InklingError, match=r"every worker that tried ended \(tcp://second:1 was the last\)"):
        fitted.result()


def other_sources(folder: Path) -> None:
    (folder / "trainer" / "errors.py").write_text("from trainer.reading.errors import InklingError as InklingError\n")


def older_sources(folder: Path) -> None:
    (folder / "trainer" / "training" / "cluster.py").unlink()


@pytest.mark.parametrize(
    ("change", "arguments", "sentence"),
    [
        (other_sources, (), "has other sources of trainer; check out the same commit"),
        (older_sources, (), "cannot import this version of trainer"),
        (lambda folder: None, ("--nthreads", "2"), "start it with --nthreads 1"),
    ],
)
def test_a_worker_that_would_fit_something_else_is_refused(
    tmp_path: Path, change: Callable[[Path], None], arguments: tuple[str, ...], sentence: str
) -> None:
    shutil.copytree(ROOT / "trainer", tmp_path / "trainer", ignore=shutil.ignore_patterns("__pycache__"))
    change(tmp_path)
    with (
        scheduler(tmp_path) as at,
        worker(at, tmp_path, *arguments, sources=tmp_path),
        pytest.raises(InklingError, match=sentence),
        place(at),
    ):
        pass


def test_a_scheduler_without_workers_or_none_at_all_gets_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with scheduler(tmp_path) as at, pytest.raises(InklingError, match="has no workers"), place(at):
        pass
    with pytest.raises(InklingError, match="'nonsense' is not the address"), place("nonsense"):
        pass
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    for nowhere in (at, "nonsense://nowhere"):
        with pytest.raises(InklingError, match="No Dask scheduler answers at"), place(nowhere):
            pass


def test_a_recipe_reaches_a_worker_whole_and_a_field_that_it_does_not_know_is_refused() -> None:
    for recipe in recipes.RECIPES:
        assert cluster.recipe_of(recipe.as_json()) == recipe
    with pytest.raises(InklingError, match=r"another version of trainer/recipes\.py"):
        cluster.recipe_of({**recipes.LINEAR.as_json(), "colour": "red"})


def test_a_run_that_came_back_is_the_same_run(run: Run, tmp_path: Path) -> None:
    copy = Run(tmp_path / "copy")
    unpack(pack(run), copy)
    assert copy.manifest == run.manifest
    assert all(copy.done(step) for step in run.manifest)


@pytest.mark.parametrize("harm", ["content", "manifest", "missing", "outside"])
def test_a_run_that_came_back_damaged_is_not_written(run: Run, tmp_path: Path, harm: str) -> None:
    files = dict(pack(run).files)
    if harm == "content":
        damaged = Parcel({**files, "model.keras": b""}, pack(run).sha256)
    elif harm == "manifest":  # it was packed so
        files["model.keras"] = b""
        damaged = Parcel(files, sha256_of(files))
    elif harm == "missing":
        del files["manifest.json"]
        damaged = Parcel(files, sha256_of(files))
    else:
        files["../outside"] = b""
        damaged = Parcel(files, sha256_of(files))
    with pytest.raises(InklingError, match="came back damaged"):
        unpack(damaged, Run(tmp_path / "copy"))
    assert not (tmp_path / "copy").exists()
    assert not (tmp_path / "outside").exists()
