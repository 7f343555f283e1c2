"""The figure of all models: a dot a seed, a bar at their mean, a row a model."""

from __future__ import annotations

import numpy as np

from export.catalogue import read_published
from export.figures import models
from export.figures.style import THEMES
from tests.conftest import ROOT

PUBLISHED = read_published(ROOT / "docs" / "models")


def test_each_seed_is_a_dot_and_their_mean_a_bar() -> None:
    (axes,) = models.seeds(PUBLISHED, THEMES[0]).axes
    dots, bars = axes.lines[::2], axes.lines[1::2]
    assert [label.get_text() for label in axes.get_yticklabels()] == [model.words["title"] for model in PUBLISHED]
    for model, dot, bar in zip(PUBLISHED, dots, bars, strict=True):
        errors = models.errors_of_seeds(model)
        assert np.asarray(dot.get_xdata()).tolist() == errors
        assert np.asarray(bar.get_xdata()).tolist() == [np.mean(errors)] * 2


def test_a_single_run_is_one_dot() -> None:
    single = type(PUBLISHED[0])(PUBLISHED[0].manifest, PUBLISHED[0].metrics, PUBLISHED[0].calibration)
    assert models.errors_of_seeds(single) == [single.metrics["errors"]]
