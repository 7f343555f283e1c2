"""Builds the wheel ``inkling-digits``, and installs it as a stranger would: into an environment that holds nothing else.

``make wheel`` builds it into ``build/dist/``; a test and ``export/wheel_benchmark.py`` install it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from trainer.errors import InklingError

CHECKOUT = Path(__file__).parents[1]
"""The checkout that is built."""

LEFT_OVER = CHECKOUT / "build" / "wheel"
"""Where setuptools copies what it packs; a file that is gone from the sources would stay there and be packed again."""


def build(out: Path) -> Path:
    """Builds the wheel of this checkout into the folder ``out``, and returns it.

    Raises:
        InklingError: It cannot be built.
    """
    shutil.rmtree(LEFT_OVER, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("inkling_digits-*.whl"):
        old.unlink()
    _uv("build", "--wheel", "--out-dir", out, CHECKOUT)
    (wheel,) = out.glob("inkling_digits-*.whl")
    return wheel


def environment(folder: Path, requirements: Sequence[str | Path], python: str | None = None) -> Path:
    """Makes an empty environment, installs requirements into it, and returns its folder of programs.

    Args:
        folder: Where it is made; what is there goes.
        requirements: As pip takes them: names, wheels, ``-e`` and a folder.
        python: The interpreter or its version; None takes the one that runs this.

    Raises:
        InklingError: Something cannot be installed.
    """
    _uv("venv", "--clear", "--python", python or sys.executable, folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    _uv("pip", "install", "--python", folder, *requirements)
    return programs


def _uv(*words: str | Path) -> None:
    """Runs uv, which installs in seconds what pip installs in a minute."""
    beside = Path(sys.executable).with_name("uv")
    program = str(beside) if beside.exists() else shutil.which("uv")
    if program is None:
        raise InklingError("uv is not installed here; run pip install uv.")
    done = subprocess.run([program, *map(str, words), "--quiet"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise InklingError(f"uv {words[0]} failed: {' '.join(done.stderr.split())}")
