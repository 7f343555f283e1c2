"""Figures of a search, drawn by Optuna in the colours of light and dark pages."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import matplotlib as mpl
import numpy as np
import optuna
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from optuna.importance import PedAnovaImportanceEvaluator
from optuna.trial import TrialState

from export.figures.style import Theme, svgs
from trainer.training.search_figures import ENOUGH

Draw = Callable[[optuna.Study, Theme], Figure]


def history(study: optuna.Study, theme: Theme) -> Figure:
    """How the best score fell from trial to trial."""
    from optuna.visualization.matplotlib import plot_optimization_history

    return _styled(plot_optimization_history, theme, "Score of the trials", study, target_name="score")


def settings(study: optuna.Study, theme: Theme) -> Figure:
    """The score over each setting, one panel a setting; the colour tells the trial."""
    from optuna.visualization.matplotlib import plot_slice

    return _styled(plot_slice, theme, "Score over each setting", study, target_name="score")


def importances(study: optuna.Study, theme: Theme) -> Figure:
    """How much each setting mattered, by PED-ANOVA. Source: Watanabe, Bansal, Hutter, "PED-ANOVA", 2023."""
    from optuna.visualization.matplotlib import plot_param_importances

    evaluator = PedAnovaImportanceEvaluator()
    return _styled(plot_param_importances, theme, "How much each setting mattered", study, evaluator=evaluator, target_name="score")


def draw(study: optuna.Study) -> dict[str, bytes]:
    """Draws what there is enough data for: ``NAME.light.svg`` and ``NAME.dark.svg`` -> content."""
    scores = [trial.values[0] for trial in study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))]
    figures: Mapping[str, Draw] = {
        **({"history": history, "settings": settings} if scores else {}),
        **({"importances": importances} if len(scores) >= ENOUGH and len(set(scores)) > 1 else {}),
    }
    return svgs(figures, study)


def _styled(plot: Callable[..., Any], theme: Theme, title: str, *arguments: Any, **options: Any) -> Figure:
    """Lets Optuna draw, then gives words and lines the colours of the page: Optuna sets a style of its own."""
    import matplotlib.pyplot as plt

    mpl.use("Agg")
    with warnings.catch_warnings(action="ignore"), mpl.rc_context():  # Optuna's figures are marked as experimental
        drawn = plot(*arguments, **options)
    figure: Figure = np.ravel(drawn)[0].get_figure(root=True)
    plt.close(figure)  # for pyplot alone; the figure can still be saved
    for axes in figure.axes:
        _recolour(axes, theme)
    if figure.get_suptitle():
        figure.suptitle(title, color=theme.text)
    else:
        figure.axes[0].set_title(title, color=theme.text)
    return figure


def _recolour(axes: Axes, theme: Theme) -> None:
    axes.tick_params(which="both", color=theme.faint, labelcolor=theme.text)
    axes.grid(color=theme.faint)
    axes.set_axisbelow(True)
    axes.set_facecolor("none")
    for points in axes.collections:
        if points.get_array() is not None:
            points.set_cmap(LinearSegmentedColormap.from_list("trials", [theme.faint, theme.ink]))
    legend = axes.get_legend()
    if legend:
        legend.get_frame().set(facecolor="none", edgecolor=theme.faint)
    for words in (axes.xaxis.label, axes.yaxis.label, axes.title, *axes.texts, *(legend.get_texts() if legend else ())):
        words.set_color(theme.text)
