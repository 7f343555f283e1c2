"""What a fit shows while it trains: a bar in a terminal, one line an epoch elsewhere, both with the time that is left.

The time left is measured here and now: from the steps that this fit has done on this machine since it started or resumed.
"""

from __future__ import annotations

import math
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from typing import TextIO

import keras

WARM_UP = 10
"""Steps that are not measured: in the first one TensorFlow prepares the network."""
MEASURED = 50
"""Steps after which the measured speed is believed."""
WORTH_SAYING = 60.0
"""Seconds of training from which the first estimate is a line of its own where there is no terminal."""
REDRAW = 0.2
"""Seconds between two drawings of the bar."""
BAR = 20
"""Characters of the bar."""


class Progress(keras.callbacks.Callback):  # type: ignore[misc]
    """Shows the progress of a fit.

    Args:
        name: The recipe's name.
        epochs: Epochs of the whole fit.
        steps: Optimiser steps an epoch.
        say: Prints a line, where there is no terminal.
        terminal: Where the bar is drawn; None where output is no terminal.
        clock: Seconds; tests have one of their own.
    """

    def __init__(
        self,
        name: str,
        epochs: int,
        steps: int,
        say: Callable[[str], None] = print,
        terminal: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.name, self.epochs, self.steps = name, epochs, steps
        self.say, self.terminal, self.clock = say, terminal, clock
        self.epoch = 0
        self.done = 0
        """Steps of this session."""
        self.started = self.drawn = 0.0
        self.said = False

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        """Keeps which epoch it is."""
        self.epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
        """Counts the step; draws the bar, or says the first estimate."""
        self.done += 1
        if self.done == WARM_UP:
            self.started = self.clock()
        if self.terminal:
            self._draw(batch + 1, logs or {})
        elif not self.said and (left := self.seconds_left(batch + 1)) is not None:
            self.said = True
            if left >= WORTH_SAYING:
                self.say(f"{self.name}: {about(left)} of training to go.")

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        """Ends the bar's line, or says the epoch's."""
        left = self.seconds_left(self.steps) if epoch + 1 < self.epochs else None
        text = f"{self.name}: epoch {epoch + 1}/{self.epochs}: {measures(logs or {})}" + (
            f"; {about(left)} to go" if left is not None else ""
        )
        if self.terminal:
            self._write(text + "\n")
        else:
            self.say(f"{text}.")

    def seconds_left(self, step: int) -> float | None:
        """Returns the seconds until the last epoch ends, after ``step`` steps of this one; None while the speed is not known."""
        measured = self.done - WARM_UP
        if measured < min(MEASURED, self.steps - WARM_UP) or measured <= 0:
            return None
        left = (self.epochs - self.epoch) * self.steps - step
        return (self.clock() - self.started) / measured * left

    def _draw(self, step: int, logs: Mapping[str, float]) -> None:
        """Draws the bar, not more often than eyes can follow."""
        now = self.clock()
        if now - self.drawn < REDRAW:
            return
        self.drawn = now
        rest = to_go(self.seconds_left(step))
        self._write(f"{self.name}: epoch {self.epoch + 1}/{self.epochs} {bar(step, self.steps)} {rest}; {measures(logs)}")

    def _write(self, line: str) -> None:
        assert self.terminal
        write_over(self.terminal, line)


def write_over(terminal: TextIO, line: str) -> None:
    """Writes over the terminal's current line, cut to its width."""
    width = shutil.get_terminal_size().columns - 1
    end = "\n" if line.endswith("\n") else ""
    terminal.write(f"\r{line.rstrip()[:width].ljust(width)}{end}")
    terminal.flush()


def bar(done: int, total: int) -> str:
    """3, 4 -> ``[===============     ]``."""
    full = BAR * done // total
    return f"[{'=' * full}{' ' * (BAR - full)}]"


def terminal() -> TextIO | None:
    """Returns standard output where it is a terminal, else None."""
    return sys.stdout if sys.stdout.isatty() else None


def measures(logs: Mapping[str, float]) -> str:
    """Keras' numbers for a line: ``loss 0.1234, accuracy 98.12 %, val_loss ...``."""
    return ", ".join(f"{name} {100 * value:.2f} %" if name.endswith("accuracy") else f"{name} {value:.4f}" for name, value in logs.items())


def to_go(left: float | None) -> str:
    """75.3 -> ``about 76 s to go``; says so while the speed is not known."""
    return "measuring the speed" if left is None else f"{about(left)} to go"


def about(seconds: float) -> str:
    """75.3 -> ``about 76 s``; from a minute and a half on in minutes."""
    return f"about {math.ceil(seconds / 60)} min" if seconds > 90 else f"about {math.ceil(seconds)} s"
