"""The corruptions of MNIST-C: each changes an image in its own way, by as much as the original."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.corruptions import CORRUPTIONS, corrupt, generator
from trainer.evaluation.corruptions.layers import fractals
from trainer.evaluation.corruptions.types import Images

BLANK = np.zeros((200, 28, 28), np.uint8)


@pytest.fixture(scope="module")
def images(mnist: Mnist) -> Images:
    """Validation images."""
    return mnist.train_images[-200:]


def dot(row: int, column: int, copies: int = 200) -> Images:
    """Images of one pixel of full ink."""
    result = np.zeros((copies, 28, 28), np.uint8)
    result[:, row, column] = 255
    return result


def corrupted(name: str, images: Images) -> Images:
    return corrupt(name, images, generator(name))


def inked(images: Images) -> set[tuple[int, int]]:
    """Where any of the images has ink."""
    return {(int(row), int(column)) for row, column in zip(*images.any(axis=0).nonzero(), strict=True)}


def test_there_are_fifteen() -> None:
    assert len(CORRUPTIONS) == 15
    with pytest.raises(InklingError, match=r"no corruption 'snow'; choose one of: shot_noise, .*, canny_edges"):
        corrupt("snow", BLANK, np.random.default_rng(0))


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_images_stay_images_and_the_same_generator_gives_the_same_ones(name: str, images: Images) -> None:
    before = images.copy()
    result = corrupted(name, images)
    assert result.shape == images.shape
    assert result.dtype == np.uint8
    assert (images == before).all(), "the originals are not changed"
    assert (corrupted(name, images) == result).all()
    assert (result != images).any(axis=(1, 2)).all()
    assert corrupted(name, images[:0]).shape == (0, 28, 28)
    other = corrupt(name, images, generator(name, seed=1))
    assert (other == result).all() == (name in ("brightness", "stripe", "scale", "canny_edges")), "only these take no random numbers"


def test_shot_noise_counts_three_photons_on_average() -> None:
    counts = corrupted("shot_noise", np.full((200, 28, 28), 255, np.uint8))
    assert set(np.unique(counts)) == {0, 85, 170, 255}
    assert (counts == 0).mean() == pytest.approx(np.exp(-3), abs=0.003)
    assert not corrupted("shot_noise", BLANK).any()


def test_impulse_noise_sets_as_many_pixels_to_ink_as_to_background() -> None:
    result = corrupted("impulse_noise", np.full((200, 28, 28), 100, np.uint8))
    assert (result == 0).mean() == pytest.approx(0.085, abs=0.003)
    assert (result == 255).mean() == pytest.approx(0.085, abs=0.003)
    assert (result == 100).mean() == pytest.approx(0.83, abs=0.004)


def test_glass_blur_spreads_up_and_down_by_a_blur_and_to_neighbours_by_exchange() -> None:
    mean = corrupted("glass_blur", dot(14, 14)).astype(float).mean(axis=0) / 255
    assert mean.sum() == pytest.approx(1, abs=0.05)
    rows, columns = np.indices((28, 28)) - 14
    spread = [float((mean * part**2).sum() / mean.sum()) for part in (rows, columns)]
    assert spread[0] > spread[1] + 0.6, "two blurs with a variance of 0.49 each"
    assert 0.2 < spread[1] < 2, "two rounds of exchanges with the next column"


def test_motion_blur_keeps_ink_and_moves_it_to_one_side() -> None:
    result = corrupted("motion_blur", dot(14, 14)).astype(float)
    assert result.sum(axis=(1, 2)) == pytest.approx(255, abs=6)
    strongest = result.max(axis=(1, 2))
    assert strongest.min() == pytest.approx(255 / np.exp(-(np.arange(21) ** 2) / 18).sum(), abs=1)
    assert np.median(strongest) == strongest.min(), "two steps seldom end in the same pixel"
    assert not result[:, :, 15:].any()
    rows, columns = (int(end) for end in np.ptp(np.array(sorted(inked(result.astype(np.uint8)))), axis=0))
    assert rows > 8
    assert 6 < columns < 14


@pytest.mark.parametrize("name", ["rotate", "shear", "scale"])
def test_affine_maps_keep_the_centre(name: str) -> None:
    middle = np.zeros((200, 28, 28), np.uint8)
    middle[:, 13:15, 13:15] = 255
    result = corrupted(name, middle).astype(float)
    assert (result[:, 13:15, 13:15] > 120).all()
    for axis in (1, 2):
        centre = (result.sum(axis=3 - axis) * np.arange(28)).sum(axis=1) / result.sum(axis=(1, 2))
        assert centre == pytest.approx(13.5, abs=0.05)


def test_rotate_turns_by_23_degrees_either_way_and_shear_leans() -> None:
    line = np.zeros((200, 28, 28), np.uint8)
    line[:, 4:24, 13:15] = 255
    for name, slope in (("rotate", np.tan(0.4)), ("shear", np.sin(0.4))):
        result = corrupted(name, line).astype(float)
        columns = (result * np.arange(28)).sum(axis=2) / np.maximum(result.sum(axis=2), 1)
        leaning = (columns[:, 18] - columns[:, 9]) / 9
        assert np.abs(leaning) == pytest.approx(slope, abs=0.03), name
        assert 0.3 < (leaning > 0).mean() < 0.7


def test_scale_leaves_seven_tenths() -> None:
    square = np.zeros((1, 28, 28), np.uint8)
    square[:, 4:24, 4:24] = 255
    assert corrupted("scale", square).sum() / square.sum() == pytest.approx(0.49, abs=0.02)


def test_brightness_adds_a_half() -> None:
    grey = np.array([0, 100, 200], np.uint8).repeat(784).reshape(3, 28, 28)
    assert corrupted("brightness", grey)[:, 0, 0].tolist() == [128, 228, 255]


def test_translate_keeps_all_ink_and_moves_it_to_the_four_corners() -> None:
    assert inked(corrupted("translate", dot(14, 10))) == {(row, column) for row in (11, 17) for column in (7, 13)}
    assert (corrupted("translate", dot(14, 10)).sum(axis=(1, 2)) == 255).all()
    assert inked(corrupted("translate", dot(1, 26))) == {(4, 23)}, "what leaves the image is lost"


def test_stripe_inverts_seven_columns_on_each_side_and_nothing_else(images: Images) -> None:
    result = corrupted("stripe", images)
    assert (result[:, :, 7:21] == images[:, :, 7:21]).all()
    sides = [*range(7), *range(21, 28)]
    assert (result[:, :, sides] == 255 - images[:, :, sides]).all()


def test_fog_is_grey_where_there_was_nothing_and_never_stronger_than_the_ink() -> None:
    result = corrupted("fog", dot(14, 14))
    assert result.max() <= 255
    ground = np.delete(result.reshape(200, -1), 14 * 28 + 14, axis=1) / 255
    assert ground.max() <= 0.75, "three quarters fog, one quarter digit"
    assert 0.3 < ground.mean() < 0.45
    assert ground.mean(axis=1).std() > 0.05, "as much fog is not over each image"
    raised = result[:, 14, 14] - ground.reshape(200, -1)[:, 14 * 28 + 13] * 255
    assert raised.mean() == pytest.approx(255 / 4, abs=6)


def test_fractals_lie_in_the_range_of_the_whole_and_join_smoothly() -> None:
    maps = fractals(np.random.default_rng(0), 50)
    assert maps.shape == (50, 28, 28)
    assert 0 <= maps.min() < maps.max() <= 1
    steps = [np.abs(np.diff(maps, axis=axis)).mean() for axis in (1, 2)]
    assert steps[0] == pytest.approx(steps[1], rel=0.1)
    assert max(steps) < maps.std(axis=(1, 2)).mean() / 2


def test_spatter_lays_faint_drops_over_the_digit() -> None:
    drops = corrupted("spatter", BLANK)
    assert drops.max() == 63
    assert 0.1 < (drops > 0).mean() < 0.4
    over = corrupted("spatter", np.full((200, 28, 28), 255, np.uint8))
    assert ((over < 255) == (drops > 0)).all()
    assert over.min() == 63


def test_a_dotted_line_goes_from_side_to_side_in_dots_of_two_columns() -> None:
    lines = corrupted("dotted_line", BLANK)
    drawn = [column for column in range(28) if column // 2 % 2 and column < 27]
    assert (lines.any(axis=1) == np.isin(np.arange(28), drawn)).all()
    assert (lines.max(axis=(1, 2)) > 200).all()
    assert ((lines > 0).sum(axis=1) <= 3).all(), "a line is less than three pixels thick"
    ends = lines[:, :, 2].argmax(axis=1)
    assert len(set(ends.tolist())) > 20


def test_a_zigzag_rises_and_falls_every_four_columns() -> None:
    zigzags = corrupted("zigzag", BLANK)
    drawn = zigzags[(zigzags[:, 3:-3].max(axis=1)[:, 5:22] > 60).all(axis=1)]
    assert len(drawn) > 100
    assert not zigzags[:, :, :1].any()
    assert not zigzags[:, :, 27:].any()
    rows = drawn[:, :, 4:24].argmax(axis=1)
    slow = (rows[:, 8:] - rows[:, :-8]) / 8
    assert np.abs(slow).max() <= 5 / 23 + 2 / 8, "it is level or on a slight slope"
    half = np.abs(rows[:, 4:] - rows[:, :-4] - slow.mean(axis=1, keepdims=True) * 4)
    assert half.max(axis=1).mean() == pytest.approx(4, abs=0.7), "four rows from one corner to the next"


def test_canny_edges_are_the_outline_alone() -> None:
    square = np.zeros((1, 28, 28), np.uint8)
    square[:, 8:20, 8:20] = 255
    edges = corrupted("canny_edges", square)
    assert set(np.unique(edges)) == {0, 255}
    assert not edges[0, 11:17, 11:17].any()
    assert not edges[0, :6].any()
    assert 36 <= (edges > 0).sum() <= 56
