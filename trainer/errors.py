"""The error that commands print as one sentence; ``trainer.reading`` defines it."""

from trainer.reading.errors import InklingError

__all__ = ["InklingError"]
