"""Figures: complete, the same to the byte, and made without Keras."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from export.figures import run as figures
from export.figures.style import THEMES
from tests.conftest import ROOT
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.run import Run, read_json


def test_figures_made_twice_are_the_same_to_the_byte(run: Run, few: Mnist) -> None:
    before = {path.name: path.read_bytes() for path in (run.path / "figures").iterdir()}
    after = {path.name: path.read_bytes() for path in figures.make(run, few)}
    assert after == before


def test_every_figure_is_there_for_light_and_for_dark_pages(run: Run) -> None:
    names = {path.name for path in (run.path / "figures").glob("*.svg")}
    assert names == {f"{name}.{theme}.svg" for name in figures.FIGURES for theme in ("light", "dark")}
    for path in (run.path / "figures").glob("*.svg"):
        assert ElementTree.parse(path).getroot().tag.endswith("svg")


def test_a_figure_has_the_colours_of_its_page(run: Run) -> None:
    for theme, other in zip(THEMES, reversed(THEMES), strict=True):
        svg = (run.path / "figures" / f"per_digit.{theme.name}.svg").read_text()
        assert theme.ink in svg
        assert other.ink not in svg


def test_figures_need_an_evaluation(tmp_path: Path, run: Run, few: Mnist) -> None:
    (run.path / "metrics.json").write_text("{}")
    with pytest.raises(InklingError, match=r"metrics\.json is not the file"):
        figures.make(run, few)


def test_figures_do_not_import_keras() -> None:
    code = "import sys, export.figures.run, export.figures.dataset, export.figures.models; sys.exit(any(name in sys.modules for name in ('keras', 'tensorflow')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_axes_say_what_they_show(run: Run, few: Mnist) -> None:
    with np.load(run.path / "predictions.npz") as arrays:
        evaluated = figures.Evaluated(
            {"accuracy": [0.1, 0.2], "val_accuracy": [0.3, 0.4], "loss": [2.0, 1.0], "val_loss": [4.0, 3.0]},
            read_json(run.path / "metrics.json"),
            arrays["probabilities"],
            few,
        )
    (axes,) = figures.confusion(evaluated, THEMES[0]).axes
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("Predicted", "Actual")
    shown = {text.get_position(): text.get_text() for text in axes.texts if text.get_text()}
    assert shown[1.5, 8.5] == (str(evaluated.metrics["confusion"][8][1]) if evaluated.metrics["confusion"][8][1] else "·")
    accuracy, loss = figures.curves(evaluated, THEMES[0]).axes
    for panel, name in ((accuracy, "accuracy"), (loss, "loss")):
        lines = {line.get_label(): np.asarray(line.get_ydata()).tolist() for line in panel.lines}
        assert lines == {"Training": evaluated.history[name], "Validation": evaluated.history[f"val_{name}"]}
