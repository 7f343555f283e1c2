"""Picture files of every kind, and files that are no pictures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.conftest import ROOT
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.reading.image import image_to_grid
from trainer.reading.image_file import read_brightness


def pictures(digit: Image.Image, folder: Path) -> list[Path]:
    """The same digit as picture files of many kinds."""
    dark = digit.resize((200, 200), Image.Resampling.NEAREST)
    light = Image.fromarray(255 - np.asarray(dark))
    ink = Image.new("RGBA", (200, 200))
    ink.putalpha(dark)
    chalk = Image.new("RGBA", (200, 200), (255, 255, 255, 0))
    chalk.putalpha(dark)
    kinds = {
        "small.png": digit,
        "dark.png": dark,
        "light.png": light,
        "light.jpg": light,
        "light.gif": light,
        "light.bmp": light,
        "light.webp": light.convert("RGB"),
        "palette.png": light.convert("P"),
        "one_bit.png": light.convert("1"),
        "deep.png": Image.fromarray(np.asarray(dark).astype(np.uint16) * 257),
        "ink_on_nothing.png": ink,
        "chalk_on_nothing.png": chalk,
        "wide.png": Image.fromarray(np.pad(np.asarray(light), ((0, 0), (0, 400)), constant_values=255)),
    }
    for name, image in kinds.items():
        image.save(folder / name)
    turned = light.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # "turn me clockwise when you show me"
    turned.save(folder / "turned.jpg", exif=exif)
    return [folder / name for name in [*kinds, "turned.jpg"]]


def test_a_digit_is_the_same_in_every_kind_of_file(mnist: Mnist, tmp_path: Path) -> None:
    expected = mnist.test_images[0] / 255
    for path in pictures(Image.fromarray(mnist.test_images[0]), tmp_path):
        grid = image_to_grid(read_brightness(path))
        assert grid is not None, path.name
        assert np.corrcoef(grid.ravel(), expected.ravel())[0, 1] > 0.93, path.name


def test_brightness_is_from_0_to_1_and_green_is_brighter_than_blue(tmp_path: Path) -> None:
    picture = Image.new("RGB", (3, 2), (0, 0, 0))
    for column, colour in enumerate(((255, 255, 255), (0, 255, 0), (0, 0, 255))):
        picture.putpixel((column, 0), colour)
    picture.save(tmp_path / "colours.png")
    brightness = read_brightness(tmp_path / "colours.png")
    assert brightness.shape == (2, 3)
    assert brightness[0] == pytest.approx([1, 0.587, 0.114])
    assert not brightness[1].any()


@pytest.mark.parametrize("content", [b"", b"no image", b"\x89PNG\r\n\x1a\n cut short"])
def test_a_file_that_is_no_image_is_refused_and_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(InklingError, match=r"x\.png is not an image"):
        read_brightness(tmp_path / "x.png")


def test_a_cut_image_is_refused(mnist: Mnist, tmp_path: Path) -> None:
    Image.fromarray(mnist.test_images[0]).resize((300, 300)).save(tmp_path / "cut.png")
    content = (tmp_path / "cut.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(content[: len(content) // 2])
    with pytest.raises(InklingError, match="is not an image"):
        read_brightness(tmp_path / "cut.png")


def test_a_missing_image_is_named(tmp_path: Path) -> None:
    with pytest.raises(InklingError, match="does not exist"):
        read_brightness(tmp_path / "nowhere.png")


def test_an_image_of_too_many_pixels_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    Image.new("L", (20, 20)).save(tmp_path / "large.png")
    with pytest.raises(InklingError, match="too many pixels"):
        read_brightness(tmp_path / "large.png")


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_a_picture_is_upright_in_each_orientation_that_a_camera_notes(kind: str) -> None:
    folder = ROOT / "tests" / "vectors" / "orientation"
    upright = read_brightness(folder / "1.png")
    for orientation in range(1, 9):
        picture = read_brightness(folder / f"{orientation}.{kind}")
        assert picture.shape == upright.shape, orientation
        assert np.corrcoef(picture.ravel(), upright.ravel())[0, 1] > 0.99, orientation


def test_a_large_picture_is_scaled_down_as_the_page_does_it(tmp_path: Path) -> None:
    paper = Image.new("L", (3000, 2000), 230)
    paper.paste(40, (1400, 400, 1500, 1600))
    for name in ("large.jpg", "large.png"):
        paper.save(tmp_path / name)
        brightness = read_brightness(tmp_path / name)
        assert brightness.shape == (683, 1024), name
        assert brightness[340, 495] == pytest.approx(40 / 255, abs=0.02)
        assert brightness[10, 10] == pytest.approx(230 / 255, abs=0.02)


def test_a_large_picture_gives_the_grid_of_all_its_pixels_but_for_a_fifth(mnist: Mnist, tmp_path: Path) -> None:
    """The page is held to the same in tests/browser/demo/pictures.test.mjs, so both agree."""
    for digit in mnist.test_images[:3]:
        large = np.pad(255 - digit.repeat(80, axis=0).repeat(80, axis=1), ((100, 60), (400, 300)), constant_values=255)
        Image.fromarray(large).save(tmp_path / "large.png")
        scaled, whole = image_to_grid(read_brightness(tmp_path / "large.png")), image_to_grid(large / 255)
        assert scaled is not None and whole is not None
        assert np.abs(scaled - whole).max() < 0.2


@pytest.mark.skipif(sys.platform != "linux", reason="what the system calls the largest memory has another unit elsewhere")
@pytest.mark.parametrize("mode", ["RGB", "LA", "P"])
def test_a_picture_of_48_megapixels_needs_less_than_500_megabytes(mode: str, tmp_path: Path) -> None:
    paper = Image.new("L", (8000, 6000), 230)
    paper.paste(40, (3800, 1500, 4300, 4500))
    paper.convert(mode).save(tmp_path / "large.png", compress_level=1)
    program = """
import resource, sys
from pathlib import Path
from trainer.reading.image_file import read_brightness
from trainer.reading.picture_parts import picture_parts
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = most()
assert picture_parts(read_brightness(Path(sys.argv[1]))) is not None
print(most() - before)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "large.png")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert float(done.stdout) < 500
