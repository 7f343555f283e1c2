"""Figures in a notebook: each is there for every program, for light pages and for dark ones, and says in words what it shows.

A cell that ends in ``show(draw, source, words)`` keeps a PNG on white paper and two SVGs. Jupyter, Colab and GitHub show the PNG, in dark
editors as well: JupyterLab shows no SVG of a notebook that somebody else has executed. ``page.py`` takes the SVGs to the site. No Keras.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from export.figures.style import THEMES, Source, Theme, png, svg
from export.notebook.page import DARK, LIGHT, WORDS

IMAGE = "image/png"
"""Type of a figure that every program shows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as a cell keeps it."""

    image: bytes
    """PNG in light colours, on white paper."""
    light: str
    """SVG for light pages, without a ground."""
    dark: str
    """SVG for dark pages, without a ground."""
    words: str
    """What it shows, for those who cannot see it."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        """What IPython asks an object for: its types, and what is known of them. Programs that know only text show the words."""
        kinds = {WORDS: self.words, IMAGE: base64.b64encode(self.image).decode(), LIGHT: self.light, DARK: self.dark}
        return kinds, {IMAGE: {"alt": self.words}}


def show(draw: Callable[[Source, Theme], Figure], source: Source, words: str) -> Picture:
    """Draws one of the project's figures for a cell.

    Args:
        draw: A function of ``export/figures/``.
        source: What it draws.
        words: What the figure shows, in a sentence or two.
    """
    light, dark = THEMES
    return Picture(png(draw, source, light), svg(draw, source, light).decode(), svg(draw, source, dark).decode(), words)
