"""Figures of a run: metrics and predictions -> SVG, once for light pages and once for dark ones. No Keras.

Reads ``history.json``, ``metrics.json`` and ``predictions.npz``, and ``strokes.json`` and ``strokes.npz`` where there are any; writes
``figures/NAME.light.svg`` and ``figures/NAME.dark.svg``. Command: ``python -m export figures RUN``. Made twice, the files are the same
to the byte.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from export.catalogue import listed
from export.figures.style import Image, Theme, show_image, svgs
from trainer.data.mnist import Mnist
from trainer.reading.rejection import Answers, digit_scores, digits_of
from trainer.run import Run, read_json

LINES = ("-", "--", ":", "-.")
"""A style of line for each file of drawings, which no colour alone tells apart."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """What ``evaluate --strokes`` measured on the digits of one file."""

    title: str
    """What the file holds."""
    measured: dict[str, Any]
    """Its part of ``strokes.json``."""
    answers: Answers
    """``(n, 10 or 11)``: the model's answers to the digits."""
    labels: npt.NDArray[np.uint8]
    """``(n,)``: the digits that were asked for."""
    worst: npt.NDArray[np.float32]
    """``(<= 10, 28, 28, 1)``: the grids that it misreads with the highest confidence."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What the figures of a run are made from."""

    history: dict[str, list[float]]
    """Loss and accuracy per epoch."""
    metrics: dict[str, Any]
    """What ``evaluate`` measured."""
    answers: Answers
    """``(10000, 10)``: the model's probabilities for the test images."""
    data: Mnist
    """The images themselves."""
    strokes: tuple[Strokes, ...] = ()
    """What was measured on drawings by people, a test set first: its results are shown, and never its drawings."""


def make(run: Run, data: Mnist) -> list[Path]:
    """Draws all figures of an evaluated run and records the step; those of strokes only where the run was measured on some.

    Raises:
        InklingError: The run has no intact evaluation.
    """
    evaluated = read(run, data)
    contents = svgs(FIGURES, evaluated) | svgs(stroke_figures(evaluated), evaluated)
    with tempfile.TemporaryDirectory(dir=run.path, prefix=".figures-") as folder:
        made = Path(folder) / "figures"
        made.mkdir()
        for name, content in contents.items():
            (made / name).write_bytes(content)
        shutil.rmtree(run.path / "figures", ignore_errors=True)
        made.replace(run.path / "figures")
    files = sorted((run.path / "figures").iterdir())
    run.record("figures", files, **{"from": ["fit", "evaluate", "strokes"]})
    return files


def stroke_figures(evaluated: Evaluated) -> dict[str, Callable[[Evaluated, Theme], Figure]]:
    """Returns the figures of strokes that there is something to draw for: drawings are shown of files that are no test set."""
    shown = any(len(strokes.worst) for strokes in evaluated.strokes)
    return {name: draw for name, draw in STROKES_FIGURES.items() if evaluated.strokes and (shown or name != "strokes_errors")}


def read(run: Run, data: Mnist) -> Evaluated:
    """Reads what the figures of a run are made from.

    Raises:
        InklingError: The run has no intact evaluation.
    """
    run.entry("fit")
    run.entry("evaluate")
    with np.load(run.path / "predictions.npz") as arrays:
        answers = arrays["probabilities"]
    return Evaluated(read_json(run.path / "history.json"), read_json(run.path / "metrics.json"), answers, data, _read_strokes(run))


def _read_strokes(run: Run) -> tuple[Strokes, ...]:
    if "strokes" not in run.manifest:
        return ()
    run.entry("strokes")
    with np.load(run.path / "strokes.npz") as arrays:
        return tuple(
            Strokes(scored["title"], scored, *(arrays[f"{kind}/{scored['file']}"] for kind in ("digits", "labels", "worst")))
            for scored in listed(read_json(run.path / "strokes.json")["digits"])
        )


def curves(evaluated: Evaluated, theme: Theme) -> Figure:
    """Accuracy and loss per epoch, training and validation."""
    history = evaluated.history
    figure = Figure(figsize=(8, 3), layout="constrained")
    for axes, metric, title in zip(figure.subplots(1, 2), ("accuracy", "loss"), ("Accuracy", "Loss"), strict=True):
        epochs = range(1, len(history[metric]) + 1)
        marker = "o" if len(epochs) < 8 else None
        axes.plot(epochs, history[metric], color=theme.warm, label="Training", marker=marker)
        if f"val_{metric}" in history:
            axes.plot(epochs, history[f"val_{metric}"], color=theme.ink, label="Validation", marker=marker)
        axes.set(title=title, xlabel="Epoch")
        axes.set_xlim(0.5, len(epochs) + 0.5)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        if metric == "accuracy":
            axes.yaxis.set_major_formatter(PercentFormatter(1.0))
        axes.legend()
    return figure


