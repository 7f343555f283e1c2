"""The documentation with the models that were trained here: ``docs/`` and ``build/models/`` -> ``build/demo/docs/``.

``make demo`` builds its site from that copy, so that nothing tracked changes. A model that was trained here stands in the place of the
published one of the same name; the picker calls it "trained here".
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from export.derive import derive
from export.publish import recover
from trainer.run import read_json, to_json, write_atomically


def stage(docs: Path, own: Path, target: Path) -> list[str]:
    """Copies the documentation and puts the models that were trained here into it; returns their names.

    Args:
        docs: The documentation, with ``models/``; it is only read.
        own: The folder of models that were trained here; it need not be there.
        target: The folder to write; what was there goes.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(docs, target, ignore=_left_out)
    names = own_models(own)
    for name in names:
        shutil.rmtree(target / "models" / name, ignore_errors=True)
        shutil.copytree(own / name, target / "models" / name)
    if names:
        derive(target / "models")
        name_own(target / "models" / "index.json", names)
    return names


def own_models(own: Path) -> list[str]:
    """Returns the names of the models that were trained here, sorted. An interrupted publish is put right first."""
    if not own.is_dir():
        return []
    recover(own)
    return sorted(path.name for path in own.iterdir() if (path / "manifest.json").is_file())


def name_own(catalogue: Path, names: Sequence[str]) -> None:
    """Marks the titles of the models that were trained here, so that the picker tells them from the published ones."""
    content = read_json(catalogue)
    for entry in content["models"]:
        if entry["name"] in names:
            entry["title"] += ", trained here"
    write_atomically(catalogue, to_json(content))


def _left_out(folder: str, names: list[str]) -> list[str]:
    """The built demo, which is built anew, and drafts."""
    return [name for name in names if (Path(folder).name == "assets" and name == "demo") or name.startswith(".")]
