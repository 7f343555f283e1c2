"""Disturbances: what a batch of grids becomes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import tensorflow as tf

from trainer.data import disturb
from trainer.data.disturb import HOW_OFTEN, disturb_batch

Grids = npt.NDArray[np.float32]


def a_digit(count: int = 64) -> Grids:
    grids = np.zeros((count, 28, 28, 1), np.float32)
    grids[:, 6:22, 12:16] = 1
    return grids


def disturbed(grids: Grids, seed: int = 1) -> Grids:
    result: Grids = disturb_batch(tf.constant(grids), tf.constant([0, seed], tf.int64)).numpy()
    return result


def only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disturb, "HOW_OFTEN", {other: float(other == name) for other in HOW_OFTEN})


def test_grids_keep_their_shape_and_range_and_depend_on_the_seed() -> None:
    one, again, other = disturbed(a_digit()), disturbed(a_digit()), disturbed(a_digit(), seed=2)
    assert one.shape == (64, 28, 28, 1)
    assert one.dtype == np.float32
    assert one.min() >= 0
    assert one.max() <= 1
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("name", HOW_OFTEN)
def test_each_disturbance_changes_most_images_and_keeps_the_digit_visible(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    only(name, monkeypatch)
    before, after = a_digit(), disturbed(a_digit())
    changed = np.abs(after - before).max(axis=(1, 2, 3)) > 0.02
    assert changed.mean() > 0.5
    contrast = np.abs(after[:, 8:20, 13:15].mean(axis=(1, 2, 3)) - after[:, 8:20, [2, 3, 24, 25]].mean(axis=(1, 2, 3)))
    assert np.quantile(contrast, 0.2) > 0.15


def test_a_negative_is_dark_on_light(monkeypatch: pytest.MonkeyPatch) -> None:
    only("negative", monkeypatch)
    assert np.allclose(disturbed(a_digit()), 1 - a_digit())


def test_a_patch_is_a_rectangle_of_one_value(monkeypatch: pytest.MonkeyPatch) -> None:
    only("patch", monkeypatch)
    grids = np.full((64, 28, 28, 1), 0.5, np.float32)
    for grid in disturbed(grids)[..., 0]:
        inside: Any = grid != 0.5
        rows, columns = inside.any(axis=1), inside.any(axis=0)
        assert inside.sum() == rows.sum() * columns.sum()
        assert 2 <= rows.sum() <= 13
        assert len(np.unique(grid[inside])) == 1


def test_a_blur_keeps_the_amount_of_ink(monkeypatch: pytest.MonkeyPatch) -> None:
    only("blur", monkeypatch)
    assert disturbed(a_digit()).sum(axis=(1, 2, 3)) == pytest.approx(a_digit().sum(axis=(1, 2, 3)), rel=1e-3)
