"""Makes ``hands.npz``: the strokes that handwriting fonts would be written with. Training reads that file and never a font.

Reads: the packages of ``packages.json``. Writes: ``hands.npz`` and ``hands-notice.txt``, which names the fonts, their owners and
their licence. The same packages and versions of the libraries give the same bytes.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from trainer.errors import InklingError
from trainer.reading.strokes import Stroke
from trainer.run import write_atomically
from trainer.synthetic.fonts.look_alikes import look_like
from trainer.synthetic.fonts.packages import Font, fetch, pinned
from trainer.synthetic.fonts.skeleton import Mask
from trainer.synthetic.fonts.trace import trace
from trainer.synthetic.hands import BOX, CHARACTERS, DIGITS, FILE

Glyphs = dict[str, list[Stroke]]
"""Characters of a hand, and the strokes of each."""

NOTICE = "hands-notice.txt"

PIXELS = 240
"""The longer side of a glyph when it is traced. Lines are ten pixels wide or wider then, thin pens excepted."""

FIRST_SIZE = 200
"""Size of type at which a glyph is measured, to find the size at which it is ``PIXELS`` long."""


def make_hands(out: Path, packages: Path | None, say: Callable[[str], None]) -> int:
    """Writes the hands and their notice to a folder; returns how many hands there are.

    Args:
        out: The folder.
        packages: A folder with packages that were fetched before, and for those that were not; None: a temporary one.
        say: Called with a line now and then.

    Raises:
        InklingError: A package is missing or altered; nothing is written then.
    """
    with tempfile.TemporaryDirectory() as temporary:
        fonts = fetch(pinned(), packages or Path(temporary), say)
    text = notice(fonts)
    hands = []
    for number, font in enumerate(fonts, 1):
        say(f"Tracing {font.package} ({number} of {len(fonts)}).")
        hands.append(trace_font(font))
    write_atomically(out / FILE.name, to_npz(without_look_alikes(hands)))
    write_atomically(out / NOTICE, text.encode())
    return len(fonts)


def trace_font(font: Font) -> Glyphs:
    """Returns the strokes of each character that a font has, of those that hands write.

    Raises:
        InklingError: A glyph cannot be drawn, or a digit is missing.
    """
    missing = set(DIGITS) - font.characters
    if missing:
        raise InklingError(f"{font.package} has no {min(missing)}; take it out of the pinned packages.")
    glyphs = {}
    for character in DIGITS + CHARACTERS:
        if character in font.characters:
            mask = draw(font, character)
            if mask is not None:
                glyphs[character] = trace(mask)
    return glyphs


def without_look_alikes(hands: Sequence[Glyphs]) -> list[Glyphs]:
    """Leaves out characters that look like a digit of any hand."""
    others = [(number, character) for number, hand in enumerate(hands) for character in hand if character not in DIGITS]
    digits = [hand[digit] for hand in hands for digit in DIGITS]
    alike = look_like([hands[number][character] for number, character in others], digits)
    gone = {other for other, is_alike in zip(others, alike, strict=True) if is_alike}
    return [{character: glyph for character, glyph in hand.items() if (number, character) not in gone} for number, hand in enumerate(hands)]


def draw(font: Font, character: str) -> Mask | None:
    """Draws a glyph, its longer side ``PIXELS`` long; None where it is empty."""
    left, top, right, bottom = _type(font, FIRST_SIZE).getbbox(character)
    longer = max(right - left, bottom - top)
    if longer <= 0:
        return None
    type_ = _type(font, round(FIRST_SIZE * PIXELS / longer))
    left, top, right, bottom = map(int, type_.getbbox(character))
    image = Image.new("L", (right - left + 2, bottom - top + 2))
    ImageDraw.Draw(image).text((1 - left, 1 - top), character, fill=255, font=type_)
    mask: Mask = np.asarray(image) > 127
    return mask if mask.any() else None


def _type(font: Font, size: int) -> ImageFont.FreeTypeFont:
    """Loads a font at a size. Its own layout is left out, or a glyph would depend on a library that not every Pillow has."""
    return ImageFont.truetype(io.BytesIO(font.outlines), size, layout_engine=ImageFont.Layout.BASIC)


def to_npz(hands: Sequence[Glyphs]) -> bytes:
    """Packs hands: points of all strokes as bytes in a box, points of each stroke, strokes and character of each glyph, glyphs of each
    hand. No hand has a name: it is not the font.
    """
    glyphs = [glyph for hand in hands for glyph in hand.values()]
    strokes = [stroke for glyph in glyphs for stroke in _boxed(glyph)]
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        points=np.concatenate(strokes),
        lengths=np.array([len(stroke) for stroke in strokes], np.uint8),
        strokes=np.array([len(glyph) for glyph in glyphs], np.uint8),
        characters=np.array([ord(character) for hand in hands for character in hand], np.uint16),
        glyphs=np.array([len(hand) for hand in hands], np.uint8),
    )
    return buffer.getvalue()


def _boxed(glyph: list[Stroke]) -> list[npt.NDArray[np.uint8]]:
    """Scales a glyph into the box of 256x256 that bytes can say, its longer side as long as the box, its shorter one in the middle."""
    points = np.concatenate(glyph)
    low, sides = points.min(axis=0), np.ptp(points, axis=0)
    scale = BOX / max(sides.max(), 1)
    shift = (BOX - sides * scale) / 2
    return [np.round((stroke - low) * scale + shift).astype(np.uint8) for stroke in glyph]


def notice(fonts: Sequence[Font]) -> str:
    """Returns the notice: the fonts, their owners, and the text of the licence once.

    Raises:
        InklingError: Two fonts do not have the same text.
    """
    for font in fonts:
        if font.licence.split() != fonts[0].licence.split():
            raise InklingError(f"The licence in {font.package} is not that in {fonts[0].package}; take one of them out.")
    lines = [
        f"hands.npz holds centre lines that this project's program traced in glyphs of {len(fonts)} handwriting fonts. It holds no font",
        "software, and none of what it holds is called by a font's name. The fonts come from the npm packages named here; each is",
        "copyrighted by its owners and licensed under the SIL Open Font License, Version 1.1, whose text follows the list.",
        "",
    ]
    for font in fonts:
        lines += [font.package, *(f"    {line}" for line in font.copyright)]
    return "\n".join([*lines, "", fonts[0].licence])
