"""The figure of several fits: a line a network, told apart by more than colour."""

from __future__ import annotations

import numpy as np

from export.figures.histories import validation
from export.figures.style import THEMES

HISTORIES = {
    f"network {number}": {"val_accuracy": [0.5, 0.7, 0.8][: 1 + number % 3], "val_loss": [2.0, 1.0, 0.5][: 1 + number % 3]}
    for number in range(5)
}


def test_every_network_has_a_line_of_its_own_look_in_both_panels() -> None:
    figure = validation(HISTORIES, THEMES[0])
    for axes in figure.axes:
        assert len({(line.get_color(), line.get_linestyle()) for line in axes.lines}) == len(HISTORIES)
        assert [line.get_label() for line in axes.lines] == list(HISTORIES)


def test_a_line_has_a_point_for_each_epoch_of_its_network() -> None:
    lines = validation(HISTORIES, THEMES[0]).axes[0].lines
    assert [np.asarray(line.get_xdata()).tolist() for line in lines] == [list(range(1, len(h["val_loss"]) + 1)) for h in HISTORIES.values()]
