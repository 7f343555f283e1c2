"""Builds every file of a release into one folder: ``python -m export release`` (``make release``) -> ``build/release/``.

The wheel and its sources, the npm package, the models, what both packages are made of, and ``SHA256SUMS`` last.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from export import wheel
from export.convert.parity import SITE
from export.release import models_zip, sbom
from export.release.version import version
from export.wheel import CHECKOUT
from trainer.errors import InklingError
from trainer.run import sha256, write_atomically

SUMS = "SHA256SUMS"
"""Name of the file with the SHA-256 of all others, in the form that ``sha256sum -c`` reads."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of a release."""

    kind: str
    """What it is, and its name in ``release.json``: wheel, sources, npm, models, sbom-python or sbom-npm."""
    file: Path
    """The file."""
    seconds: float
    """How long building it took."""


def build(out: Path, say: Callable[[str], None] = print) -> list[Artefact]:
    """Builds the files into ``out``, which holds nothing else afterwards.

    Args:
        out: The folder; it is replaced when everything is built, and is as it was when something fails.
        say: Called with one line for each file.

    Raises:
        InklingError: The version is not the same everywhere, or something cannot be built.
    """
    number = version()
    draft = out.with_name(f".{out.name}-draft")
    work = out.with_name(f".{out.name}-work")
    for folder in (draft, work):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    try:
        built = _build(number, draft, work, say)
        write_atomically(draft / SUMS, "".join(f"{sha256(one.file)}  {one.file.name}\n" for one in built).encode())
        shutil.rmtree(out, ignore_errors=True)
        draft.rename(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(work, ignore_errors=True)
    return [Artefact(one.kind, out / one.file.name, one.seconds) for one in built]


def _build(number: str, draft: Path, work: Path, say: Callable[[str], None]) -> list[Artefact]:
    built: list[Artefact] = []

    def add(kind: str, make: Callable[[], Path]) -> Path:
        start = time.perf_counter()
        made = make()
        file = draft / made.name
        if made != file:
            shutil.move(made, file)
        built.append(Artefact(kind, file, time.perf_counter() - start))
        say(f"Built {file.name}, {file.stat().st_size / 1000:,.0f} KB.")
        return file

    installed = add("wheel", lambda: wheel.build(work))
    add("sources", lambda: wheel.build_sources(work))
    add("npm", lambda: npm_package(work))
    add("models", lambda: models_zip.write(work, number))
    add("sbom-python", lambda: sbom.of_wheel(installed, number, work, work))
    add("sbom-npm", lambda: sbom.of_npm(number, work))
    return sorted(built, key=lambda one: one.file.name)


def npm_package(out: Path) -> Path:
    """Builds the npm package into the folder ``out`` and returns its tarball.

    Raises:
        InklingError: Node is missing, or it cannot be built.
    """
    command = ["node", str(SITE / "build" / "npm" / "package.mjs"), "--out", str(out.resolve())]
    try:
        done = subprocess.run(command, cwd=CHECKOUT, env=dict(os.environ), capture_output=True, text=True, check=False)
    except OSError as error:
        raise InklingError("Node.js is missing, and the npm package needs it; install Node 20.16 or later.") from error
    if done.returncode:
        raise InklingError(f"The npm package cannot be built: {' '.join(done.stderr.split())[:300]}")
    return CHECKOUT / done.stdout.strip()


def check_sums(folder: Path) -> int:
    """Checks every file of a release against ``SHA256SUMS``; returns how many there are.

    Raises:
        InklingError: A file is missing, is not listed, or is another one.
    """
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {path.name for path in folder.iterdir()} - {SUMS}
    if there != set(listed):
        raise InklingError(f"{SUMS} and the folder differ: {', '.join(sorted(there ^ set(listed)))}.")
    for name, digest in listed.items():
        if sha256(folder / name) != digest:
            raise InklingError(f"{name} is not the file that {SUMS} lists.")
    return len(listed)
