"""Proves the files of a release by using them, each in a place that is empty before.

Reads a folder that ``artefacts.py`` wrote, and nothing of the checkout but the programs that do the proving.
Command: ``python -m export release-check`` (``make release-check``).
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from export.convert.parity import SITE
from export.notebook.command import NOTEBOOK
from export.notebook.execute import FEW, execute
from export.notebook.page import read_notebook
from export.programs import output
from export.release import artefacts, models_zip, sbom
from export.release.formats import agree
from export.wheel import CHECKOUT, environment
from trainer.errors import InklingError

READS = CHECKOUT / "tests" / "read_a_seven.py"
"""The program that reads a drawing and a photograph with the installed package; it imports nothing of the checkout."""

PRESENT = "import importlib.metadata as m, json; print(' '.join(sorted(d.name.lower() for d in m.distributions())))"
"""Prints the names of all packages of an environment."""

HEAVY = {"tensorflow", "keras", "scipy", "torch"}
"""Packages that reading must not install."""

BROWSER_TESTS = "tests/browser/npm/*.test.mjs"
"""What uses the tarball: in Node, and in Chromium through the pages that Vite, webpack and no bundler make of it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One way of using what was released."""

    name: str
    """Its name in ``release.json``."""
    of: str
    """What it proves, for readers."""
    run: Callable[[Mapping[str, Path], Path], str]
    """Uses the files (kind -> file) in an empty folder, and returns in a few words what came out; fails with an InklingError."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A proof that was run."""

    name: str
    """That of the proof."""
    of: str
    """What it proves."""
    found: str
    """What came out."""
    seconds: float
    """How long it took, by the clock."""


def prove(files: Mapping[str, Path], work: Path, say: Callable[[str], None] = print) -> list[Proven]:
    """Runs all proofs, each in an empty folder of its own below ``work``.

    Raises:
        InklingError: The first that fails says what is wrong.
    """
    done = []
    for proof in PROOFS:
        folder = work / proof.name
        folder.mkdir(parents=True)
        start = time.perf_counter()
        found = proof.run(files, folder)
        done.append(Proven(proof.name, proof.of, found, time.perf_counter() - start))
        say(f"Proven: {proof.of}: {found}.")
    return done


def _sums(files: Mapping[str, Path], work: Path) -> str:
    return f"{artefacts.check_sums(files['wheel'].parent)} files"


def _installed(kind: str) -> Callable[[Mapping[str, Path], Path], str]:
    """A proof that installs an archive into an empty environment and reads with it."""

    def run(files: Mapping[str, Path], work: Path) -> str:
        python = environment(work / "environment", [files[kind]]) / "python"
        packages = _output([python, "-I", "-c", PRESENT], work).split()
        if heavy := HEAVY & set(packages):
            raise InklingError(f"Installing {files[kind].name} brings {', '.join(sorted(heavy))}.")
        read = _output([python, "-I", READS], work)
        return f"{re.sub(r', inkling .*', '', read)}, {len(packages)} packages, 7 read from strokes and from a photograph"

    return run


def _npm(files: Mapping[str, Path], work: Path) -> str:
    tests = sorted(str(path.relative_to(CHECKOUT)) for path in CHECKOUT.glob(BROWSER_TESTS))
    # CI=true: where a browser is missing, a test fails instead of being skipped.
    settings = {**os.environ, "CI": "true", "INKLING_NPM": str(files["npm"].parent.resolve())}
    done = subprocess.run(
        ["node", "--test", "--test-reporter=tap", *tests], cwd=CHECKOUT, env=settings, capture_output=True, text=True, check=False
    )
    counts = dict(re.findall(r"^# (tests|pass|skipped) (\d+)$", done.stdout, re.MULTILINE))
    if done.returncode or counts.get("pass") != counts.get("tests"):
        failed = re.findall(r"^(?:not ok \d+ - |# Error: )(.+)$", done.stdout, re.MULTILINE) or [
            f"{counts.get('skipped')} tests were skipped"
        ]
        raise InklingError(f"The npm package does not do what its tests say: {'; '.join(failed)}. Run 'make npm' to see more.")
    return f"{counts['pass']} tests"


def _models(files: Mapping[str, Path], work: Path) -> str:
    return f"{len(models_zip.check(models_zip.unpack(files['models'], work)))} models"


def _formats(files: Mapping[str, Path], work: Path) -> str:
    return agree(models_zip.unpack(files["models"], work))


def _boms(files: Mapping[str, Path], work: Path) -> str:
    return ", ".join(f"{len(sbom.check(files[f'sbom-{kind}']))} components in {kind}" for kind in ("python", "npm"))


def _workflows(files: Mapping[str, Path], work: Path) -> str:
    return _output(["node", SITE / "bin" / "lint-workflows.mjs"], CHECKOUT).partition(":")[2].partition(",")[0].strip()


def _notebook(files: Mapping[str, Path], work: Path) -> str:
    notebook = execute(
        read_notebook(CHECKOUT / "docs" / NOTEBOOK), CHECKOUT / "docs" / NOTEBOOK.parent, {**FEW, "NOTEBOOK_RUNS": str(work)}
    )
    return f"{sum(cell['cell_type'] == 'code' for cell in notebook['cells'])} cells, with few images and one epoch"


def _output(command: list[str | Path], folder: Path) -> str:
    """What a program prints, without settings of Python of this process."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return output(Path(command[0]).name, command, folder, settings).strip()


PROOFS = (
    Proof("sums", "SHA256SUMS lists every file", _sums),
    Proof("wheel", "The wheel, in an empty environment without TensorFlow", _installed("wheel")),
    Proof("sources", "The sources, built and installed there", _installed("sources")),
    Proof("models", "Each config.json is what its schema says, its files have its SHA-256, its card can be read", _models),
    Proof("npm", "The npm package, in Node and in Chromium with Vite, webpack and neither", _npm),
    Proof("sboms", "What the packages are made of, valid CycloneDX", _boms),
    Proof("workflows", "The workflows, linted with actionlint", _workflows),
    Proof("notebook", "The notebook, from the data to the model in TensorFlow.js", _notebook),
    Proof("formats", "ONNX, LiteRT, TensorFlow.js and the Python package agree with Keras, for every model", _formats),
)
"""All proofs, the one that takes minutes last."""
