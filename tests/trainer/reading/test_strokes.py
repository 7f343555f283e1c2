"""The drawing rule: the vectors, what MNIST itself obeys, and the twin in JavaScript."""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainer.data.mnist import Mnist
from trainer.reading.strokes import Grid, image_to_grid, strokes_to_grid

ROOT = Path(__file__).parents[3]
CASES = json.loads((ROOT / "tests/vectors/strokes.json").read_text(encoding="utf-8"))["cases"]
SEVEN = [[{"x": 10.0, "y": 10.0}, {"x": 80.0, "y": 10.0}, {"x": 35.0, "y": 120.0}]]


def drawn(grid: Grid | None) -> Grid:
    """The grid of a drawing that is not blank."""
    assert grid is not None
    return grid


def pixels(rows: list[str]) -> np.ndarray[Any, Any]:
    """The picture of a vector as numbers in 0..1."""
    return np.array([[0 if row[i : i + 2] == ".." else int(row[i : i + 2], 16) for i in range(0, 56, 2)] for row in rows]) / 255


def moved(strokes: list[list[dict[str, float]]], scale: float, x: float, y: float) -> list[list[dict[str, float]]]:
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
def test_place_and_size_of_a_drawing_do_not_matter(scale: float, x: float, y: float) -> None:
    assert np.allclose(drawn(strokes_to_grid(moved(SEVEN, scale, x, y))), drawn(strokes_to_grid(SEVEN)), atol=1e-6)


def test_dense_sampling_does_not_matter() -> None:
    dense = [[{"x": 10 + 70 * i / 99, "y": 10.0} for i in range(100)] + [{"x": 35.0, "y": 120.0}]]
    assert np.allclose(drawn(strokes_to_grid(dense)), drawn(strokes_to_grid(SEVEN)))


def test_points_that_are_no_numbers_are_skipped() -> None:
    nonsense = [{"x": math.nan, "y": 5.0}, {"x": math.inf, "y": 5.0}, {"x": 0.0, "y": -1e300}]
    assert np.array_equal(drawn(strokes_to_grid([*SEVEN, nonsense])), drawn(strokes_to_grid(SEVEN)))
    assert strokes_to_grid([nonsense]) is None


def test_the_ink_fills_the_box_and_is_centred() -> None:
    grid = drawn(strokes_to_grid(SEVEN))
    rows = np.flatnonzero(grid.any(axis=1))
    assert rows[-1] - rows[0] + 1 == 20
    mass = (grid.sum(axis=1) * (np.arange(28) + 0.5)).sum() / grid.sum()
    assert 14 <= mass <= 15


def test_mnist_itself_obeys_the_rule(mnist: Mnist) -> None:
    ink = mnist.train_images > 0
    longer = np.maximum(ink.any(axis=2).sum(axis=1), ink.any(axis=1).sum(axis=1))
    assert (longer == 20).mean() > 0.997
    for axis in (1, 2):
        profile = mnist.train_images.sum(axis=axis, dtype=np.float64)
        mass = (profile * (np.arange(28) + 0.5)).sum(axis=1) / profile.sum(axis=1)
        assert mass.min() > 13.97
        assert mass.max() < 15.01


def test_an_image_of_mnist_comes_out_as_it_went_in(mnist: Mnist) -> None:
    images = mnist.test_images[:300] / 255
    off = [np.abs(image - drawn(image_to_grid(image))).max() for image in images]
    assert np.mean(np.array(off) < 0.005) > 0.98


def test_ground_may_be_dark_or_light(mnist: Mnist) -> None:
    image = mnist.test_images[0] / 255
    assert np.allclose(drawn(image_to_grid(1 - image)), drawn(image_to_grid(image)))
    assert np.allclose(drawn(image_to_grid(0.9 - 0.5 * image)), drawn(image_to_grid(image)))


def test_an_image_may_have_any_size(mnist: Mnist) -> None:
    image = mnist.test_images[0] / 255
    framed = np.pad(image.repeat(14, axis=0).repeat(14, axis=1), ((600, 40), (10, 1400)))
    assert np.corrcoef(drawn(image_to_grid(framed)).ravel(), image.ravel())[0, 1] > 0.95
    small = np.pad(image.repeat(7, axis=0).repeat(7, axis=1), ((30, 20), (5, 70)))
    assert np.allclose(drawn(image_to_grid(small)), drawn(image_to_grid(image)), atol=0.01)


