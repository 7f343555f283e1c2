"""Figures of a run: metrics and predictions -> SVG, once for light pages and once for dark ones. No Keras.

Reads ``history.json``, ``metrics.json`` and ``predictions.npz``, and ``strokes.json`` and ``strokes.npz`` where there are any; writes ``figures/NAME.light.svg`` and ``figures/NAME.dark.svg``.
Command: ``python -m export figures RUN``. Made twice, the files are the same to the byte.
"""

from __future__ import annotations

import base64
import io
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from trainer.data.mnist import Mnist
from trainer.reading.rejection import digit_scores, digits_of
from trainer.reading.strokes import BOX, CENTRE, draw_ink, fit_into_box, strokes_to_grid
from trainer.recipes import Synthetic
from trainer.run import Run, read_json, to_json
from trainer.synthetic.digits import draw_digit
from trainer.synthetic.negatives import draw_negative
from trainer.synthetic.render import render

Images = npt.NDArray[np.uint8]
PEN = Synthetic().pen
"""How much pens differ where the project shows what it draws."""
Source = TypeVar("Source")
"""What a figure is drawn from."""


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


@dataclass(frozen=True, slots=True)
class Material:
    """What figures are drawn from."""

    history: dict[str, list[float]]
    """Loss and accuracy per epoch."""
    metrics: dict[str, Any]
    """What ``evaluate`` measured."""
    probabilities: npt.NDArray[np.float32]
    """``(10000, 10)``: the model's answers to the test images."""
    data: Mnist
    """The images themselves."""
    strokes: dict[str, Any] | None = None
    """What ``evaluate --strokes`` measured, where it did."""
    answers: dict[str, npt.NDArray[Any]] = field(default_factory=dict)
    """Its arrays: ``digits`` ``(n, 10 or 11)``, ``labels`` ``(n,)``, ``worst`` ``(<= 10, 28, 28, 1)``."""


def make(run: Run, data: Mnist) -> list[Path]:
    """Draws all figures of an evaluated run and records the step; those of drawings only where the run was measured on some.

    Raises:
        InklingError: The run has no intact evaluation.
    """
    material = _read(run, data)
    with tempfile.TemporaryDirectory(dir=run.path, prefix=".figures-") as folder:
        made = Path(folder) / "figures"
        made.mkdir()
        for name, draw in (FIGURES | STROKES_FIGURES if material.strokes else FIGURES).items():
            for theme in THEMES:
                (made / f"{name}.{theme.name}.svg").write_bytes(svg(draw, material, theme))
        (made / "test-images.json").write_bytes(to_json(test_images(data)))
        shutil.rmtree(run.path / "figures", ignore_errors=True)
        made.replace(run.path / "figures")
    files = sorted((run.path / "figures").iterdir())
    run.record("figures", files, **{"from": ["fit", "evaluate", "strokes"]})
    return files


def _read(run: Run, data: Mnist) -> Material:
    run.entry("fit")
    run.entry("evaluate")
    drawn, answers = None, {}
    if "strokes" in run.manifest:
        run.entry("strokes")
        drawn = read_json(run.path / "strokes.json")
        with np.load(run.path / "strokes.npz") as arrays:
            answers = dict(arrays)
    with np.load(run.path / "predictions.npz") as arrays:
        probabilities = arrays["probabilities"]
    return Material(read_json(run.path / "history.json"), read_json(run.path / "metrics.json"), probabilities, data, drawn, answers)


def test_images(data: Mnist, each: int = 8) -> dict[str, Any]:
    """The first test images of each digit, for the demo to show: place in the test set, label, 784 bytes of ink in base 64."""
    first = np.sort(np.concatenate([np.flatnonzero(data.test_labels == digit)[:each] for digit in range(10)]))
    return {
        "source": "MNIST, test set; Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0",
        "images": [
            {"index": int(i), "label": int(data.test_labels[i]), "ink": base64.b64encode(data.test_images[i].tobytes()).decode()}
            for i in first
        ],
    }


def svg(draw: Callable[[Source, Theme], Figure], material: Source, theme: Theme) -> bytes:
    """Draws one figure in the house style and returns it as SVG."""
    with mpl.rc_context(rc=style(theme)):
        buffer = io.BytesIO()
        # matplotlib dates its SVGs and draws its ids at random, unless told otherwise.
        draw(material, theme).savefig(buffer, format="svg", transparent=True, bbox_inches="tight", pad_inches=0.05, metadata={"Date": None})
    return buffer.getvalue()


def style(theme: Theme) -> Any:
    """The one style of all figures: quiet axes, no frame, text in the page's colour on the page's own ground."""
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


def samples(material: Material, theme: Theme) -> Figure:
    """Random training images, as one sheet."""
    rows, columns = 6, 16
    images, _ = material.data.fit_split
    chosen = np.random.default_rng(0).choice(len(images), rows * columns, replace=False)
    return _sheet([[images[index] for index in row] for row in chosen.reshape(rows, columns)], theme)


