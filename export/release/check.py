"""Builds a release, proves it, and keeps sizes and times: ``python -m export release-check`` -> ``runs/release.json``.

``python -m export benchmark runs/release.json`` publishes them; the page on releases shows them.
"""

from __future__ import annotations

import platform
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from export.release.artefacts import build
from export.release.proofs import prove
from export.release.version import version
from export.wheel import CHECKOUT
from trainer.provenance import git_commit, hardware, load


def check(out: Path, say: Callable[[str], None] = print) -> dict[str, Any]:
    """Builds a release into ``out`` and proves it.

    Returns:
        Version, where it was measured, ``artefacts`` with sizes in bytes and seconds, ``proofs`` with what came out and seconds.

    Raises:
        InklingError: Something cannot be built, or does not do what it should.
    """
    commit = git_commit(CHECKOUT)
    built = build(out, say)
    with tempfile.TemporaryDirectory(prefix="inkling-release-") as work:
        proven = prove({one.kind: one.file for one in built}, Path(work), say)
    return {
        "commit": commit,
        "command": "make release-check",
        "version": version(),
        "python": platform.python_version(),
        "hardware": hardware(),
        "load": load(),
        "artefacts": [
            {"kind": one.kind, "name": one.file.name, "bytes": one.file.stat().st_size, "seconds": round(one.seconds, 1)} for one in built
        ],
        "proofs": [{"name": one.name, "of": one.of, "found": one.found, "seconds": round(one.seconds, 1)} for one in proven],
    }


def table(results: Mapping[str, Any]) -> str:
    """Returns sizes and times as aligned lines for a terminal."""
    files = [[one["name"], f"{one['bytes'] / 1000:,.0f} KB", f"{one['seconds']:.1f} s"] for one in results["artefacts"]]
    proofs = [[one["of"], one["found"], f"{one['seconds']:.1f} s"] for one in results["proofs"]]
    return "\n".join([_aligned(["File", "Size", "Built in"], files), "", _aligned(["Proof", "What came out", "Took"], proofs)])


def _aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows))
