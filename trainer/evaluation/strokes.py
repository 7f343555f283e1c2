"""Evaluates a run on strokes that people drew, rendered as the page renders them: run -> ``strokes.json`` and ``strokes.npz``.

Command: ``python -m trainer evaluate RUN --strokes FILE --non-digits FILE``. ``trainer/data/stroke_files.py`` reads the files.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from trainer.data.stroke_files import grids_of, read_digits, read_samples
from trainer.evaluation.calibration import calibration_of, load_model
from trainer.evaluation.metrics import measure_digits, measure_non_digits, verdict_shares
from trainer.evaluation.results import Arrays, record_results
from trainer.models.serving import answers_of
from trainer.run import Run, sha256


def evaluate_strokes(run: Run, digits: Path, non_digits: Path | None = None) -> dict[str, Any]:
    """Evaluates a fitted run on digits that people drew and, where given, on non-digits; records the step ``strokes``.

    Returns:
        What ``strokes.json`` holds: the run's ``thresholds``; ``digits``, as ``metrics.measure_digits`` returns it; and
        ``non_digits``, as ``metrics.measure_non_digits`` returns it. Both have the name and the SHA-256 of their file, and the
        share of each of the ``verdicts``.

    Raises:
        InklingError: The run has no intact fit, a file holds no strokes, a digit has another label, or a sample has no ink.
    """
    run.entry("fit")
    thresholds = calibration_of(run).thresholds
    grids, labels = read_digits(digits)
    model = load_model(run)
    answers = answers_of(model, grids)
    scored = measure_digits(answers, labels)
    measured: dict[str, Any] = {
        "thresholds": asdict(thresholds) if thresholds else None,
        "digits": {**_source(digits), **scored, "verdicts": verdict_shares(answers, thresholds)},
    }
    worst = [error["index"] for error in scored["confident_errors"]]
    arrays: Arrays = {"digits": answers, "labels": labels, "worst": grids[worst]}
    if non_digits:
        refusable = answers_of(model, grids_of(read_samples(non_digits), non_digits))
        arrays["non_digits"] = refusable
        verdicts = verdict_shares(refusable, thresholds)
        measured["non_digits"] = {**_source(non_digits), **measure_non_digits(answers, refusable), "verdicts": verdicts}
    record_results(run, "strokes", "strokes.json", measured, ("strokes.npz", arrays))
    return measured


def _source(path: Path) -> dict[str, str]:
    """Returns which file it was: its name, and its SHA-256."""
    return {"file": path.name, "sha256": sha256(path)}
