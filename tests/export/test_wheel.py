"""Building and measuring the wheel: what is missing is named. That the wheel works is in ``tests/test_wheel.py``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from export import wheel
from export.wheel_benchmark import bench
from tests.conftest import Command
from trainer.errors import InklingError


def test_a_model_for_the_other_runtime_has_to_be_there() -> None:
    with pytest.raises(InklingError, match=r"nowhere\.tflite is missing; make it with 'python -m export convert'"):
        bench(1, Path("nowhere.tflite"))


def test_what_cannot_be_installed_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InklingError, match=r"^uv pip failed: .*nowhere") as told:
        wheel.environment(tmp_path / "environment", [tmp_path / "nowhere.whl"])
    assert "\n" not in str(told.value)


def test_without_uv_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(InklingError, match="run pip install uv"):
        wheel.environment(tmp_path / "environment", [])


def test_the_command_builds_into_a_folder_and_replaces_what_an_older_build_left(tmp_path: Path, command: Command) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "inkling_digits-0.0.1-py3-none-any.whl").write_bytes(b"old")
    done = command("export", "wheel", "--out", "dist")
    assert done.returncode == 0, done.stderr
    (built,) = (tmp_path / "dist").glob("*.whl")
    assert done.stdout.startswith(f"Built dist/{built.name}, ")
