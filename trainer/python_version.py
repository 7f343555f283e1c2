"""Checks the version of Python before anything else is imported. Valid for every Python 3."""

from __future__ import annotations

import sys

OLDEST, NEWEST = (3, 11), (3, 12)
"""The versions that TensorFlow 2.19 and the trainer run on; ``trainer/reading/`` runs on more."""


def check_python(program: str, version: tuple[int, int] = sys.version_info[:2]) -> None:
    """Ends the program with one sentence where this Python cannot run the trainer.

    Args:
        program: What the sentence begins with.
        version: That of this Python.
    """
    if not OLDEST <= version <= NEWEST:
        sys.exit(
            f"{program}: training and exporting need Python 3.11 or 3.12, because TensorFlow 2.19 does, and this is "
            f"{version[0]}.{version[1]}; reading digits ('inkling read') works here."
        )
