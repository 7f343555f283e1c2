"""Imports TensorFlow without the dozens of lines about plugins and devices that it writes to the error stream."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def silence() -> Iterator[None]:
    """Closes the process's error stream, also to native libraries. Exceptions are raised as usual."""
    stderr, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(nowhere)


def import_tensorflow() -> None:
    """Imports TensorFlow and Keras in silence. One operation is run, because the messages end with the first one.

    From then on, TensorFlow's Python part says nothing below an error: in a notebook its warnings would stand among the results.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with silence(), _interrupts_later():
        import keras
        import tensorflow

        keras.ops.zeros(1)
    tensorflow.get_logger().setLevel("ERROR")


@contextlib.contextmanager
def _interrupts_later() -> Iterator[None]:
    """Delays Ctrl-C until the end: TensorFlow's imports swallow it, or crash."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
