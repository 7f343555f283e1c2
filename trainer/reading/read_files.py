"""Reads picture files, folders of them, and what comes in through the standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .answer import Answer
from .errors import InklingError
from .recogniser import Recogniser

PICTURES = {".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}
"""Suffixes of the files that are read in a folder."""
STDIN = "-"
"""Stands for a picture that comes in through the standard input."""

Refuse = Callable[[InklingError], None]
"""Is told why something could not be read."""


def read_files(recogniser: Recogniser, sources: Sequence[str | Path], refuse: Refuse | None = None) -> Iterator[tuple[str, Answer]]:
    """Reads pictures, one after the other.

    Args:
        recogniser: What reads them.
        sources: Files; folders, whose pictures are read in the order of their names; ``-`` for the standard input.
        refuse: Called with the reason where something cannot be read, which is then left out.

    Yields:
        The file's name and what is in it.

    Raises:
        InklingError: Without ``refuse``: something is missing or is no picture.
    """
    for source in sources:
        try:
            files = pictures_of(source)
        except InklingError as error:
            _refused(error, refuse)
            continue
        for file in files:
            try:
                answer = recogniser.read(sys.stdin.buffer.read() if str(file) == STDIN else file)
            except InklingError as error:
                _refused(error, refuse)
            else:
                yield str(file), answer


def pictures_of(source: str | Path) -> list[Path]:
    """Returns the pictures of a folder; what is no folder stands for itself.

    Raises:
        InklingError: The folder holds no picture.
    """
    path = Path(source)
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in PICTURES)
    if not files:
        raise InklingError(f"{path} holds no pictures; name a folder with files that end with {', '.join(sorted(PICTURES))}.")
    return files


def _refused(error: InklingError, refuse: Refuse | None) -> None:
    if refuse is None:
        raise error
    refuse(error)
