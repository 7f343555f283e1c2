"""The one version number of the project, which three ecosystems want in a file of their own.

Reads and writes ``pyproject.toml``, ``site/package.json`` with its lock file, ``CITATION.cff`` and ``CHANGELOG.md``.
Command: ``python -m export version [NUMBER]``; a test holds the files together.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from export.wheel import CHECKOUT
from trainer.errors import InklingError
from trainer.run import write_atomically

NUMBER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
"""What Python, npm and Semantic Versioning read in the same way: 1.2.3. Spellings of pre-releases differ between them."""

UNRELEASED = "## Unreleased\n"
"""The heading of the changelog under which changes are collected."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the number stands."""

    file: str
    """The file, relative to the checkout."""
    pattern: re.Pattern[str]
    """What is before the number, as a group, and the number."""
    times: int = 1
    """How often it stands there."""


PLACES = (
    Place("pyproject.toml", re.compile(r'^(version = ")([^"]+)', re.MULTILINE)),
    Place("site/package.json", re.compile(r'^(  "version": ")([^"]+)', re.MULTILINE)),
    Place("site/package-lock.json", re.compile(r'("name": "inkling-site",\s+"version": ")([^"]+)'), times=2),
    Place("CITATION.cff", re.compile(r"^(version: )(\S+)", re.MULTILINE)),
)


def versions(checkout: Path = CHECKOUT) -> dict[str, str]:
    """Returns the number that stands in each file.

    Raises:
        InklingError: A file has none.
    """
    return {place.file: _found(checkout, place)[0] for place in PLACES}


def version(checkout: Path = CHECKOUT) -> str:
    """Returns the version of the project.

    Raises:
        InklingError: The files do not agree.
    """
    found = versions(checkout)
    if len(set(found.values())) > 1:
        listed = ", ".join(f"{number} in {file}" for file, number in found.items())
        raise InklingError(f"The files disagree about the version: {listed}; write one with 'python -m export version NUMBER'.")
    return found["pyproject.toml"]


def check_tag(tag: str, checkout: Path = CHECKOUT) -> None:
    """Raises an InklingError unless a tag names the version of the checkout, and the changelog has a part of its own for it."""
    number = version(checkout)
    if tag != f"v{number}":
        raise InklingError(
            f"The tag {tag} is not v{number}, the version of the files; run 'make version VERSION=...', commit and tag again."
        )
    if not notes(checkout):
        raise InklingError(f"CHANGELOG.md has no part '## {number}' with text; run 'make version VERSION={number}', commit and tag again.")


def notes(checkout: Path = CHECKOUT) -> str:
    """Returns what the changelog says of this version, as Markdown; nothing where it has no part for it."""
    text = (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    number = re.escape(version(checkout))
    part = re.search(rf"^## {number} - \d{{4}}-\d\d-\d\d\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return part[1].strip() if part else ""


def set_version(number: str, checkout: Path = CHECKOUT, today: datetime.date | None = None) -> list[str]:
    """Writes a version into all files, and gives what the changelog lists as unreleased its heading; returns the changed files.

    Raises:
        InklingError: It is not a version; a file cannot hold it, and then none was changed.
    """
    if not NUMBER.fullmatch(number):
        raise InklingError(f"{number} is not a version such as 1.2.3.")
    date = (today or datetime.date.today()).isoformat()
    texts = {place.file: place.pattern.sub(rf"\g<1>{number}", _found(checkout, place)[1]) for place in PLACES}
    texts["CITATION.cff"] = _dated(texts["CITATION.cff"], date)
    texts["CHANGELOG.md"] = _headed((checkout / "CHANGELOG.md").read_text(encoding="utf-8"), number, date)
    changed = [file for file, text in texts.items() if (checkout / file).read_text(encoding="utf-8") != text]
    for file in changed:
        write_atomically(checkout / file, texts[file].encode())
    return changed


def _found(checkout: Path, place: Place) -> tuple[str, str]:
    """The number in a file, and the file's text."""
    text = (checkout / place.file).read_text(encoding="utf-8")
    found = {match[2] for match in place.pattern.finditer(text)}
    if len(found) != 1 or len(place.pattern.findall(text)) != place.times:
        raise InklingError(f"{place.file} has no version, or several, where it should stand {place.times} times.")
    return found.pop(), text


def _dated(citation: str, date: str) -> str:
    """The citation with the day of the release, which it has after the version."""
    without = re.sub(r"^date-released: .*\n", "", citation, flags=re.MULTILINE)
    return re.sub(r"^(version: .*\n)", rf"\g<1>date-released: {date}\n", without, flags=re.MULTILINE)


def _headed(changelog: str, number: str, date: str) -> str:
    """The changelog with the heading of a version under that of what comes next; a version that has one keeps it."""
    if re.search(rf"^## {re.escape(number)} - ", changelog, re.MULTILINE):
        return changelog
    if UNRELEASED not in changelog:
        raise InklingError(f"CHANGELOG.md has no line '{UNRELEASED.strip()}', under which the next version stands.")
    return changelog.replace(UNRELEASED, f"{UNRELEASED}\n## {number} - {date}\n", 1)
