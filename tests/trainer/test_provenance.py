"""Where a run is made: the commit and the processor."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from trainer import provenance
from trainer.provenance import cpu_fields, git_commit, hardware
from trainer.sources import sources_digest


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, in which this module seems to be."""
    (tmp_path / "trainer").mkdir()
    (tmp_path / "trainer" / "provenance.py").write_text("")
    monkeypatch.setattr(provenance, "__file__", str(tmp_path / "trainer" / "provenance.py"))
    identity = ("-c", "user.name=n", "-c", "user.email=e@example.org")
    for arguments in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "first")):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    return tmp_path


def test_the_commit_is_marked_when_the_trainer_differs_from_it(checkout: Path) -> None:
    commit = git_commit()
    assert commit is not None
    assert len(commit) == 40
    (checkout / "other.txt").write_text("not the trainer")
    assert git_commit() == commit
    assert git_commit(checkout / "other.txt") == f"{commit}-dirty"
    (checkout / "trainer" / "new.py").write_text("not tracked yet")
    assert git_commit() == f"{commit}-dirty"
    (checkout / "trainer" / "new.py").unlink()
    (checkout / "trainer" / "provenance.py").write_text("changed")
    assert git_commit() == f"{commit}-dirty"


def test_outside_a_checkout_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "__file__", str(tmp_path / "provenance.py"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert git_commit() is None


def test_the_processor_has_a_name_and_at_least_one_core() -> None:
    found = hardware()
    assert found["processor"]
    assert isinstance(found["cores"], int)
    assert found["cores"] >= 1


def test_without_proc_there_are_no_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(path: Path, encoding: str) -> str:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "read_text", missing)
    assert cpu_fields() == {}


def test_recipes_and_search_spaces_are_not_part_of_the_sources(tmp_path: Path) -> None:
    (tmp_path / "fit.py").write_text("1")
    before = sources_digest(tmp_path)
    for name in ("recipes.py", "search_spaces.py"):
        (tmp_path / name).write_text("another setting")
    assert sources_digest(tmp_path) == before
    (tmp_path / "fit.py").write_text("2")
    assert sources_digest(tmp_path) != before
