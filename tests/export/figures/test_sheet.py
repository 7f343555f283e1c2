"""The picture of all test images: every image at its place, no more lost than is said."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from export.figures import sheet
from trainer.data.mnist import Mnist


def test_each_image_stands_at_its_place_and_no_pixel_differs_by_more_than_is_said(few: Mnist) -> None:
    png = sheet.picture(few.test_images)
    facts = sheet.facts(few.test_images, png)
    alpha = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))[..., 3].astype(int)
    lost = []
    for place in (0, 99, 100, len(few.test_images) - 1):
        y, x = (28 * part for part in divmod(place, sheet.COLUMNS))
        lost.append(np.abs(alpha[y : y + 28, x : x + 28] - few.test_images[place]).max())
    assert 0 < max(lost) <= facts["loss"]["largest"] == 8


def test_the_ink_is_white_so_that_pages_can_paint_it(few: Mnist) -> None:
    pixels = np.asarray(Image.open(io.BytesIO(sheet.picture(few.test_images[:5]))).convert("RGBA"))
    assert (pixels[..., :3] == 255).all()
    assert pixels.shape == (28, 2800, 4)


def test_all_test_images_stay_within_what_the_picture_may_take(mnist: Mnist) -> None:
    assert len(sheet.picture(mnist.test_images)) <= sheet.MOST_BYTES
