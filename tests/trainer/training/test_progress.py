"""What a fit shows: the time that is left is measured, a bar in a terminal, a line an epoch elsewhere."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

from tests.conftest import FLAGSHIP
from trainer.data.mnist import Mnist
from trainer.training.fit import fit
from trainer.training.progress import Progress, about


class Clock:
    """Half a second a step, however long the test takes."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def run_epochs(progress: Progress, clock: Clock, epochs: range, steps: int) -> None:
    for epoch in epochs:
        progress.on_epoch_begin(epoch)
        for batch in range(steps):
            clock.now += 0.5
            progress.on_train_batch_end(batch, {"loss": 0.5})
        progress.on_epoch_end(epoch, {"loss": 0.25, "accuracy": 0.98765})


def test_without_a_terminal_it_says_the_time_left_early_and_one_line_an_epoch() -> None:
    said: list[str] = []
    clock = Clock()
    run_epochs(Progress("r", 3, 400, said.append, clock=clock), clock, range(3), 400)
    assert said == [
        "r: about 10 min of training to go.",
        "r: epoch 1/3: loss 0.2500, accuracy 98.77 %; about 7 min to go.",
        "r: epoch 2/3: loss 0.2500, accuracy 98.77 %; about 4 min to go.",
        "r: epoch 3/3: loss 0.2500, accuracy 98.77 %.",
    ]


def test_a_resumed_fit_counts_only_what_it_did_itself() -> None:
    clock = Clock()
    clock.now = 10_000.0
    progress = Progress("r", 8, 100, lambda line: None, clock=clock)
    run_epochs(progress, clock, range(6, 7), 100)
    assert progress.seconds_left(100) == 50.0


def test_in_a_terminal_it_draws_a_bar_over_itself() -> None:
    terminal, clock = io.StringIO(), Clock()
    run_epochs(Progress("r", 2, 100, terminal=terminal, clock=clock), clock, range(2), 100)
    text = terminal.getvalue()
    assert "[==========          ] " in text
    assert text.count("\n") == 2
    assert all(len(line) <= 80 for line in text.replace("\n", "\r").split("\r"))


def test_short_times_are_said_in_seconds() -> None:
    assert (about(12.1), about(90), about(91)) == ("about 13 s", "about 90 s", "about 2 min")


def test_a_fit_says_that_it_draws_synthetic_images_first(few: Mnist, tmp_path: Path) -> None:
    said: list[str] = []
    fit(dataclasses.replace(FLAGSHIP, name="said"), few, tmp_path, say=said.append)
    assert said[0].startswith("said: drawing 320 synthetic images to train on")
    assert sum("epoch 1/1" in line for line in said) == 1
