"""Figures in a notebook: each is there for light and for dark pages, and says in words what it shows.

A cell that ends in ``show(draw, source, words)`` keeps two SVGs. Jupyter and Colab show the light one, on paper of its own, so that it
can be read in a dark editor as well; ``page.py`` takes both to the site. No Keras.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from export.figures.style import THEMES, Source, Theme, svg
from export.notebook.page import DARK, LIGHT, WORDS


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure as a cell keeps it."""

    light: str
    """SVG for light pages, on white paper."""
    dark: str
    """SVG for dark pages, without a ground."""
    words: str
    """What it shows, for those who cannot see it."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """What IPython asks an object for; programs that know no type but text show the words."""
        return {WORDS: self.words, LIGHT: self.light, DARK: self.dark}


def show(draw: Callable[[Source, Theme], Figure], source: Source, words: str) -> Picture:
    """Draws one of the project's figures for a cell.

    Args:
        draw: A function of ``export/figures/``.
        source: What it draws.
        words: What the figure shows, in a sentence or two.
    """
    light, dark = THEMES
    return Picture(svg(draw, source, light, words, paper=True).decode(), svg(draw, source, dark, words).decode(), words)
