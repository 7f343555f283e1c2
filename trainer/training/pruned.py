"""The end of a fit that is not worth going on with. Standard library only."""

from __future__ import annotations

STEP = "pruned"
"""The manifest's entry for such a fit. It has no entry ``fit``, so no other step takes it for a model."""


class Pruned(Exception):  # noqa: N818 (it is no error)
    """Raised by who watches a fit, to end it after the epoch that it has just finished."""
