"""What a fit shows while it draws its synthetic images, before the first epoch: a bar in a terminal, elsewhere a line where it takes long."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from trainer.recipes import Synthetic
from trainer.training.progress import REDRAW, about, bar, to_go, write_over

WORTH_SAYING = 10.0
"""Seconds of drawing from which the time left is a line of its own where there is no terminal."""


class PoolProgress:
    """Shows how far the pools are. It is called with the number of images that are drawn so far.

    Within a pool, digits come first and take less time than negatives. All pools take the same time, so the time left is measured by
    whole pools.

    Args:
        name: The recipe's name.
        synthetic: What is drawn.
        say: Prints a line.
        terminal: Where the bar is drawn; None where output is no terminal.
        clock: Seconds; tests have one of their own.
    """

    def __init__(
        self,
        name: str,
        synthetic: Synthetic,
        say: Callable[[str], None] = print,
        terminal: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name, self.pools, self.size = name, synthetic.pools, synthetic.digits + synthetic.negatives
        self.say, self.terminal, self.clock = say, terminal, clock
        self.started, self.shown = clock(), -REDRAW
        self.whole = 0
        """Pools that were finished when it was called last."""
        self.each: float | None = None
        """Seconds a pool; None before the first one is finished."""
        say(f"{name}: drawing {self.pools * self.size:,} synthetic images to train on, once, before the first epoch ...")

    def __call__(self, done: int) -> None:
        """Takes the number of images that are drawn so far."""
        now = self.clock() - self.started
        first_estimate = self.whole == 0 and done >= self.size
        if done // self.size > self.whole:
            self.whole = done // self.size
            self.each = now / self.whole
        if self.terminal:
            self._draw(done, now)
        elif first_estimate and (left := self.seconds_left(now)) is not None and left >= WORTH_SAYING:
            self.say(f"{self.name}: {about(left)} of drawing to go.")

    def seconds_left(self, now: float) -> float | None:
        """Returns the seconds until all pools are drawn, ``now`` seconds after the start; None while the speed is not known."""
        return None if self.each is None else max(self.pools * self.each - now, 0.0)

    def finish(self) -> None:
        """Ends the bar's line, or says how long it took."""
        text = f"{self.name}: drew them in {self.clock() - self.started:.0f} s."
        if self.terminal:
            write_over(self.terminal, f"{text}\n")
        else:
            self.say(text)

    def _draw(self, done: int, now: float) -> None:
        """Draws the bar, not more often than eyes can follow."""
        if now - self.shown < REDRAW:
            return
        self.shown = now
        assert self.terminal
        write_over(self.terminal, f"{self.name}: {bar(done, self.pools * self.size)} {to_go(self.seconds_left(now))}")
