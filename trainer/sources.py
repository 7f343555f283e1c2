"""Which version of the trainer's sources made something: a digest of their content, and of which commit they are. Standard library only.

A run that was fitted before its recipe was committed records a commit that ends in ``-dirty``. The digest tells later whether a commit
holds the sources that made it. Recipes and search spaces are left out of it: the manifest holds the recipe itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainer.errors import InklingError
from trainer.provenance import git_commit
from trainer.recipes import RECIPES
from trainer.run import sha256_of

TRAINER = Path(__file__).parent
SETTINGS = ("recipes.py", "search_spaces.py")
"""Files that hold what is trained, and not how."""


def sources_digest(folder: Path = TRAINER) -> str:
    """Returns the SHA-256 of the Python files and of the hands below a folder, their paths included and ``SETTINGS`` left out."""
    names = (path.relative_to(folder).as_posix() for pattern in ("*.py", "*.npz") for path in folder.rglob(pattern))
    return sha256_of({name: (folder / name).read_bytes() for name in names if name not in SETTINGS})


def commit_of(fit: dict[str, Any]) -> str | None:
    """Returns the commit that holds the sources and the recipe of a fit; None for a fit that was made outside a checkout.

    Args:
        fit: The entry of the step ``fit`` in a manifest.

    Raises:
        InklingError: No commit is known that holds them.
    """
    commit: str | None = fit.get("commit")
    if commit is None or not commit.endswith("-dirty"):
        return commit
    if fit.get("sources") != sources_digest() or not any(recipe.made(fit["recipe"]) for recipe in RECIPES):
        raise InklingError(
            "It was fitted from files of trainer/ that no commit holds, and they have changed since; commit them and fit again."
        )
    now = git_commit()
    if now is None or now.endswith("-dirty"):
        raise InklingError("No commit holds its recipe yet; commit trainer/, then publish again.")
    return now
