"""The comparison of a converted model with Keras, and the sentences about what it needs."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from export.convert import parity
from tests.conftest import ROOT
from trainer.errors import InklingError

GRIDS = np.zeros((1, 28, 28, 1), np.float32)


def test_flipped_labels_fail_the_comparison() -> None:
    labels = np.zeros(10, np.uint8)
    ours = np.tile(np.array([0.501, 0.499] + [0] * 8, np.float32), (10, 1))
    theirs = ours[:, [1, 0, *range(2, 10)]]
    found = parity.compare(ours, theirs, labels)
    assert (found.flips, found.keras_accuracy, found.exported_accuracy) == (10, 1.0, 0.0)
    with pytest.raises(InklingError, match="10 of 10 labels flip"):
        parity.check(found, "float16")


def test_an_answer_that_is_not_a_number_is_no_answer() -> None:
    ours = np.full((2, 10), 0.1, np.float32)
    with pytest.raises(InklingError, match="not finite"):
        parity.compare(ours, np.full_like(ours, np.nan), np.zeros(2, np.uint8))


def test_without_node_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(InklingError, match=r"install Node 20"):
        parity.run_script(ROOT / "site" / "bin" / "predict.mjs", "model.json", GRIDS)


def test_without_the_front_end_s_packages_one_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parity, "SITE", ROOT / "docs")
    with pytest.raises(InklingError, match="npm ci"):
        parity.run_script(ROOT / "site" / "bin" / "predict.mjs", "model.json", GRIDS)
