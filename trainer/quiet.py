"""Silence for TensorFlow's greetings: dozens of lines about plugins and devices, written straight to the error stream."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Closes the process's error stream, native libraries' included; what goes wrong is raised as ever."""
    stderr, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(nowhere)


def import_tensorflow() -> None:
    """Imports TensorFlow and Keras without their greeting, which ends with the first operation."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with silence():
        import keras
        import tensorflow  # noqa: F401

        keras.ops.zeros(1)
