"""Runs other programs for the export: what they print, or one sentence that says why they failed."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from trainer.errors import InklingError

LONGEST = 300
"""Characters of what a program says of its failure; the end of it, where the reason stands."""


def output(name: str, command: Sequence[str | Path], folder: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Runs a program and returns what it prints.

    Args:
        name: What the sentence calls it.
        command: The program and its words.
        folder: Where it runs; None is the current folder.
        environment: Its variables; None are those of this process.

    Raises:
        InklingError: It cannot be started, or fails.
    """
    try:
        done = subprocess.run([*map(str, command)], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise InklingError(f"{name} cannot be started: {error.strerror}.") from error
    if done.returncode:
        raise InklingError(f"{name} failed: {' '.join(done.stderr.split())[-LONGEST:] or 'it said no reason'}")
    return done.stdout