def synthetic_digits(material: Material, theme: Theme) -> Figure:
    """Digits that the project draws itself: a row a digit."""
    random = np.random.default_rng(0)
    return _sheet([[render(random, draw_digit(random, digit), PEN) for _ in range(20)] for digit in range(10)], theme)


def negatives(material: Material, theme: Theme) -> Figure:
    """What the project draws that is no digit."""
    random = np.random.default_rng(0)
    return _sheet([[render(random, draw_negative(random), PEN) for _ in range(20)] for _ in range(8)], theme)


def _sheet(rows: list[list[Images]], theme: Theme) -> Figure:
    """Many grids as one picture."""
    figure = Figure(figsize=(len(rows[0]) / 2.5, len(rows) / 2.5))
    _picture(figure.add_axes((0, 0, 1, 1)), np.concatenate([np.concatenate(row, axis=1) for row in rows]), theme)
    return figure


def digits(material: Material, theme: Theme) -> Figure:
    """One training image of each digit."""
    images, labels = material.data.fit_split
    figure = Figure(figsize=(8, 1.2))
    for digit, axes in enumerate(figure.subplots(1, 10)):
        _picture(axes, images[np.flatnonzero(labels == digit)[7]], theme, str(digit))
    return figure


def strokes(material: Material, theme: Theme) -> Figure:
    """The drawing rule on one drawing: strokes, box, ink, centre of mass."""
    strokes = [np.array([(62, 14), (44, 40), (41, 44), (74, 45)], float), np.array([(66, 30), (64, 62)], float)]
    box = fit_into_box(strokes)
    grid = strokes_to_grid([[{"x": x, "y": y} for x, y in stroke] for stroke in strokes])
    figure = Figure(figsize=(8, 2.4), layout="constrained")
    steps = figure.subplots(1, 4)
    for axes, paths, side, width, caption in ((steps[0], strokes, 100, 3, "1. strokes"), (steps[1], box, BOX, 3, "2. a box of 20 pixels")):
        for path in paths:
            axes.plot(*path.T, color=theme.ink, linewidth=width, solid_joinstyle="round")
        _square(axes, side, theme, caption)
    for axes, pixels, caption in ((steps[2], draw_ink(box), "3. ink"), (steps[3], grid, "4. centre of mass")):
        assert pixels is not None
        _picture(axes, np.round(255 * pixels).astype(np.uint8), theme)
        _square(axes, len(pixels), theme, caption, offset=0.5)
    steps[3].plot(CENTRE - 0.5, CENTRE - 0.5, "+", color=theme.warm, markersize=14, markeredgewidth=2)
    return figure


def curves(material: Material, theme: Theme) -> Figure:
    """Accuracy and loss per epoch, training and validation."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    for axes, metric, title in zip(figure.subplots(1, 2), ("accuracy", "loss"), ("Accuracy", "Loss"), strict=True):
        epochs = range(1, len(material.history[metric]) + 1)
        marker = "o" if len(epochs) < 8 else None
        axes.plot(epochs, material.history[metric], color=theme.warm, label="Training", marker=marker)
        if f"val_{metric}" in material.history:
            axes.plot(epochs, material.history[f"val_{metric}"], color=theme.ink, label="Validation", marker=marker)
        axes.set(title=title, xlabel="Epoch")
        axes.set_xlim(0.5, len(epochs) + 0.5)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        if metric == "accuracy":
            axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=1))
        axes.legend()
    return figure


def confusion(material: Material, theme: Theme) -> Figure:
    """Counts of actual against predicted digits: what is right in ink, what is wrong in the warm colour, each by its own scale."""
    return _confusion(np.array(material.metrics["confusion"]), theme)


def strokes_confusion(material: Material, theme: Theme) -> Figure:
    """The same of drawn digits."""
    assert material.strokes
    return _confusion(np.array(material.strokes["digits"]["confusion"]), theme)


def _confusion(counts: npt.NDArray[np.int64], theme: Theme) -> Figure:
    import seaborn

    right = np.eye(10, dtype=bool)
    figure = Figure(figsize=(6.4, 5.8), layout="constrained")
    axes = figure.subplots()
    labels = np.where(counts > 0, counts.astype(str), "·")
    for mask, colour, top in ((~right, theme.ink, 1.4 * counts[right].max()), (right, theme.warm, max(counts[~right].max(), 4))):
        scale = seaborn.blend_palette([theme.paper, colour], as_cmap=True)
        seaborn.heatmap(counts, mask=mask, annot=labels, fmt="", cmap=scale, vmin=0, vmax=top, cbar=False, square=True, linewidths=1.5,
                        linecolor=theme.paper, annot_kws={"size": 10}, ax=axes)  # fmt: skip
    axes.set(xlabel="Predicted", ylabel="Actual")
    axes.tick_params(length=0, rotation=0)
    axes.grid(visible=False)
    return figure


def errors(material: Material, theme: Theme) -> Figure:
    """The ten most confident errors."""
    worst = material.metrics["confident_errors"]
    return _errors(worst, [material.data.test_images[error["index"]] for error in worst], theme)


def strokes_errors(material: Material, theme: Theme) -> Figure:
    """The ten most confident errors on drawn digits."""
    assert material.strokes
    images = np.round(255 * material.answers["worst"][..., 0]).astype(np.uint8)
    return _errors(material.strokes["digits"]["confident_errors"], list(images), theme)


def _errors(worst: list[dict[str, Any]], images: list[Images], theme: Theme) -> Figure:
    figure = Figure(figsize=(8, 3.9), layout="constrained")
    for position, axes in enumerate(figure.subplots(2, 5).flat):
        axes.set_axis_off()
        if position < len(worst):
            error = worst[position]
            caption = f"read {error['predicted']}, {error['confidence']:.1%}\nlabelled {error['label']}"
            _picture(axes, images[position], theme, caption)
    return figure


def coverage(material: Material, theme: Theme) -> Figure:
    """How many answers are right when only the surest are given: drawn digits and test images, and where the model itself stops."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.subplots()
    drawn, labels = material.answers["digits"], material.answers["labels"]
    for answers, actual, colour, name in (
        (material.probabilities, material.data.test_labels, theme.warm, "Test images"),
        (drawn, labels, theme.ink, "Drawn digits"),
    ):
        surest = np.argsort(-digit_scores(answers), kind="stable")
        right = (digits_of(answers).argmax(axis=1) == actual)[surest]
        given = np.arange(1, len(right) + 1)
        shown = given >= len(right) // 2
        axes.plot((given / len(right))[shown], (right.cumsum() / given)[shown], color=colour, label=name)
    assert material.strokes
    axes.axvline(
        1 - material.strokes["digits"]["verdicts"]["not a digit"], color=theme.text, linewidth=1, linestyle=":", label="Refused beyond"
    )
    axes.set(xlabel="Answered, the surest first", ylabel="Right")
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=1))
    axes.legend(loc="lower left")
    return figure