def test_noise_on_the_ground_is_no_ink(mnist: Mnist) -> None:
    image = np.pad(mnist.test_images[0].repeat(4, axis=0).repeat(4, axis=1) / 255, 20)
    noisy = image + np.random.default_rng(0).normal(0, 0.02, image.shape)
    grid = drawn(image_to_grid(noisy))
    assert np.corrcoef(grid.ravel(), mnist.test_images[0].ravel())[0, 1] > 0.9


@pytest.mark.parametrize("shape", [(28, 28), (1, 1), (1, 50)])
def test_an_image_of_one_colour_is_blank(shape: tuple[int, int]) -> None:
    assert image_to_grid(np.full(shape, 0.7)) is None


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
        assert np.abs(drawn(strokes_to_grid(drawing)).ravel() - np.array(theirs)).max() < 1e-9


def test_the_twin_in_javascript_reads_images_the_same(mnist: Mnist) -> None:
    random = np.random.default_rng(1)
    digits = [image / 255 for image in mnist.test_images[:40]]
    sizes = [(29, 40), (1, 7), (9, 1), (600, 380), (1300, 1100)]
    images = [
        *digits,
        *(0.9 - 0.7 * digit for digit in digits[:10]),
        *(np.pad(digit.repeat(6, 0).repeat(5, 1), ((11, 3), (20, 70))) + random.normal(0, 0.03, (182, 230)) for digit in digits[:10]),
        *(random.random(size) ** 4 for size in sizes),
        *(in_shadow(digit, random) for digit in digits[:5]),
        *(0.1 + 0.6 * (1 - in_shadow(digit, random)) for digit in digits[:5]),
        np.full((30, 30), 0.5),
    ]
    given = [{"values": image.ravel().tolist(), "width": image.shape[1], "height": image.shape[0]} for image in images]
    done = subprocess.run(["node", ROOT / "site/bin/grid.mjs"], input=json.dumps(given), capture_output=True, text=True, check=True)
    for image, theirs in zip(images, json.loads(done.stdout), strict=True):
        ours = image_to_grid(image)
        if ours is None:
            assert theirs is None
        else:
            assert np.abs(ours.ravel() - np.array(theirs)).max() < 1e-9


def test_an_image_may_be_cropped_to_its_ink(mnist: Mnist) -> None:
    image = mnist.test_images[0] / 255
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    tight = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert np.allclose(drawn(image_to_grid(1 - tight)), drawn(image_to_grid(image)), atol=0.01)


def test_a_large_noisy_photograph_of_a_digit_is_that_digit(mnist: Mnist) -> None:
    image = np.pad(mnist.test_images[0].repeat(30, axis=0).repeat(30, axis=1) / 255, 100)
    noisy = 0.8 - 0.6 * image + np.random.default_rng(0).normal(0, 0.06, image.shape)
    assert np.corrcoef(drawn(image_to_grid(noisy)).ravel(), mnist.test_images[0].ravel())[0, 1] > 0.9


def in_shadow(image: Grid, random: np.random.Generator) -> Grid:
    """A photograph of dark ink on paper: a shadow with a sharp edge across it, and noise."""
    paper = 0.85 - 0.6 * np.pad(image.repeat(9, axis=0).repeat(9, axis=1), ((60, 90), (120, 30)))
    height, width = paper.shape
    lit = np.arange(width) * 0.6 + np.arange(height)[:, None] > random.uniform(200, 350)
    shadow: Grid = np.where(lit, 1, random.uniform(0.4, 0.6)) * paper + random.normal(0, 0.01, paper.shape)
    return np.clip(shadow, 0, 1)


def test_a_shadow_with_a_sharp_edge_is_no_ink(mnist: Mnist) -> None:
    random = np.random.default_rng(4)
    alike = [
        np.corrcoef(drawn(image_to_grid(in_shadow(image / 255, random))).ravel(), image.ravel())[0, 1] for image in mnist.test_images[:20]
    ]
    assert min(alike) > 0.5  # A pixel's shift of the centre of mass costs as much.
    assert np.mean(alike) > 0.9


def test_light_ink_under_a_lamp_is_read_too(mnist: Mnist) -> None:
    image = np.pad(mnist.test_images[0].repeat(9, axis=0).repeat(9, axis=1) / 255, 60)
    lamp = 1 - 0.6 * np.arange(image.shape[1]) / image.shape[1]
    board = (0.15 + 0.6 * image) * lamp + np.random.default_rng(0).normal(0, 0.01, image.shape)
    assert np.corrcoef(drawn(image_to_grid(board)).ravel(), mnist.test_images[0].ravel())[0, 1] > 0.9
