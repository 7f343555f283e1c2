"""Connected pixels and filters are those of SciPy, to the bit where nothing is rounded."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy import ndimage

from trainer.reading.filters import closing, distances, largest_around, mean_around
from trainer.reading.pixels import boxes_of, components_of, even_regions, filled, sums_of

EIGHT = np.ones((3, 3))
SIZES = [(1, 1), (1, 9), (9, 1), (2, 2), (5, 7), (28, 28), (61, 40)]
SHARES = [0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0]


def masks() -> list[npt.NDArray[np.bool_]]:
    """Random masks of many sizes and densities, and a spiral, whose ends are joined last."""
    random = np.random.default_rng(7)
    spiral = np.zeros((41, 41), dtype=bool)
    for ring in range(0, 20, 2):
        spiral[ring, ring : 41 - ring] = spiral[ring : 41 - ring, 40 - ring] = spiral[40 - ring, ring : 41 - ring] = True
        spiral[ring + 2 : 41 - ring, ring] = True
        spiral[ring + 2, ring + 1] = True
    return [*(random.random(size) < share for size in SIZES for share in SHARES), spiral, ~spiral]


MASKS = masks()


@pytest.mark.parametrize("mask", MASKS, ids=range(len(MASKS)))
def test_components_boxes_sums_and_holes_are_those_of_scipy(mask: npt.NDArray[np.bool_]) -> None:
    labels, count = components_of(mask)
    theirs, theirs_count = ndimage.label(mask, EIGHT)
    assert count == theirs_count
    assert np.array_equal(labels, theirs)
    assert boxes_of(labels, count) == ndimage.find_objects(theirs)
    values = np.asarray(np.random.default_rng(1).random(mask.shape))
    assert np.allclose(sums_of(values, labels, count)[1:], ndimage.sum_labels(values, theirs, np.arange(1, count + 1)), rtol=1e-12)
    assert np.array_equal(filled(mask), ndimage.binary_fill_holes(np.pad(mask, 1), EIGHT)[1:-1, 1:-1])


@pytest.mark.parametrize("tolerance", [0.0, 0.05, 0.2, 1.0])
@pytest.mark.parametrize("size", SIZES)
def test_even_regions_are_the_components_of_linked_pixels(size: tuple[int, int], tolerance: float) -> None:
    brightness = np.random.default_rng(3).random(size).round(1)
    linked = np.zeros((2 * size[0] - 1, 2 * size[1] - 1), dtype=bool)  # the pixels, and the links between them
    linked[::2, ::2] = True
    linked[::2, 1::2] = np.abs(np.diff(brightness, axis=1)) <= tolerance
    linked[1::2, ::2] = np.abs(np.diff(brightness, axis=0)) <= tolerance
    assert np.array_equal(even_regions(brightness, tolerance), ndimage.label(linked)[0][::2, ::2])


@pytest.mark.parametrize("window", [1, 3, 5, 21, 101])
@pytest.mark.parametrize("size", [(7,), (50,), *SIZES])
def test_filters_are_those_of_scipy(size: tuple[int, ...], window: int) -> None:
    values = np.random.default_rng(5).normal(size=size)
    assert np.array_equal(closing(values, window), ndimage.grey_closing(values, [window] * len(size), mode="nearest"))
    assert np.array_equal(largest_around(values, window, 0.0), ndimage.maximum_filter(values, window, mode="constant"))
    assert np.allclose(mean_around(values, window), ndimage.uniform_filter(values, window, mode="nearest"), atol=1e-12)


@pytest.mark.parametrize("mask", MASKS, ids=range(len(MASKS)))
def test_distances_are_those_of_scipy(mask: npt.NDArray[np.bool_]) -> None:
    padded = np.pad(mask, 1)
    assert np.array_equal(distances(padded), ndimage.distance_transform_edt(padded))
