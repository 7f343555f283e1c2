"""Handwriting fonts: which npm packages are read, how they are fetched and verified, and what is in them.

``packages.json`` names each package with its version and the SHA-256 of its file. A font counts only where its package
contains the SIL Open Font License.
"""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from trainer.data import npm
from trainer.errors import InklingError
from trainer.run import read_json

PINNED = Path(__file__).with_name("packages.json")
"""The packages: ``@fontsource/NAME@VERSION`` -> SHA-256 of its .tgz file."""

LICENCE = "SIL OPEN FONT LICENSE Version 1.1"
"""How the text of the licence begins."""


@dataclass(frozen=True, slots=True)
class Font:
    """One handwriting font."""

    package: str
    """``@fontsource/NAME@VERSION``"""
    outlines: bytes
    """The font as a TrueType or OpenType file."""
    characters: frozenset[str]
    """What it can write."""
    copyright: tuple[str, ...]
    """Who owns it, as the package's licence and the font say it."""
    licence: str
    """The text of the SIL Open Font License."""


def pinned() -> dict[str, str]:
    """Returns the packages that hands are made from, in order, and the SHA-256 of each."""
    packages: dict[str, str] = read_json(PINNED)
    return packages


def fetch(packages: Mapping[str, str], folder: Path, say: Callable[[str], None]) -> list[Font]:
    """Reads packages from a folder; those that are not there are fetched into it.

    Raises:
        InklingError: npm or the registry is missing, or a package is not the one that was pinned; the message names it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [package for package in packages if not (folder / file_of(package)).is_file()]
    for number, package in enumerate(missing, 1):
        say(f"Fetching {package} ({number} of {len(missing)}).")
        npm.pack(package, folder)
    return [read(folder / file_of(package), package, digest) for package, digest in packages.items()]


def file_of(package: str) -> str:
    """Returns the name that npm gives to a package's file: ``fontsource-NAME-VERSION.tgz``."""
    name, version = package.removeprefix("@").rsplit("@", 1)
    return f"{name.replace('/', '-')}-{version}.tgz"


def read(path: Path, package: str, digest: str) -> Font:
    """Reads the font in a package's file.

    Raises:
        InklingError: The file is missing, is not the pinned one, has another licence or no owner, or holds no font that can be read.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InklingError(f"{package} was fetched, but {path} does not exist; fetch it again.") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise InklingError(f"{path} is not the pinned {package} (its SHA-256 differs); delete it and fetch it again.")
    name = package.removeprefix("@fontsource/").rsplit("@", 1)[0]
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            licence = _member(archive, "LICENSE").decode()
            woff = _member(archive, f"files/{name}-latin-400-normal.woff")
        font = TTFont(io.BytesIO(woff), recalcTimestamp=False)
        font.flavor = None
        outlines = io.BytesIO()
        font.save(outlines)
        characters = frozenset(map(chr, font.getBestCmap()))
        named = font["name"].getDebugName(0)
    except (KeyError, TypeError, UnicodeDecodeError, tarfile.TarError, TTLibError):
        raise InklingError(f"{path} does not hold a licence and a font as {package} does; delete it and fetch it again.") from None
    header, found, terms = licence.partition(LICENCE)
    if not found:
        raise InklingError(f"{package} is not under the SIL Open Font License; take it out of {PINNED.name}.")
    owners = _copyright(header, named)
    if not owners:
        raise InklingError(f"{package} does not say who owns its font; take it out of {PINNED.name}.")
    return Font(package, outlines.getvalue(), characters, owners, found + terms.rstrip() + "\n")


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    """Returns a file of a package. Raises a KeyError where there is none."""
    file = archive.extractfile(f"package/{name}")
    if file is None:
        raise KeyError(name)
    with file:
        return file.read()


def _copyright(header: str, named: str | None) -> tuple[str, ...]:
    """Returns the copyright lines, each once: that above the licence and that in the font. What repeats it for each weight is cut."""
    lines = [line for line in header.splitlines() if line.startswith("Copyright")] + (named or "").splitlines()
    short = [" ".join(re.split(r" \S+\.ttf: ", line)[0].split()) for line in lines]
    return tuple(line for index, line in enumerate(short) if line and not any(line in other for other in short[:index]))
