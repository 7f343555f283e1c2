"""The figure of several fits side by side: how far each network was after each epoch, on images that it did not train on. No Keras.

Reads histories, as ``history.json`` of a run holds them; writes nothing. The notebook shows it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from export.figures.style import Theme

STYLES = ("-", "--", "-.", ":")
"""Styles of line, which tell more networks apart than two colours do."""

Histories = Mapping[str, Mapping[str, Sequence[float]]]
"""Title of a network -> Keras' numbers of each epoch; they were measured on validation images, too."""


def validation(histories: Histories, theme: Theme) -> Figure:
    """Accuracy and loss on the validation images after each epoch, a line a network."""
    figure = Figure(figsize=(8, 3.6), layout="constrained")
    panels = figure.subplots(1, 2)
    for axes, metric, title in zip(panels, ("val_accuracy", "val_loss"), ("Validation accuracy", "Validation loss"), strict=True):
        for number, (name, history) in enumerate(histories.items()):
            colour = (theme.ink, theme.warm)[number % 2]
            epochs = range(1, len(history[metric]) + 1)
            marker = "o" if len(epochs) < 3 else None
            axes.plot(epochs, history[metric], color=colour, linestyle=STYLES[number // 2 % len(STYLES)], marker=marker, label=name)
        axes.set(title=title, xlabel="Epoch")
        axes.set_xlim(0.5, max(len(history[metric]) for history in histories.values()) + 0.5)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
    panels[0].yaxis.set_major_formatter(PercentFormatter(1.0))
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return figure
