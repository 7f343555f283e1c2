"""Silence while TensorFlow is imported: errors are raised, Ctrl-C is not lost."""

from __future__ import annotations

import logging
import os
import signal

import pytest

from trainer import tf_logging
from trainer.tf_logging import silence


def test_what_is_written_to_the_error_stream_is_dropped_and_later_lines_are_not(capfd: pytest.CaptureFixture[str]) -> None:
    with silence():
        os.write(2, b"a greeting of a native library\n")
    os.write(2, b"an error\n")
    assert capfd.readouterr().err == "an error\n"


def test_an_exception_passes_and_the_error_stream_comes_back(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="wrong"), silence():
        raise ValueError("wrong")
    os.write(2, b"an error\n")
    assert capfd.readouterr().err == "an error\n"


def test_an_interrupt_is_delayed_until_the_end() -> None:
    reached = False
    with pytest.raises(KeyboardInterrupt), tf_logging._interrupts_later():
        signal.raise_signal(signal.SIGINT)
        reached = True
    assert reached


def test_later_warnings_of_tensorflow_do_not_stand_among_results() -> None:
    tf_logging.import_tensorflow()
    import tensorflow

    assert tensorflow.get_logger().level == logging.ERROR
