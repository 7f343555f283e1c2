"""Imports TensorFlow without its greeting: a dozen lines about plugins, written straight to the standard error stream."""

from __future__ import annotations

import os


def import_tensorflow() -> None:
    """Imports TensorFlow and Keras with the standard error stream closed meanwhile; what goes wrong is raised as ever."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    stderr = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        import keras
        import tensorflow  # noqa: F401

        # The greeting ends with the first operation.
        keras.ops.zeros(1)
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(nowhere)
