"""The wheel, used as a stranger uses it: installed into an empty environment, away from the checkout.

Its dependencies come from the package registry, or from the cache of an earlier run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from export.wheel import build, environment
from export.wheel_benchmark import photograph
from tests.conftest import ROOT, Command
from tests.trainer.reading.test_picture_number import DIGITS, PICTURES
from trainer.reading import Recogniser
from trainer.run import read_json

DRAWINGS = ("4", "7", "42", "3.14", "17 of a thick pen", "35 of chalk", "42 under a lamp")
"""Pictures of ours that both sides read."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The wheel in an environment of its own."""

    wheel: Path
    """The wheel's file."""
    programs: Path
    """The environment's folder of programs."""
    folder: Path
    """An empty folder to work in, with the pictures."""

    def run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Runs a program of the environment in the folder, without this process's settings of Python."""
        command = [str(self.programs / program), *words]
        return subprocess.run(command, cwd=self.folder, env={"PATH": ""}, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Builds the wheel and installs it."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = build(folder / "dist")
    work = folder / "work"
    work.mkdir()
    for name in DRAWINGS:
        Image.fromarray((PICTURES[name] * 255).round().astype(np.uint8)).save(work / f"{name}.png")
    return Installed(wheel, environment(folder / "environment", [wheel]), work)


def test_the_wheel_holds_the_package_the_flagship_and_nothing_else(installed: Installed) -> None:
    names = {name for name in zipfile.ZipFile(installed.wheel).namelist() if ".dist-info/" not in name}
    modules = {f"inkling/{path.name}" for path in (ROOT / "trainer" / "reading").glob("*.py")}
    files = read_json(ROOT / "docs" / "models" / "inkling" / "config.json")["files"]
    model = ["config.json", *(name for name, about in files.items() if about["format"] == "tfjs")]
    assert names == modules | {"inkling/py.typed", *(f"inkling/models/inkling/{name}" for name in model)}


def test_the_command_reads_a_photograph(installed: Installed) -> None:
    photograph(installed.folder / "photo.jpg")
    done = installed.run("inkling", "read", "photo.jpg")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("photo.jpg: 7  0:")
    assert installed.run("inkling", "--version").stdout.startswith("inkling 0.")


def test_it_answers_what_the_trainer_s_predict_answers(installed: Installed, command: Command) -> None:
    files = [f"{name}.png" for name in DRAWINGS]
    ours = command("trainer", "predict", ROOT / "docs" / "models" / "inkling", *(installed.folder / file for file in files), "--json")
    theirs = installed.run("inkling", "read", "--json", *files)
    assert theirs.returncode == ours.returncode == 0, theirs.stderr + ours.stderr
    for name, one, other in zip(DRAWINGS, theirs.stdout.splitlines(), ours.stdout.splitlines(), strict=True):
        mine, yours = json.loads(one), json.loads(other)
        assert mine["text"] == yours["text"] == name.split()[0]
        for left, right in zip([mine, *mine["pieces"]], [yours, *yours["pieces"]], strict=True):
            assert left["verdict"] == right["verdict"] and left["candidates"] == right["candidates"]
            assert left["probabilities"] == pytest.approx(right["probabilities"], abs=1e-5)


def test_strokes_are_read_without_tensorflow_and_without_pillow(installed: Installed) -> None:
    program = f"""
import json, sys, inkling
answer = inkling.Recogniser().recognise({json.dumps(DIGITS[4])})
print(json.dumps([answer.label, answer.probabilities.tolist(), sorted({{"PIL", "scipy", "tensorflow", "trainer"}} & set(sys.modules))]))
"""
    done = installed.run("python", "-c", program)
    label, probabilities, imported = json.loads(done.stdout)
    expected = Recogniser().recognise(DIGITS[4])
    assert (label, imported) == (4, [])
    assert expected.probabilities is not None
    assert probabilities == pytest.approx(expected.probabilities.tolist(), abs=1e-5)


@pytest.mark.parametrize("version", ["3.10", "3.12", "3.13", "3.14"])
def test_it_reads_on_every_python_that_is_here(version: str, installed: Installed, tmp_path: Path) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} is not installed here")
    other = Installed(installed.wheel, environment(tmp_path / "environment", [installed.wheel], python), installed.folder)
    done = other.run("inkling", "read", "3.14.png")
    assert done.stdout.startswith("3.14.png: 3.14  3:"), done.stderr


def interpreter(version: str) -> str | None:
    """Finds a Python of a version: one that is called so, or one of pyenv, whose own commands may be switched off."""
    of_pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob(f"versions/{version}.*/bin/python")
    for candidate in (shutil.which(f"python{version}"), *map(str, of_pyenv)):
        command = [candidate or "", "-c", "import sys, venv; print(*sys.version_info[:2], sep='.')"]
        if candidate and subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() == version:
            return candidate
    return None


def test_there_is_no_trainer_in_it(installed: Installed) -> None:
    done = installed.run("inkling", "trainer", "recipes")
    assert done.returncode == 2
    assert "invalid choice: 'trainer'" in done.stderr
    assert installed.run("python", "-c", "import trainer").returncode == 1


def test_an_editable_checkout_has_the_commands_of_the_trainer(installed: Installed, tmp_path: Path) -> None:
    programs = environment(tmp_path / "environment", ["--no-deps", "-e", ROOT])
    done = subprocess.run([programs / "inkling", "trainer", "recipes"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "inkling_tiny" in done.stdout, done.stderr
    found: list[str | Path] = [programs / "python", "-c", "import inkling; print(inkling.__file__)"]
    assert Path(subprocess.run(found, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.strip()).is_relative_to(ROOT)
