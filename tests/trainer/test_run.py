"""A run on disk: its files, the manifest, the hashes, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer import run as module
from trainer.errors import InklingError
from trainer.run import Run, read_json, to_json, write_atomically


@pytest.fixture
def fresh(tmp_path: Path) -> Run:
    run = Run(tmp_path / "x-s0")
    write_atomically(run.path / "model.keras", b"weights")
    run.record("fit", [run.path / "model.keras"], seed=0, recipe={})
    return run


def test_the_table_of_files_names_all_that_a_finished_run_holds(run: Run) -> None:
    table = [line.split() for line in (module.__doc__ or "").splitlines()]
    steps = {words[0]: words[1] for words in table if len(words) > 2 and words[1] in {*run.manifest, "every"}}
    for path in run.path.iterdir():
        assert f"{path.name}/" in steps if path.is_dir() else path.name in steps
    for step, entry in run.manifest.items():
        for file in entry["files"]:
            folder, slash, _ = file.partition("/")
            assert steps[folder + slash] == step


def test_a_run_is_named_after_its_recipe_and_seed(tmp_path: Path) -> None:
    assert Run.of(tmp_path, "linear", 3).path == tmp_path / "linear-s3"


def test_an_entry_means_that_the_step_finished(fresh: Run) -> None:
    assert fresh.entry("fit")["seed"] == 0
    with pytest.raises(InklingError, match="no finished 'evaluate'"):
        fresh.entry("evaluate")


def test_an_altered_file_is_refused_and_named(fresh: Run) -> None:
    (fresh.path / "model.keras").write_bytes(b"weightz")
    with pytest.raises(InklingError, match=r"model\.keras is not the file that 'fit' wrote"):
        fresh.entry("fit")
    assert not fresh.done("fit")


def test_a_missing_file_is_refused_and_named(fresh: Run) -> None:
    (fresh.path / "model.keras").unlink()
    with pytest.raises(InklingError, match=r"model\.keras is missing"):
        fresh.entry("fit")


def test_a_step_done_again_drops_what_was_made_from_it(fresh: Run) -> None:
    fresh.record("evaluate", [], **{"from": ["fit"]})
    fresh.record("fit", [fresh.path / "model.keras"], seed=1, recipe={})
    assert list(fresh.manifest) == ["fit"]


def test_a_folder_without_a_finished_step_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(InklingError, match="holds no finished step"):
        Run.open(tmp_path)
    with pytest.raises(InklingError, match="There is no run"):
        Run.open(tmp_path / "nowhere")


def test_a_damaged_manifest_is_told_in_one_sentence(fresh: Run) -> None:
    fresh.manifest_path.write_text("{")
    with pytest.raises(InklingError, match="not valid JSON"):
        _ = fresh.manifest


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.json", to_json({"old": True}))
    with pytest.raises(TypeError):
        write_atomically(tmp_path / "a.json", None)  # type: ignore[arg-type]
    assert read_json(tmp_path / "a.json") == {"old": True}
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_json_never_holds_nan() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json({"loss": float("nan")})
