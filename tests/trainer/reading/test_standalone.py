"""``trainer.reading`` stands alone, so that it can be shipped without the rest."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDER = ROOT / "trainer" / "reading"
ALLOWED = {"numpy", "PIL"}


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports by an absolute name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_it_imports_numpy_pillow_and_itself(path: Path) -> None:
    assert imported(path) <= ALLOWED | sys.stdlib_module_names


def test_a_copy_under_another_name_works_without_the_trainer_and_tensorflow(tmp_path: Path) -> None:
    package = tmp_path / "inkling"
    package.mkdir()
    for path in FOLDER.glob("*.py"):
        (package / path.name).write_bytes(path.read_bytes())
    program = """
import sys
for name in ("trainer", "tensorflow", "keras"):
    sys.modules[name] = None
import numpy
from inkling import errors, image, image_file, photo, rejection, strokes
grid = strokes.strokes_to_grid([[{"x": 0, "y": 0}, {"x": 1, "y": 9}]])
assert grid is not None and image.image_to_grid(1 - grid) is not None
assert rejection.verdict_of(numpy.eye(10, dtype=numpy.float32)[3], None).label == 3
"""
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, check=True, timeout=120)
