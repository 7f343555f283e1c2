"""The command ``inkling``."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.trainer.reading.test_picture_number import PICTURES
from trainer.python_version import check_python

Call = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def inkling(tmp_path: Path) -> Call:
    """Runs ``inkling`` as ``python -m trainer.reading`` in a folder that holds ``42.png`` and ``7.png``."""
    for name in ("42", "7"):
        Image.fromarray((PICTURES[name] * 255).astype(np.uint8)).save(tmp_path / f"{name}.png")

    def call(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "trainer.reading", *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return subprocess.run(command, cwd=tmp_path, env=environment, input=given, capture_output=True, check=False, timeout=120)

    return call


def test_it_reads_files_folders_and_the_standard_input(inkling: Call, tmp_path: Path) -> None:
    done = inkling("read", "7.png", "--json", ".", "-", given=(tmp_path / "42.png").read_bytes())
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["source"], line["text"]) for line in lines] == [("7.png", "7"), ("42.png", "42"), ("7.png", "7"), ("-", "42")]


def test_it_says_what_it_read_in_a_line(inkling: Call) -> None:
    done = inkling("read", "42.png", "7.png")
    number, digit = done.stdout.decode().splitlines()
    assert number.startswith("42.png: 42  4:") and digit.startswith("7.png: 7  0:")
    assert done.stderr == b""


def test_what_cannot_be_read_is_named_after_the_rest(inkling: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = inkling("read", "nowhere.png", "empty", "7.png", "-")
    assert done.returncode == 1
    assert done.stdout.decode().startswith("7.png: 7  ")
    first, second, third = done.stderr.decode().splitlines()
    assert first == "inkling: nowhere.png does not exist; name an image file."
    assert second.startswith("empty holds no pictures; ")
    assert third.startswith("The picture is not an image that can be read; ")


def test_bad_input_gets_one_sentence(inkling: Call) -> None:
    done = inkling("read", "7.png", "--model", "nonsense")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("inkling: There is no model 'nonsense'; ")
    assert done.stderr.count(b"\n") == 1
    assert inkling("read").returncode == inkling("read", "7.png", "--nonsense").returncode == inkling().returncode == 2


def test_in_a_checkout_it_starts_the_trainer_and_the_export_from_any_folder(inkling: Call) -> None:
    assert b"inkling_tiny" in inkling("trainer", "recipes").stdout
    done = inkling("export", "convert", "nowhere")
    assert (done.returncode, done.stderr[:43]) == (1, b"python -m export: There is no run at nowher")


def test_a_package_that_is_missing_is_named() -> None:
    program = """
import sys
sys.modules["PIL"] = None
from trainer.reading.cli import main
main(["read", "7.png"])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("inkling: the package PIL is not installed here; to train, ")
    assert done.stderr.count("\n") == 1


def test_training_says_which_python_it_needs() -> None:
    check_python("program", (3, 11))
    check_python("program", (3, 12))
    for version in ((3, 10), (3, 13)):
        with pytest.raises(SystemExit, match=rf"^program: training and exporting need Python 3\.11 or 3\.12, .* this is 3\.{version[1]};"):
            check_python("program", version)
