"""Writes tests/vectors/orientation/: one picture of a four, stored in all eight orientations, as JPEG, PNG and WebP.

Run: python tests/vectors/make_orientation.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What turns an upright picture into the stored one: the inverse of what the tag asks for."""


def main() -> None:
    """Writes the 24 files, about 1 kB each."""
    picture = Image.new("L", (96, 120), 235)
    pen = ImageDraw.Draw(picture)
    pen.line([(30, 24), (24, 70), (70, 70)], fill=40, width=9, joint="curve")
    pen.line([(60, 30), (60, 100)], fill=40, width=9)
    folder = Path(__file__).parent / "orientation"
    for orientation in range(1, 9):
        stored = picture.transpose(STORED[orientation]) if orientation in STORED else picture
        exif = Image.Exif()
        exif[0x0112] = orientation
        for kind in ("jpg", "png", "webp"):
            stored.convert("RGB" if kind == "webp" else "L").save(folder / f"{orientation}.{kind}", exif=exif)


if __name__ == "__main__":
    main()
