"""The figure of all published models together: each seed a dot, so that nobody takes one lucky seed for the recipe.

Reads what is published; ``python -m export derive`` writes it to ``docs/models/figures/seeds.*.svg``.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, ScalarFormatter

from export.catalogue import Published
from export.figures.style import Theme


def seeds(published: Sequence[Published], theme: Theme) -> Figure:
    """Errors of every seed of every model, on a logarithmic scale; a bar marks the mean."""
    figure = Figure(figsize=(8, 0.8 + 0.42 * len(published)), layout="constrained")
    axes = figure.subplots()
    for row, model in enumerate(published):
        errors = errors_of_seeds(model)
        mean = statistics.fmean(errors)
        axes.plot(errors, [row] * len(errors), "o", color=theme.ink, alpha=0.45, markersize=8, markeredgewidth=0)
        axes.plot([mean, mean], [row - 0.3, row + 0.3], color=theme.warm)
        axes.annotate(f"{mean:.0f}", (max(errors), row), xytext=(9, 0), textcoords="offset points", va="center", size=10)
    axes.set_xscale("log")
    axes.set(xlabel=f"Errors in {published[0].metrics['images']:,} test images", ylim=(len(published) - 0.4, -0.6))
    axes.set_yticks(range(len(published)), [model.words["title"] for model in published])
    low, high = axes.get_xlim()
    axes.set_xticks([tick for tick in (20, 50, 100, 200, 500, 1000) if low <= tick <= high])
    axes.xaxis.set_major_formatter(ScalarFormatter())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.tick_params(axis="x", which="minor", length=0)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    return figure


def errors_of_seeds(model: Published) -> list[int]:
    """Test errors of each seed, or of the one run that there is."""
    return [one["errors"] for one in model.seeds["seeds"]] if model.seeds else [model.metrics["errors"]]


FIGURES: dict[str, Callable[[Sequence[Published], Theme], Figure]] = {"seeds": seeds}
"""The figures of all models, by their file names."""
