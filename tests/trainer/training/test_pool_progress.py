"""What a fit shows while it draws synthetic images: the time left is measured by whole pools."""

from __future__ import annotations

import io

from tests.trainer.training.test_progress import Clock
from trainer.recipes import Synthetic
from trainer.training.pool_progress import PoolProgress

FOUR = Synthetic(digits=50, negatives=50, pools=4)


def draw(progress: PoolProgress, clock: Clock) -> None:
    """Digits in 1 s a quarter, negatives in 3 s."""
    for done in range(25, 401, 25):
        clock.now += 1.0 if done % 100 in (25, 50) else 3.0
        progress(done)
    progress.finish()


def test_without_a_terminal_it_says_how_long_it_will_take_once_and_how_long_it_took() -> None:
    said: list[str] = []
    clock = Clock()
    draw(PoolProgress("r", FOUR, said.append, clock=clock), clock)
    assert said == [
        "r: drawing 400 synthetic images to train on, once, before the first epoch ...",
        "r: about 24 s of drawing to go.",
        "r: drew them in 32 s.",
    ]


def test_what_takes_a_moment_needs_no_estimate() -> None:
    said: list[str] = []
    clock = Clock()
    progress = PoolProgress("r", FOUR, said.append, clock=clock)
    for done in range(25, 401, 25):
        clock.now += 0.5
        progress(done)
    assert len(said) == 1


def test_the_time_left_is_right_in_the_middle_of_a_pool_too() -> None:
    clock = Clock()
    progress = PoolProgress("r", FOUR, lambda line: None, clock=clock)
    clock.now = 2.0
    progress(50)
    assert progress.seconds_left(2.0) is None
    clock.now = 8.0
    progress(100)
    clock.now = 10.0
    progress(150)
    assert progress.seconds_left(10.0) == 22.0


def test_in_a_terminal_it_draws_a_bar_over_itself() -> None:
    terminal, clock = io.StringIO(), Clock()
    draw(PoolProgress("r", FOUR, lambda line: None, terminal, clock), clock)
    shown = terminal.getvalue().split("\r")
    assert shown[1].startswith("r: [=                   ] measuring the speed")
    assert any(line.startswith("r: [==========          ] about 16 s to go") for line in shown)
    assert shown[-1].rstrip(" \n") == "r: drew them in 32 s."
    assert terminal.getvalue().count("\n") == 1