def predictions(material: Material, theme: Theme) -> Figure:
    """Random test images with what was read and what they are."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    chosen = np.random.default_rng(1).choice(len(material.data.test_images), 16, replace=False)
    for index, axes in zip(chosen, figure.subplots(2, 8).flat, strict=True):
        predicted, actual = int(material.probabilities[index].argmax()), int(material.data.test_labels[index])
        caption = f"read {predicted}\nlabelled {actual}"
        _picture(axes, material.data.test_images[index], theme, caption, theme.text if predicted == actual else theme.warm)
    return figure


def per_digit(material: Material, theme: Theme) -> Figure:
    """How many of each digit's test images are read right."""
    rows = material.metrics["per_digit"]
    recall = np.array([row["recall"] for row in rows])
    room = max(recall.max() - recall.min(), 0.001)
    figure = Figure(figsize=(8, 2.8), layout="constrained")
    axes = figure.subplots()
    axes.scatter(range(10), recall, s=70, color=theme.ink, zorder=3)
    for digit, share in enumerate(recall):
        axes.annotate(f"{share:.2%}", (digit, share), xytext=(0, 9), textcoords="offset points", ha="center", size=9)
    axes.set(xlabel="Digit", ylabel="Read right", xticks=range(10), ylim=(recall.min() - 0.15 * room, recall.max() + 0.25 * room))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=1))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    return figure


def _square(axes: Axes, side: int, theme: Theme, caption: str, offset: float = 0.0) -> None:
    """Frames a square drawing of the given side, y down, with a caption under it."""
    axes.set(xlim=(-offset, side - offset), ylim=(side - offset, -offset), xticks=[], yticks=[], aspect="equal", xlabel=caption)
    axes.set_axis_on()
    axes.grid(visible=False)
    axes.spines[:].set(visible=True, color=theme.faint)


def _picture(axes: Axes, image: Images, theme: Theme, caption: str = "", colour: str | None = None) -> None:
    """Shows an image, ink in the theme's colour and ground transparent, with a caption under it."""
    rgba = np.empty((*image.shape, 4))
    rgba[..., :3] = mpl.colors.to_rgb(theme.ink)
    rgba[..., 3] = image / 255
    axes.imshow(rgba, interpolation="none")
    axes.set_axis_off()
    axes.text(0.5, -0.04, caption, transform=axes.transAxes, ha="center", va="top", size=10, color=colour or theme.text, linespacing=1.35)


FIGURES: dict[str, Callable[[Material, Theme], Figure]] = {
    figure.__name__: figure
    for figure in (samples, digits, strokes, synthetic_digits, negatives, curves, confusion, errors, predictions, per_digit)
}
"""The figures of a run, by their file names."""

STROKES_FIGURES: dict[str, Callable[[Material, Theme], Figure]] = {
    figure.__name__: figure for figure in (strokes_confusion, strokes_errors, coverage)
}
"""Those of a run that was measured on drawings."""
