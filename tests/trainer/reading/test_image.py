"""Images of one digit to the grid, and the twin in JavaScript."""

from __future__ import annotations

import json
import subprocess

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.trainer.reading.test_pen import corner
from tests.trainer.reading.test_photo import in_shadow
from tests.trainer.reading.test_ruled_lines import ruled
from tests.trainer.reading.test_sheet import SURROUNDINGS
from trainer.data.mnist import Mnist
from trainer.reading.image import FLAT, image_to_grid
from trainer.reading.strokes import BOX, Grid


def read(brightness: Grid) -> Grid:
    """The grid of an image that has ink."""
    grid = image_to_grid(brightness)
    assert grid is not None
    return grid


def test_an_image_of_mnist_comes_out_as_it_went_in(mnist: Mnist) -> None:
    images = mnist.test_images[:300] / 255
    off = [np.abs(image - read(image)).max() for image in images]
    assert np.mean(np.array(off) < 0.005) > 0.98


def test_the_background_may_be_dark_or_light(mnist: Mnist) -> None:
    image = mnist.test_images[0] / 255
    assert np.allclose(read(1 - image), read(image))
    assert np.allclose(read(0.9 - 0.5 * image), read(image))


def test_an_image_may_have_any_size(mnist: Mnist) -> None:
    image = mnist.test_images[0] / 255
    framed = np.pad(image.repeat(14, axis=0).repeat(14, axis=1), ((600, 40), (10, 1400)))
    assert np.corrcoef(read(framed).ravel(), image.ravel())[0, 1] > 0.95
    small = np.pad(image.repeat(7, axis=0).repeat(7, axis=1), ((30, 20), (5, 70)))
    assert np.allclose(read(small), read(image), atol=0.01)


def test_an_image_may_be_cropped_to_its_ink(mnist: Mnist) -> None:
    image = mnist.test_images[0] / 255
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    tight = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    assert np.allclose(read(1 - tight), read(image), atol=0.01)


def test_noise_on_the_background_is_no_ink(mnist: Mnist) -> None:
    image = np.pad(mnist.test_images[0].repeat(4, axis=0).repeat(4, axis=1) / 255, 20)
    noisy = image + np.random.default_rng(0).normal(0, 0.02, image.shape)
    assert np.corrcoef(read(noisy).ravel(), mnist.test_images[0].ravel())[0, 1] > 0.9


@pytest.mark.parametrize("shape", [(28, 28), (1, 1), (1, 50)])
def test_an_image_of_one_colour_is_blank(shape: tuple[int, int]) -> None:
    assert image_to_grid(np.full(shape, 0.7)) is None


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
        *(surround(0.95 - 0.8 * digits[1].repeat(4, 0).repeat(4, 1)) for surround in SURROUNDINGS.values()),
        *(ruled(0.95 - 0.8 * digit.repeat(13, 0).repeat(13, 1), squared=True) for digit in digits[:5]),
        *(1 - np.pad(corner(pen), 10) for pen in (0.1, 0.2, 0.3)),
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


def test_a_speck_and_a_faint_watermark_do_not_change_a_clean_digit(mnist: Mnist) -> None:
    digit: Grid = np.pad(mnist.test_images[0] / 255, 20)
    clean = read(1 - digit)
    for row, column, value in ((2, 3, 254 / 255), (60, 66, 0.0)):
        spoilt = 1 - digit
        spoilt[row, column] = value
        assert np.allclose(read(spoilt), clean, atol=0.02)
    watermark: Grid = np.zeros(digit.shape)
    watermark[::6] = 0.05
    marked: Grid = np.maximum(digit, watermark)
    assert np.corrcoef(read(1 - marked).ravel(), clean.ravel())[0, 1] > 0.98


def test_light_ink_that_fills_the_border_is_read_as_dark_ink_is(mnist: Mnist) -> None:
    for image in mnist.train_images[:60] / 255:
        rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
        tight = image[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        if np.mean(tight == 0) >= FLAT:
            assert np.allclose(read(tight), read(1 - tight), atol=1e-9)


def test_thin_lines_are_as_strong_as_those_of_mnist() -> None:
    paper = np.ones((280, 280))
    paper[30:250, 138:141] = 0.2
    paper[30:33, 90:140] = 0.2
    ink = read(paper)
    assert np.quantile(ink[ink > 0], 0.9) > 0.95


def test_no_row_of_ink_is_lost_at_any_size() -> None:
    for side in range(21, 641):  # 20 / 281 * 281 is more than 20
        picture = np.ones((side + 9, side + 9))
        picture[4 : 4 + side, 4 : 4 + side] = 0
        assert (read(picture) > 0.9).sum() == BOX * BOX, side
