"""What all models share, made once: figures of MNIST, of its corruptions, of the drawing rule and of the synthetic images, the demo's test images,
the laboratory's training images, and all test images as one picture.

Reads MNIST; writes ``docs/models/figures/``. Command: ``python -m export dataset``. Made twice, the files are the same to the byte.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from export.figures import sheet
from export.figures.lab_images import lab_images
from export.figures.style import Theme, many_images, show_image, svgs
from trainer.data.mnist import Mnist
from trainer.evaluation.corruptions import CORRUPTIONS, corrupt, generator
from trainer.reading.strokes import BOX, CENTRE, draw_ink, fit_into_box, strokes_to_grid
from trainer.recipes import Synthetic
from trainer.run import to_json, write_atomically
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.negatives import draw_negative
from trainer.synthetic.plain import strokes_of
from trainer.synthetic.render import render

PEN = Synthetic().pen
"""How much pens differ in the figures of synthetic images: the default of the recipes."""

SHOWN = 5
"""The digit in the figure of corruptions."""


def write(data: Mnist, folder: Path) -> list[Path]:
    """Writes all shared figures, the images of demo and laboratory and the picture of all test images into a folder; returns the files."""
    contents = {**svgs(FIGURES, data), "test-images.json": to_json(test_images(data)), **lab_images(data), **sheet.files(data)}
    for name, content in contents.items():
        write_atomically(folder / name, content)
    return [folder / name for name in contents]


def test_images(data: Mnist, each: int = 8) -> dict[str, Any]:
    """Returns the first test images of each digit, for the demo to show: place in the test set, label, 784 bytes of ink in base 64."""
    first = np.sort(np.concatenate([np.flatnonzero(data.test_labels == digit)[:each] for digit in range(10)]))
    return {
        "source": "MNIST, test set; Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0",
        "images": [
            {"index": int(i), "label": int(data.test_labels[i]), "ink": base64.b64encode(data.test_images[i].tobytes()).decode()}
            for i in first
        ],
    }


def samples(data: Mnist, theme: Theme) -> Figure:
    """Random training images."""
    rows, columns = 6, 16
    images, _ = data.fit_split()
    chosen = np.random.default_rng(0).choice(len(images), rows * columns, replace=False)
    return many_images([[images[index] for index in row] for row in chosen.reshape(rows, columns)], theme)


def digits(data: Mnist, theme: Theme) -> Figure:
    """One training image of each digit."""
    images, labels = data.fit_split()
    figure = Figure(figsize=(8, 1.2))
    for digit, axes in enumerate(figure.subplots(1, 10)):
        show_image(axes, images[np.flatnonzero(labels == digit)[7]], theme, str(digit))
    return figure


def corruptions(data: Mnist, theme: Theme) -> Figure:
    """One training image, as it is and with each corruption of MNIST-C."""
    images, labels = data.fit_split()
    one = images[np.flatnonzero(labels == SHOWN)[:1]]
    panels = {"none": one} | {name.replace("_", " "): corrupt(name, one, generator(name)) for name in CORRUPTIONS}
    figure = Figure(figsize=(9, 2.8))
    for axes, (name, image) in zip(figure.subplots(2, 8).flat, panels.items(), strict=True):
        show_image(axes, image[0], theme, name)
        _square(axes, len(image[0]), theme, "", offset=0.5)  # its frame shows where a corruption ends
    return figure


def strokes(_data: Mnist, theme: Theme) -> Figure:
    """The drawing rule on one example."""
    return drawing_rule([[(62, 14), (44, 40), (41, 44), (74, 45)], [(66, 30), (64, 62)]], theme)


def drawing_rule(lines: Sequence[Sequence[tuple[float, float]]], theme: Theme) -> Figure:
    """The drawing rule: strokes, box, ink, centre of mass.

    Args:
        lines: Strokes of points ``(x, y)``, both from 0 to 100, y down.
        theme: The colours.
    """
    paths = [np.array(line, float) for line in lines]
    box = fit_into_box(paths)
    grid = strokes_to_grid([[{"x": x, "y": y} for x, y in path] for path in paths])
    figure = Figure(figsize=(8, 2.4), layout="constrained")
    steps = figure.subplots(1, 4)
    for axes, drawn, side, width, caption in ((steps[0], paths, 100, 3, "1. strokes"), (steps[1], box, BOX, 3, "2. a box of 20 pixels")):
        for line in drawn:
            axes.plot(*line.T, color=theme.ink, linewidth=width, solid_joinstyle="round")
        _square(axes, side, theme, caption)
    for axes, pixels, caption in ((steps[2], draw_ink(box), "3. ink"), (steps[3], grid, "4. centre of mass")):
        assert pixels is not None
        show_image(axes, np.round(255 * pixels).astype(np.uint8), theme)
        _square(axes, len(pixels), theme, caption, offset=0.5)
    steps[3].plot(CENTRE - 0.5, CENTRE - 0.5, "+", color=theme.warm, markersize=14, markeredgewidth=2)
    return figure


def _square(axes: Axes, side: int, theme: Theme, caption: str, offset: float = 0.0) -> None:
    """Frames a square of the given side, y down, with a caption under it."""
    axes.set(xlim=(-offset, side - offset), ylim=(side - offset, -offset), xticks=[], yticks=[], aspect="equal", xlabel=caption)
    axes.set_axis_on()
    axes.grid(visible=False)
    axes.spines[:].set(visible=True, color=theme.faint)


def synthetic_digits(_data: Mnist, theme: Theme) -> Figure:
    """Synthetic digits: a row a digit."""
    random = np.random.default_rng(0)
    return many_images([[render(random, strokes_of([draw_digit(random, digit)]), PEN) for _ in range(20)] for digit in range(10)], theme)


def negatives(_data: Mnist, theme: Theme) -> Figure:
    """Negatives: synthetic images of what is not a digit."""
    random = np.random.default_rng(0)
    return many_images([[render(random, strokes_of(draw_negative(random)), PEN) for _ in range(20)] for _ in range(8)], theme)


FIGURES: dict[str, Callable[[Mnist, Theme], Figure]] = {
    "samples": samples,
    "digits": digits,
    "corruptions": corruptions,
    "strokes": strokes,
    "synthetic_digits": synthetic_digits,
    "negatives": negatives,
}
"""The shared figures, by their file names."""
