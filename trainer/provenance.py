"""Where a run is made: the commit of the trainer, and the processor. Manifests and benchmarks keep it. Standard library only."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path


def git_commit(*sources: Path) -> str | None:
    """Returns the checked-out commit, with ``-dirty`` when the sources differ from it, by new files too; None outside a checkout.

    Args:
        sources: Files and folders of the checkout; the trainer where none is named.
    """
    trainer = Path(__file__).parent

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["git", *arguments], cwd=trainer, capture_output=True, text=True, check=False, timeout=10)

    try:
        head, change = git("rev-parse", "HEAD"), git("status", "--porcelain", "--", *map(str, sources or [trainer]))
    except (OSError, subprocess.SubprocessError):
        return None
    return head.stdout.strip() + ("-dirty" if change.stdout else "") if head.returncode == 0 else None


def hardware() -> dict[str, object]:
    """Returns the processor's name and the number of cores that this process may use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {"processor": cpu_fields().get("model name") or platform.processor() or platform.machine(), "cores": cores}


def load() -> float | None:
    """Returns how many programs wanted to compute at once, on average over the last minute; None where the system does not say."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def cpu_fields() -> dict[str, str]:
    """Returns the first processor's fields of Linux's /proc/cpuinfo; empty on other systems."""
    try:
        block = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n")[0]
    except OSError:
        return {}
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in block.splitlines())}
