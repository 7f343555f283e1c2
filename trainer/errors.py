"""The error that commands print as one sentence."""

from trainer.reading.errors import InklingError

__all__ = ["InklingError"]
