"""Reads handwritten digits: strokes and pictures to the grid, a network's answers to a verdict.

This package stands alone: it imports NumPy, Pillow and itself, never TensorFlow nor the rest of ``trainer``. The
wheel ``inkling-digits`` ships it as ``inkling``. Twin of ``site/src/preprocessing/`` and ``site/src/inference/``.

    import inkling

    recogniser = inkling.Recogniser()
    print(recogniser.read("photo.jpg"))

Nothing is imported before it is used: the pages of the site list the trainer's commands without NumPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .errors import InklingError

if TYPE_CHECKING:
    from .answer import Answer
    from .network import Network
    from .recogniser import Recogniser
    from .rejection import Thresholds

__all__ = ["Answer", "InklingError", "Network", "Recogniser", "Thresholds"]

MODULES = {"Answer": "answer", "Network": "network", "Recogniser": "recogniser", "Thresholds": "rejection"}
"""Where each name is defined."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("inkling-digits")
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{MODULES[name]}", __name__), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
