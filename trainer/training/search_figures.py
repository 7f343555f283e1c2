"""Figures of a search, by Optuna: how the best score fell, and how much each parameter mattered -> ``history.svg``, ``importances.svg``."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import matplotlib as mpl
import optuna
from matplotlib.axes import Axes
from optuna.importance import PedAnovaImportanceEvaluator, get_param_importances
from optuna.trial import TrialState

from trainer.run import write_atomically

ENOUGH = 4
"""Scored trials from which the importance of parameters is estimated."""


def draw_figures(study: optuna.Study, folder: Path) -> list[Path]:
    """Draws what there is enough data for, and returns the files."""
    scored = study.get_trials(deepcopy=False, states=(TrialState.COMPLETE,))
    drawn = []
    if scored:
        drawn.append(_save(_history(study), folder / "history.svg"))
    if len(scored) >= ENOUGH and len({trial.values[0] for trial in scored}) > 1:
        drawn.append(_save(_importances(study), folder / "importances.svg"))
    return drawn


def _history(study: optuna.Study) -> Axes:
    from optuna.visualization.matplotlib import plot_optimization_history

    mpl.use("Agg")
    with _without_warnings(), mpl.rc_context():  # Optuna changes the style of all later figures
        axes = plot_optimization_history(study, target_name="score")
    axes.set_title("Score of the trials")
    return axes


def _importances(study: optuna.Study) -> Axes:
    """Draws importances by PED-ANOVA, which needs no package more. Source: Watanabe, Bansal, Hutter, "PED-ANOVA", 2023."""
    with _without_warnings():
        found = get_param_importances(study, evaluator=PedAnovaImportanceEvaluator())
    axes = mpl.figure.Figure(figsize=(7, 1 + len(found) / 2)).subplots()
    names = list(reversed(found))
    axes.barh(names, [found[name] for name in names])
    axes.set_title("How much each parameter mattered")
    axes.set_xlabel("share of the importance")
    return axes


def _save(axes: Axes, path: Path) -> Path:
    """Writes an SVG without date or random ids."""
    import matplotlib.pyplot as plt

    figure, content = axes.get_figure(root=True), io.BytesIO()
    assert figure
    with mpl.rc_context({"svg.hashsalt": "inkling"}):
        figure.savefig(content, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    write_atomically(path, content.getvalue())
    return path


def _without_warnings() -> warnings.catch_warnings:
    """Silences that Optuna's figures are marked as experimental."""
    return warnings.catch_warnings(action="ignore")
