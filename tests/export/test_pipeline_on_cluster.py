"""The pipeline with fits on a Dask cluster: a scheduler and a worker that are processes of their own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from export.catalogue import FORMATS
from export.pipeline import run_pipelines_on
from tests.conftest import Command
from tests.trainer.training.test_cluster import scheduler, worker
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.run import Run, read_json
from trainer.training.distribute import place
from trainer.training.fit import fit

STEPS = ("fit", "calibrate", "evaluate", *FORMATS, "figures")

pytestmark = pytest.mark.usefixtures("keras_here")


def test_fits_run_on_the_cluster_and_the_other_steps_here(few: Mnist, tmp_path: Path) -> None:
    short = [dataclasses.replace(recipe, epochs=1) for recipe in (recipes.LINEAR, recipes.MLP_100)]
    root, models, said = tmp_path / "runs", tmp_path / "models", list[str]()
    fit(dataclasses.replace(recipes.LINEAR, epochs=1, batch=640), few, root, say=lambda line: None)
    with scheduler(tmp_path) as address, worker(address, tmp_path), place(address) as one:
        run_pipelines_on(one, [*short, short[0]], few, root, models, tmp_path / "none", said.append)
        broken = dataclasses.replace(recipes.MLP_128_64, architecture="nothing")
        with pytest.raises(InklingError, match="nothing"):
            run_pipelines_on(one, [broken], few, root, models, tmp_path / "none", said.append)
    worked = [line for line in said if line.startswith("tcp://")]
    assert sum("7,850 parameters" in line for line in worked) == sum("79,510 parameters" in line for line in worked) == 1
    for recipe in short:
        run = Run(root / f"{recipe.name}-s0")
        assert all(run.done(step) for step in STEPS)
        assert read_json(models / recipe.name / "manifest.json")["fit"] == run.entry("fit")
    here = fit(short[0], few, tmp_path / "here", say=lambda line: None)
    assert read_json(here.path / "history.json") == read_json(root / "linear-s0" / "history.json")
    assert (root / "linear-s0.1" / "model.keras").exists(), "the run of another version is set aside"
    assert not (root / "mlp_128_64-s0").exists()


def test_a_scheduler_that_is_none_gets_one_sentence_and_nothing_is_written(command: Command, tmp_path: Path) -> None:
    result = command("export", "pipeline", "linear", "--scheduler", "nonsense")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.strip().splitlines()[-1].startswith("python -m export: 'nonsense' is not the address of a Dask scheduler")
    assert not list(tmp_path.iterdir())
