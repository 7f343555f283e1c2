"""How all figures look: the colours of light and dark pages, one style of axes, and SVG that is the same to the byte when made twice."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Image = npt.NDArray[np.uint8]
"""``(height, width)``: ink 255 on ground 0."""
Source = TypeVar("Source")
"""What a figure is made from."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a page."""

    name: str
    """``light`` or ``dark``: the page it is for."""
    text: str
    """Words and numbers."""
    faint: str
    """Lines that only guide the eye."""
    ink: str
    """Digits, and what the model got right."""
    warm: str
    """Errors, and the second of two curves."""
    paper: str
    """The end of colour scales where nothing is."""


THEMES = (
    Theme("light", text="#27304a", faint="#d5d9e4", ink="#1f3a8a", warm="#c2410c", paper="#ffffff"),
    Theme("dark", text="#d7dcea", faint="#3a4157", ink="#a9c1ff", warm="#fb923c", paper="#1a1e2b"),
)


def svgs(figures: Mapping[str, Callable[[Source, Theme], Figure]], source: Source) -> dict[str, bytes]:
    """Draws every figure for every theme: ``NAME.light.svg`` and ``NAME.dark.svg`` -> content."""
    return {f"{name}.{theme.name}.svg": svg(draw, source, theme) for name, draw in figures.items() for theme in THEMES}


def svg(draw: Callable[[Source, Theme], Figure], source: Source, theme: Theme) -> bytes:
    """Draws one figure in the common style and returns it as SVG."""
    with mpl.rc_context(rc=style(theme)):
        buffer = io.BytesIO()
        # matplotlib dates its SVGs and takes random ids, unless told otherwise.
        draw(source, theme).savefig(buffer, format="svg", transparent=True, bbox_inches="tight", pad_inches=0.05, metadata={"Date": None})
    return buffer.getvalue()


def png(draw: Callable[[Source, Theme], Figure], source: Source, theme: Theme) -> bytes:
    """Draws one figure in the common style and returns it as PNG, on the theme's paper."""
    with mpl.rc_context(rc=style(theme)):
        buffer = io.BytesIO()
        draw(source, theme).savefig(
            buffer, format="png", facecolor=theme.paper, bbox_inches="tight", pad_inches=0.1, metadata={"Software": None}
        )
    return buffer.getvalue()


def style(theme: Theme) -> Any:
    """Returns matplotlib's settings: plain axes without a frame, text in the page's colour, no ground of their own."""
    return {
        "svg.hashsalt": "inkling",
        "font.size": 11,
        "text.color": theme.text,
        "axes.labelcolor": theme.text,
        "axes.edgecolor": theme.faint,
        "axes.titlesize": 12,
        "axes.titlelocation": "left",
        "axes.titlepad": 12,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "grid.color": theme.faint,
        "grid.linewidth": 0.8,
        "xtick.color": theme.faint,
        "ytick.color": theme.faint,
        "xtick.labelcolor": theme.text,
        "ytick.labelcolor": theme.text,
        "ytick.major.size": 0,
        "legend.frameon": False,
        "lines.linewidth": 2,
        "lines.solid_capstyle": "round",
    }


def show_image(axes: Axes, image: Image, theme: Theme, caption: str = "", colour: str | None = None) -> None:
    """Shows an image, ink in the theme's colour and ground transparent, with a caption under it."""
    rgba = np.empty((*image.shape, 4))
    rgba[..., :3] = mpl.colors.to_rgb(theme.ink)
    rgba[..., 3] = image / 255
    axes.imshow(rgba, interpolation="none")
    axes.set_axis_off()
    axes.text(0.5, -0.04, caption, transform=axes.transAxes, ha="center", va="top", size=10, color=colour or theme.text, linespacing=1.35)


def many_images(rows: Sequence[Sequence[Image]], theme: Theme) -> Figure:
    """Returns one picture of many images of the same size, row by row."""
    figure = Figure(figsize=(len(rows[0]) / 2.5, len(rows) / 2.5))
    show_image(figure.add_axes((0, 0, 1, 1)), np.concatenate([np.concatenate(row, axis=1) for row in rows]), theme)
    return figure
