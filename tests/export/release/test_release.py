"""A release: all files or none, sums that find what changed, proofs that fail where what they prove is not so."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from export import wheel
from export.cards import benchmarks
from export.cards.render import render
from export.convert import keras_file
from export.release import artefacts, check, formats, models_zip, proofs, sbom
from export.release.proofs import PROOFS, Proof
from tests.conftest import Command
from trainer.errors import InklingError


def maker(name: str) -> Callable[..., Path]:
    """A function that builds a small file of that name into the folder among its arguments."""

    def make(*arguments: Any) -> Path:
        folder = next(argument for argument in arguments if isinstance(argument, Path) and argument.is_dir())
        (folder / name).write_text(name, encoding="utf-8")
        return folder / name

    return make


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds small files instead of packages."""
    monkeypatch.setattr(wheel, "build", maker("a.whl"))
    monkeypatch.setattr(wheel, "build_sources", maker("a.tar.gz"))
    monkeypatch.setattr(artefacts, "npm_package", maker("a.tgz"))
    monkeypatch.setattr(models_zip, "write", maker("a.zip"))
    monkeypatch.setattr(sbom, "of_wheel", lambda wheel, version, out, work: maker("python.json")(out))
    monkeypatch.setattr(sbom, "of_npm", lambda version, out: maker("npm.json")(out))


@pytest.fixture
def built(quick: None, tmp_path: Path) -> Path:
    artefacts.build(tmp_path / "release", say=lambda line: None)
    return tmp_path / "release"


def test_a_release_holds_its_files_and_their_sums_alone(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir()) == ["SHA256SUMS", "a.tar.gz", "a.tgz", "a.whl", "a.zip", "npm.json", "python.json"]
    assert [path.name for path in built.parent.iterdir()] == ["release"]
    assert artefacts.check_sums(built) == 6


def test_a_release_that_cannot_be_built_leaves_the_older_one(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: Any) -> Path:
        raise InklingError("No.")

    monkeypatch.setattr(models_zip, "write", fail)
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    with pytest.raises(InklingError, match="No"):
        artefacts.build(built, say=lambda line: None)
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before
    assert [path.name for path in built.parent.iterdir()] == ["release"]


def test_sums_find_what_was_changed_added_or_is_missing(built: Path) -> None:
    (built / "a.whl").write_text("other", encoding="utf-8")
    with pytest.raises(InklingError, match=r"a\.whl is not the file"):
        artefacts.check_sums(built)
    (built / "a.whl").rename(built / "b.whl")
    with pytest.raises(InklingError, match=r"differ: a\.whl, b\.whl"):
        artefacts.check_sums(built)


def test_each_proof_gets_an_empty_folder_and_the_first_that_fails_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[Path]] = []

    def works(files: Any, folder: Path) -> str:
        seen.append(list(folder.iterdir()))
        (folder / "left").touch()
        return "well"

    def fails(files: Any, folder: Path) -> str:
        raise InklingError("It does not.")

    monkeypatch.setattr(proofs, "PROOFS", (Proof("one", "One", works), Proof("two", "Two", works)))
    assert [(done.name, done.found) for done in proofs.prove({}, tmp_path / "a", say=lambda line: None)] == [
        ("one", "well"),
        ("two", "well"),
    ]
    assert seen == [[], []]
    monkeypatch.setattr(proofs, "PROOFS", (Proof("two", "Two", fails), Proof("one", "One", works)))
    with pytest.raises(InklingError, match="It does not"):
        proofs.prove({}, tmp_path / "b", say=lambda line: None)
    assert len(seen) == 2


def test_an_environment_that_brings_tensorflow_is_no_proof(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "environment", lambda folder, requirements: folder)
    monkeypatch.setattr(proofs, "_output", lambda command, folder: "numpy tensorflow")
    with pytest.raises(InklingError, match=r"a\.whl brings tensorflow"):
        next(proof for proof in PROOFS if proof.name == "wheel").run({"wheel": tmp_path / "a.whl"}, tmp_path)


