"""A figure in a cell: light on paper, dark without a ground, and words for those who cannot see it."""

from __future__ import annotations

from xml.etree import ElementTree

from matplotlib.figure import Figure

from export.figures.style import Theme
from export.notebook.page import DARK, LIGHT, WORDS
from export.notebook.picture import show

SVG = "{http://www.w3.org/2000/svg}"


def draw(number: int, theme: Theme) -> Figure:
    figure = Figure(figsize=(2, 1))
    figure.text(0.1, 0.1, str(number))
    return figure


def test_a_cell_gets_both_figures_and_the_words() -> None:
    bundle = show(draw, 3, "A three.")._repr_mimebundle_()
    assert set(bundle) == {WORDS, LIGHT, DARK}
    assert bundle[WORDS] == "A three."
    for kind in (LIGHT, DARK):
        title = ElementTree.fromstring(bundle[kind]).find(f"{SVG}title")
        assert title is not None
        assert title.text == "A three."


def test_only_the_light_figure_brings_paper() -> None:
    bundle = show(draw, 3, "A three.")._repr_mimebundle_()
    assert "fill: #ffffff" in bundle[LIGHT]
    assert "fill: #ffffff" not in bundle[DARK]
    assert "fill: #1a1e2b" not in bundle[DARK]


def test_drawn_twice_a_figure_is_the_same_to_the_byte() -> None:
    assert show(draw, 3, "A three.") == show(draw, 3, "A three.")
