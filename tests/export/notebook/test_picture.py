"""A figure in a cell: a PNG for every program, SVGs for light and dark pages, and words for those who cannot see it."""

from __future__ import annotations

import base64
import io

from matplotlib.figure import Figure
from PIL import Image

from export.figures.style import THEMES, Theme
from export.notebook.page import DARK, LIGHT, WORDS
from export.notebook.picture import IMAGE, show


def draw(number: int, theme: Theme) -> Figure:
    figure = Figure(figsize=(2, 1))
    figure.text(0.1, 0.1, str(number), color=theme.text)
    return figure


def test_a_cell_gets_all_kinds_of_the_figure_and_the_words() -> None:
    kinds, known = show(draw, 3, "A three.")._repr_mimebundle_()
    assert set(kinds) == {WORDS, IMAGE, LIGHT, DARK}
    assert kinds[WORDS] == known[IMAGE]["alt"] == "A three."
    for kind, theme in zip((LIGHT, DARK), THEMES, strict=True):
        assert theme.text in kinds[kind]


def test_the_image_brings_its_own_paper_for_dark_editors() -> None:
    kinds, _ = show(draw, 3, "A three.")._repr_mimebundle_()
    image = Image.open(io.BytesIO(base64.b64decode(kinds[IMAGE]))).convert("RGBA")
    assert image.getpixel((0, 0)) == (255, 255, 255, 255)


def test_drawn_twice_a_figure_is_the_same_to_the_byte() -> None:
    assert show(draw, 3, "A three.") == show(draw, 3, "A three.")