def confusion(evaluated: Evaluated, theme: Theme) -> Figure:
    """Counts of actual against predicted digits of the test images."""
    return _confusion(np.array(evaluated.metrics["confusion"]), theme)


def strokes_confusion(evaluated: Evaluated, theme: Theme) -> Figure:
    """The same of digits that people drew, of a test set where there is one."""
    return _confusion(np.array(evaluated.strokes[0].measured["confusion"]), theme)


def _confusion(counts: npt.NDArray[np.int64], theme: Theme) -> Figure:
    """What is right is shaded in one colour, what is wrong in the other, each by a scale of its own."""
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


def errors(evaluated: Evaluated, theme: Theme) -> Figure:
    """The ten test images that it misreads with the highest confidence."""
    worst = evaluated.metrics["confident_errors"]
    return _errors(worst, [evaluated.data.test_images[error["index"]] for error in worst], theme)


def strokes_errors(evaluated: Evaluated, theme: Theme) -> Figure:
    """The ten digits by people that it misreads with the highest confidence; of a test set there is none to show."""
    worst = [
        (error, grid)
        for strokes in evaluated.strokes
        for error, grid in zip(strokes.measured["confident_errors"], strokes.worst, strict=True)
    ]
    worst = sorted(worst, key=lambda pair: -pair[0]["confidence"])[:10]
    images = [np.round(255 * grid[..., 0]).astype(np.uint8) for _, grid in worst]
    return _errors([error for error, _ in worst], images, theme)


def _errors(worst: Sequence[dict[str, Any]], images: Sequence[Image], theme: Theme) -> Figure:
    figure = Figure(figsize=(8, 3.9), layout="constrained")
    for position, axes in enumerate(figure.subplots(2, 5).flat):
        axes.set_axis_off()
        if position < len(worst):
            error = worst[position]
            caption = f"read {error['predicted']}, {error['confidence']:.1%}\nlabelled {error['label']}"
            show_image(axes, images[position], theme, caption)
    return figure


def predictions(evaluated: Evaluated, theme: Theme) -> Figure:
    """Random test images with what was read and what they are."""
    data = evaluated.data
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    chosen = np.random.default_rng(1).choice(len(data.test_images), 16, replace=False)
    for index, axes in zip(chosen, figure.subplots(2, 8).flat, strict=True):
        predicted, actual = int(evaluated.answers[index].argmax()), int(data.test_labels[index])
        caption = f"read {predicted}\nlabelled {actual}"
        show_image(axes, data.test_images[index], theme, caption, theme.text if predicted == actual else theme.warm)
    return figure


def per_digit(evaluated: Evaluated, theme: Theme) -> Figure:
    """How many of each digit's test images are read right."""
    recall = np.array([row["recall"] for row in evaluated.metrics["per_digit"]])
    room = max(recall.max() - recall.min(), 0.001)
    figure = Figure(figsize=(8, 2.8), layout="constrained")
    axes = figure.subplots()
    axes.scatter(range(10), recall, s=70, color=theme.ink, zorder=3)
    for digit, share in enumerate(recall):
        axes.annotate(f"{share:.2%}", (digit, share), xytext=(0, 9), textcoords="offset points", ha="center", size=9)
    axes.set(xlabel="Digit", ylabel="Read right", xticks=range(10), ylim=(recall.min() - 0.15 * room, recall.max() + 0.25 * room))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    return figure


def coverage(evaluated: Evaluated, theme: Theme) -> Figure:
    """How many answers are right when only the surest are given: test images, and each file of drawings."""
    figure = Figure(figsize=(8, 3), layout="constrained")
    axes = figure.subplots()
    drawn = [
        (strokes.answers, strokes.labels, theme.ink, style, strokes.title.partition(":")[0])
        for strokes, style in zip(evaluated.strokes, itertools.cycle(LINES), strict=False)
    ]
    for answers, actual, colour, style, name in (
        (evaluated.answers, evaluated.data.test_labels, theme.warm, "-", "MNIST, test images"),
        *drawn,
    ):
        surest = np.argsort(-digit_scores(answers), kind="stable")
        right = (digits_of(answers).argmax(axis=1) == actual)[surest]
        given = np.arange(1, len(right) + 1)
        shown = given >= len(right) // 2
        axes.plot((given / len(right))[shown], (right.cumsum() / given)[shown], color=colour, linestyle=style, label=name)
    axes.set(xlabel="Answered, the surest first", ylabel="Right")
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.legend(loc="lower left")
    return figure


FIGURES: dict[str, Callable[[Evaluated, Theme], Figure]] = {
    "curves": curves,
    "confusion": confusion,
    "errors": errors,
    "predictions": predictions,
    "per_digit": per_digit,
}
"""The figures of a run, by their file names."""

STROKES_FIGURES: dict[str, Callable[[Evaluated, Theme], Figure]] = {
    "strokes_confusion": strokes_confusion,
    "strokes_errors": strokes_errors,
    "coverage": coverage,
}
"""Those of a run that was measured on drawings by people."""