@pytest.mark.parametrize(("skipped", "failed", "complaint"), [(0, 1, "a page reads"), (1, 0, "1 tests were skipped")])
def test_a_test_of_the_npm_package_that_fails_or_is_skipped_is_no_proof(
    skipped: int, failed: int, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["not ok 1 - a page reads"] * failed + ["# tests 3", f"# pass {3 - skipped - failed}", f"# skipped {skipped}"]

    class Done:
        returncode = failed
        stdout = "\n".join(lines) + "\n"

    monkeypatch.setattr(subprocess, "run", lambda *arguments, **settings: Done)
    with pytest.raises(InklingError, match=complaint):
        next(proof for proof in PROOFS if proof.name == "npm").run({"npm": tmp_path / "a.tgz"}, tmp_path)


def answers(right: np.ndarray[Any, Any], sure: float) -> np.ndarray[Any, Any]:
    """Probabilities that name the digits ``right``."""
    rows = np.full((len(right), 10), (1 - sure) / 9, np.float32)
    rows[np.arange(len(right)), right] = sure
    return rows


@pytest.mark.parametrize(
    ("told", "onnx_sure", "complaint"), [(1.0, 0.9, None), (1.0, 0.8, "linear, onnx: .*not faithful"), (0.5, 0.9, "its card says")]
)
def test_a_file_that_differs_from_keras_or_keras_from_the_card_is_named(
    told: float, onnx_sure: float, complaint: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = np.arange(10, dtype=np.uint8)
    monkeypatch.setattr(keras_file, "answers", lambda file, grids: answers(labels, 0.9))
    monkeypatch.setattr(formats, "RUNTIMES", {"onnx": ("model.onnx", lambda file, grids: answers(labels, onnx_sure))})
    monkeypatch.setattr("export.cards.huggingface.check", lambda text: {"model-index": [{"results": [{"metrics": [{"value": told}]}]}]})
    folder = tmp_path / "linear"
    folder.mkdir()
    (folder / "README.md").touch()
    (folder / "config.json").write_text('{"commit": "0123", "files": {"model.onnx": {"weights": "float32"}}}', encoding="utf-8")
    grids = np.zeros((10, 28, 28, 1), np.float32)
    if complaint is None:
        assert [parity.flips for parity in formats.compare_model(folder, grids, labels)] == [0]
    else:
        with pytest.raises(InklingError, match=complaint):
            formats.compare_model(folder, grids, labels)


RESULTS = {
    "commit": "0123456789",
    "command": "make release-check",
    "version": "1.2.3",
    "python": "3.11.7",
    "hardware": {"processor": "P", "cores": 2},
    "load": 3.0,
    "artefacts": [{"kind": "wheel", "name": "a.whl", "bytes": 372_000, "seconds": 2.7}],
    "proofs": [{"name": "wheel", "of": "The wheel", "found": "7 packages", "seconds": 75.2}],
}


def test_the_table_and_the_page_show_sizes_and_times() -> None:
    assert "a.whl  372 KB  2.7 s" in check.table(RESULTS)
    page = render("release", **{**benchmarks.release(RESULTS), **benchmarks.origin(RESULTS)})
    assert "| `a.whl` | Python package | 372 KB | 2.7 s |" in page
    assert "| The wheel | 7 packages | 1 min 15 s |" in page
    assert "busy with other work" in page


def test_every_kind_of_file_has_words_for_readers(quick: None, tmp_path: Path) -> None:
    kinds = {one.kind for one in artefacts.build(tmp_path / "release", say=lambda line: None)}
    assert kinds == set(benchmarks.ARTEFACTS)


def test_a_wrong_tag_ends_the_command_before_anything_is_built(command: Command, tmp_path: Path) -> None:
    done = command("export", "release-check", "--tag", "v9.9.9")
    assert done.returncode == 1
    assert done.stderr.startswith("python -m export: The tag v9.9.9 is not v") and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
