"""The ink of photographs: shadows, lamps, noise, specks, and objects at the edge."""

from __future__ import annotations

import numpy as np

from trainer.data.mnist import Mnist
from trainer.reading.image import image_to_grid
from trainer.reading.photo import Picture, border, photo_contrast, without_specks
from trainer.reading.strokes import Grid


def likeness(photo: Grid, image: Grid) -> float:
    """The correlation of the grid of a photograph with the image that it shows."""
    grid = image_to_grid(photo)
    assert grid is not None
    return float(np.corrcoef(grid.ravel(), image.ravel())[0, 1])


def in_shadow(image: Grid, random: np.random.Generator) -> Grid:
    """A photograph of dark ink on paper: a shadow with a sharp edge across it, and noise."""
    paper = 0.85 - 0.6 * np.pad(image.repeat(9, axis=0).repeat(9, axis=1), ((60, 90), (120, 30)))
    height, width = paper.shape
    lit = np.arange(width) * 0.6 + np.arange(height)[:, None] > random.uniform(200, 350)
    shadow: Grid = np.where(lit, 1, random.uniform(0.4, 0.6)) * paper + random.normal(0, 0.01, paper.shape)
    return np.clip(shadow, 0, 1)


def paper_with(*ink: tuple[slice, slice]) -> Grid:
    """Light paper of 120x120 with a slope of light, and dark rectangles."""
    paper: Grid = np.full((120, 120), 0.8) + np.linspace(0, 0.05, 120)
    for rows, columns in ink:
        paper[rows, columns] -= 0.5
    return paper


def photo_ink(brightness: Picture) -> Picture:
    """The ink of a photograph of one digit."""
    return without_specks(photo_contrast(brightness), edge=False)


BAR = (slice(30, 90), slice(56, 64))


def test_a_shadow_with_a_sharp_edge_is_no_ink(mnist: Mnist) -> None:
    random = np.random.default_rng(4)
    alike = [likeness(in_shadow(image / 255, random), image / 255) for image in mnist.test_images[:20]]
    assert min(alike) > 0.5  # A pixel's shift of the centre of mass costs as much.
    assert np.mean(alike) > 0.9


def test_light_ink_under_a_lamp_is_read_too(mnist: Mnist) -> None:
    image = np.pad(mnist.test_images[0].repeat(9, axis=0).repeat(9, axis=1) / 255, 60)
    lamp = 1 - 0.6 * np.arange(image.shape[1]) / image.shape[1]
    board = (0.15 + 0.6 * image) * lamp + np.random.default_rng(0).normal(0, 0.01, image.shape)
    assert likeness(board, mnist.test_images[0] / 255) > 0.9


def test_a_large_noisy_photograph_of_a_digit_is_that_digit(mnist: Mnist) -> None:
    image = np.pad(mnist.test_images[0].repeat(30, axis=0).repeat(30, axis=1) / 255, 100)
    noisy = 0.8 - 0.6 * image + np.random.default_rng(0).normal(0, 0.06, image.shape)
    assert likeness(noisy, mnist.test_images[0] / 255) > 0.9


def test_ink_is_found_where_it_is_and_nowhere_else() -> None:
    ink = photo_ink(paper_with(BAR)) > 0
    assert ink[BAR].all()
    assert ink.sum() == ink[BAR].sum()


def test_the_broad_strokes_of_a_felt_pen_are_ink_as_far_as_they_go() -> None:
    roof, stem = (slice(18, 36), slice(40, 80)), (slice(18, 100), slice(60, 80))
    shape = np.zeros((120, 120), dtype=bool)
    shape[roof] = shape[stem] = True
    paper: Grid = np.where(shape, 0.2, 0.85) * np.linspace(1, 0.7, 120)
    assert np.array_equal(photo_ink(paper) > 0, shape)


def test_a_speck_is_left_out_and_a_second_stroke_is_not() -> None:
    speck, stroke = (slice(20, 22), slice(20, 22)), (slice(30, 60), slice(80, 88))
    ink = photo_ink(paper_with(BAR, speck, stroke)) > 0
    assert ink[stroke].all()
    assert not ink[speck].any()


def test_what_touches_the_edge_is_left_out_where_there_is_ink_inside() -> None:
    finger = (slice(40, 80), slice(0, 6))
    assert not (photo_ink(paper_with(BAR, finger)) > 0)[finger].any()
    assert (photo_ink(paper_with(finger)) > 0)[finger].all()


def test_the_border_is_all_four_sides_and_counts_corners_twice() -> None:
    assert border(np.arange(6.0).reshape(2, 3)).tolist() == [0, 1, 2, 3, 4, 5, 0, 3, 2, 5]
