"""The published models as one archive: each folder with its files, ``config.json`` and a card that Hugging Face reads.

Reads ``docs/models/`` and ``docs/use/config.schema.json``; writes ``inkling-models-VERSION.zip``. The same models give the same bytes.
``python -m export release-check`` unpacks it and calls ``check``.
"""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from export.cards import huggingface
from export.catalogue import MODELS, Published, read_published
from export.convert.keras_file import OLD
from export.wheel import CHECKOUT
from trainer.errors import InklingError
from trainer.run import read_json, sha256

READABLE = (stat.S_IFREG | 0o644) << 16
"""Files that everybody may read; without it only who unpacks them could."""

SCHEMA = "use/config.schema.json"
"""Where the schema stands, as in ``docs/``: every ``config.json`` names it by this path."""

ABOUT = ("LICENSE", "NOTICE", "CITATION.cff")
"""Files of the checkout that belong to the models."""


def write(out: Path, version: str) -> Path:
    """Writes the archive into the folder ``out`` and returns it."""
    file = out / f"inkling-models-{version}.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(contents(CHECKOUT).items()):
            entry = zipfile.ZipInfo(f"{file.stem}/{name}", OLD)
            entry.external_attr = READABLE
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return file


def contents(checkout: Path) -> dict[str, bytes]:
    """Returns what the archive holds, by its path below the archive's one folder."""
    citation = yaml.safe_load((checkout / "CITATION.cff").read_text(encoding="utf-8"))
    models = {
        f"models/{model.name}/{name}": content
        for model in read_published(checkout / MODELS)
        for name, content in _folder(model, checkout / MODELS / model.name, citation).items()
    }
    about = {name: (checkout / name).read_bytes() for name in ABOUT}
    return {**about, SCHEMA: (checkout / "docs" / SCHEMA).read_bytes(), **models}


def _folder(model: Published, folder: Path, citation: Any) -> dict[str, bytes]:
    """The files of one model: those that its config names, the config, the changelog and the card."""
    config = read_json(folder / "config.json")
    return {
        **{name: (folder / name).read_bytes() for name in (*config["files"], "config.json")},
        "CHANGELOG.md": _plain((folder / "CHANGELOG.md").read_text(encoding="utf-8")).encode(),
        "README.md": huggingface.card(model, citation).encode(),
    }


def _plain(page: str) -> str:
    """A page of the site as a file for readers: without front matter, comments, marks of headings and links to other pages."""
    text = re.sub(r"\A---\n.*?\n---\n\s*|<!--.*?-->\n\s*| \{ #\w+ \}$", "", page, flags=re.DOTALL | re.MULTILINE)
    return huggingface.without_links(text)


def unpack(file: Path, folder: Path) -> Path:
    """Unpacks the archive into a folder and returns the folder of its models."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return folder / file.stem / "models"


def check(models: Path) -> list[str]:
    """Checks every unpacked model against its own ``config.json``, and that against the schema beside it; returns their names.

    Raises:
        InklingError: A config is not what the schema says; a file is missing, more or other than it says; a card cannot be read.
    """
    schema = read_json(models.parent / SCHEMA)
    folders = sorted(models.iterdir())
    for folder in folders:
        _check_model(folder, schema)
    return [folder.name for folder in folders]


def _check_model(folder: Path, schema: Any) -> None:
    config = read_json(folder / "config.json")
    try:
        jsonschema.validate(config, schema)
    except jsonschema.ValidationError as error:
        raise InklingError(f"{folder.name}/config.json is not what its schema says: {error.message}") from error
    there = {path.name for path in folder.iterdir()}
    if (expected := {*config["files"], "config.json", "README.md", "CHANGELOG.md"}) != there:
        raise InklingError(f"{folder.name} holds other files than its config names: {', '.join(sorted(there ^ expected))}.")
    for name, known in config["files"].items():
        if (folder / name).stat().st_size != known["bytes"] or sha256(folder / name) != known["sha256"]:
            raise InklingError(f"{folder.name}/{name} is not the file that its config names.")
    front = huggingface.check((folder / "README.md").read_text(encoding="utf-8"))
    if front["model-index"][0]["name"] != config["title"]:
        raise InklingError(f"The card in {folder.name} is that of another model.")
