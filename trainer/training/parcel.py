"""A run on its way from one machine to another: its files as bytes, with one SHA-256 over all of them. Standard library only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from trainer.errors import InklingError
from trainer.run import Run, sha256_of, write_atomically

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A run whose steps have finished."""

    files: Mapping[str, bytes]
    """Path in the run's folder -> content; the manifest among them."""
    sha256: str
    """Of all of them."""


def pack(run: Run) -> Parcel:
    """Reads the files that a run's manifest names."""
    names = {name for entry in run.manifest.values() for name in entry["files"]}
    files = {name: (run.path / name).read_bytes() for name in sorted({*names, MANIFEST})}
    return Parcel(files, sha256_of(files))


def unpack(parcel: Parcel, run: Run) -> None:
    """Writes a run, the manifest last: what is interrupted here does not count as a run.

    Raises:
        InklingError: Something was lost or altered on the way.
    """
    _check(parcel, run)
    for name, content in parcel.files.items():
        if name != MANIFEST:
            write_atomically(run.path / name, content)
    write_atomically(run.path / MANIFEST, parcel.files[MANIFEST])
    (run.path / "partial.npz").unlink(missing_ok=True)


def _check(parcel: Parcel, run: Run) -> None:
    damaged = InklingError(f"{run.path} came back damaged from its worker; run the command again.")
    if sha256_of(parcel.files) != parcel.sha256 or MANIFEST not in parcel.files:
        raise damaged
    for name in parcel.files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise damaged
    for entry in json.loads(parcel.files[MANIFEST]).values():
        if any(hashlib.sha256(parcel.files.get(name, b"")).hexdigest() != sha256 for name, sha256 in entry["files"].items()):
            raise damaged
