"""Strokes to the grid: the vectors, the rule that MNIST itself follows, and the twin in JavaScript."""

from __future__ import annotations

import json
import math
import subprocess
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from trainer.data.mnist import Mnist
from trainer.reading.strokes import BOX, Grid, centre_in_grid, draw_ink, fit_into_box, strokes_to_grid

CASES = json.loads((ROOT / "tests/vectors/strokes.json").read_text(encoding="utf-8"))["cases"]
Strokes = list[list[dict[str, float]]]
SEVEN = [[{"x": 10.0, "y": 10.0}, {"x": 80.0, "y": 10.0}, {"x": 35.0, "y": 120.0}]]


def rendered(strokes: Strokes) -> Grid:
    """The grid of strokes that have ink."""
    grid = strokes_to_grid(strokes)
    assert grid is not None
    return grid


def pixels(rows: list[str]) -> np.ndarray[Any, Any]:
    """The picture of a vector as numbers in 0..1."""
    return np.array([[0 if row[i : i + 2] == ".." else int(row[i : i + 2], 16) for i in range(0, 56, 2)] for row in rows]) / 255


def moved(strokes: Strokes, scale: float, x: float, y: float) -> Strokes:
    return [[{"x": point["x"] * scale + x, "y": point["y"] * scale + y} for point in stroke] for stroke in strokes]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_strokes_become_the_grid_of_the_vector(case: dict[str, Any]) -> None:
    grid = strokes_to_grid(case["strokes"])
    if case["grid"] is None:
        assert grid is None
    else:
        assert grid is not None
        assert np.abs(grid - pixels(case["grid"])).max() < 0.003


@pytest.mark.parametrize(("scale", "x", "y"), [(1, 1000, -500), (0.001, 0, 0), (1e6, 0, 0), (3.7, -12.5, 4.25)])
def test_position_and_size_of_a_drawing_do_not_matter(scale: float, x: float, y: float) -> None:
    assert np.allclose(rendered(moved(SEVEN, scale, x, y)), rendered(SEVEN), atol=1e-6)


def test_dense_sampling_does_not_matter() -> None:
    dense = [[{"x": 10 + 70 * i / 99, "y": 10.0} for i in range(100)] + [{"x": 35.0, "y": 120.0}]]
    assert np.allclose(rendered(dense), rendered(SEVEN))


def test_points_that_are_not_finite_or_too_large_are_skipped() -> None:
    unusable = [{"x": math.nan, "y": 5.0}, {"x": math.inf, "y": 5.0}, {"x": 0.0, "y": -1e300}]
    assert np.array_equal(rendered([*SEVEN, unusable]), rendered(SEVEN))
    assert strokes_to_grid([unusable]) is None


def test_the_ink_fills_the_box_and_is_centred() -> None:
    grid = rendered(SEVEN)
    rows = np.flatnonzero(grid.any(axis=1))
    assert rows[-1] - rows[0] + 1 == BOX
    mass = (grid.sum(axis=1) * (np.arange(28) + 0.5)).sum() / grid.sum()
    assert 14 <= mass <= 15


def test_a_pen_of_any_radius_stays_inside_the_box_that_it_fills() -> None:
    line = [np.array([[0.0, 0.0], [0.0, 100.0]])]
    for pen in (0.7, 2.4):
        (fitted,) = fit_into_box(line, pen)
        assert fitted[:, 1].min() == pytest.approx(pen)
        assert fitted[:, 1].max() == pytest.approx(BOX - pen)
        assert draw_ink([fitted], pen).any(axis=1).all()


def test_a_stroke_of_more_segments_than_are_rendered_at_once_is_whole() -> None:
    line = np.stack([np.linspace(5, 15, 10_000), np.full(10_000, 10.0)], axis=1)
    assert np.allclose(draw_ink([line]), draw_ink([line[[0, -1]]]), atol=1e-9)


def test_a_centre_of_mass_in_the_middle_between_two_shifts_goes_to_the_same_side_always() -> None:
    for even in (np.ones((BOX, BOX)), np.ones((BOX, BOX)) / 3):
        grid = centre_in_grid(even)
        assert grid[4:24, 4:24].all()
        assert grid.sum() == pytest.approx(even.sum())


def test_mnist_itself_follows_the_rule(mnist: Mnist) -> None:
    ink = mnist.train_images > 0
    longer = np.maximum(ink.any(axis=2).sum(axis=1), ink.any(axis=1).sum(axis=1))
    assert (longer == BOX).mean() > 0.997
    for axis in (1, 2):
        profile = mnist.train_images.sum(axis=axis, dtype=np.float64)
        mass = (profile * (np.arange(28) + 0.5)).sum(axis=1) / profile.sum(axis=1)
        assert mass.min() > 13.97
        assert mass.max() < 15.01


def test_the_twin_in_javascript_makes_the_same_grids() -> None:
    random = np.random.default_rng(0)
    drawings = [
        [
            [{"x": x, "y": y} for x, y in random.normal(0, 10.0 ** random.integers(-3, 5), (random.integers(1, 40), 2))]
            for _ in range(random.integers(1, 4))
        ]
        for _ in range(200)
    ]
    done = subprocess.run(["node", ROOT / "site/bin/grid.mjs"], input=json.dumps(drawings), capture_output=True, text=True, check=True)
    for drawing, theirs in zip(drawings, json.loads(done.stdout), strict=True):
        assert np.abs(rendered(drawing).ravel() - np.array(theirs)).max() < 1e-9
