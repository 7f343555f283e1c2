"""Evaluates a run on strokes that people drew, rendered as the page renders them: run -> ``strokes.json`` and ``strokes.npz``.

Command: ``python -m trainer evaluate RUN --strokes FILE... --non-digits FILE...``. ``trainer/data/stroke_files.py`` reads the files.
Results are kept by file: what another call measured with the same fit and calibration stays beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from trainer.data.stroke_files import Sample, grids_of, labels_of, read_samples
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibration_of, load_model
from trainer.evaluation.datasets import LOOK_ALIKES, find, trained_on
from trainer.evaluation.metrics import errors_by_writer, measure_digits, measure_non_digits, separation, verdict_shares
from trainer.evaluation.results import STROKES, Arrays, origin, record_results
from trainer.models.serving import answers_of
from trainer.reading.rejection import Thresholds
from trainer.run import Run, read_json

Content = dict[str, Any]
"""What ``strokes.json`` holds, or a part of it."""


def evaluate_strokes(run: Run, digits: Sequence[Path], non_digits: Sequence[Path] = ()) -> Content:
    """Evaluates a fitted run on digits that people drew and, where given, on non-digits; records the step ``strokes``.

    Args:
        run: The run.
        digits: Files of digits.
        non_digits: Files of what should be refused.

    Returns:
        What ``strokes.json`` holds: the run's ``thresholds``; ``digits``, file -> what ``metrics.measure_digits`` returns; and
        ``non_digits``, file -> what ``metrics.measure_non_digits`` returns, and how well these are told from the digits of each
        file, ``against``. Each file has its ``sha256``, its ``role``, the ``commit`` and ``command`` that measured it, and the
        share of each of the ``verdicts``. Of a test set nothing is kept that would show its drawings.

    Raises:
        InklingError: The run has no intact fit, a file holds no strokes, a digit has another label, or a sample has no ink.
    """
    run.entry("fit")
    _refuse_equal_names([*digits, *non_digits])
    drawings = {file: read_samples(file) for file in (*digits, *non_digits)}
    labels = {file: labels_of(drawings[file], file) for file in digits}
    grids = {file: grids_of(samples, file) for file, samples in drawings.items()}
    model, thresholds = load_model(run), calibration_of(run).thresholds
    content, arrays = _measured_before(run)
    content["thresholds"] = asdict(thresholds) if thresholds else None
    by = origin(_command(run, digits, non_digits))
    for file in digits:
        answers = answers_of(model, grids[file])
        source = _source(run, file)
        scored = _score_digits(answers, labels[file], drawings[file], thresholds)
        if source["role"] == "test":
            scored["confident_errors"] = []
        content["digits"][file.name] = {**source, **by, **scored}
        worst = [error["index"] for error in scored["confident_errors"]]
        arrays |= {f"digits/{file.name}": answers, f"labels/{file.name}": labels[file], f"worst/{file.name}": grids[file][worst]}
    for file in non_digits:
        answers = answers_of(model, grids[file])
        content["non_digits"][file.name] = {**_source(run, file), **by, **_score_non_digits(answers, drawings[file], thresholds)}
        arrays |= {f"non_digits/{file.name}": answers}
    _separate(content, arrays)
    record_results(run, STROKES, content, arrays)
    return content


def _refuse_equal_names(files: Sequence[Path]) -> None:
    """Results are kept by a file's name, so two different files of one call need two names."""
    paths = {file.name: file for file in files}
    for file in files:
        if paths[file.name].resolve() != file.resolve():
            raise InklingError(f"{paths[file.name]} and {file} have the same name; rename one, because results are kept by name.")


def _measured_before(run: Run) -> tuple[Content, Arrays]:
    """Returns what is there already of the same fit and calibration; nothing where it is not intact."""
    if not run.done(STROKES.step):
        return {"thresholds": None, "digits": {}, "non_digits": {}}, {}
    with np.load(run.path / STROKES.answers) as arrays:
        return read_json(run.path / STROKES.numbers), dict(arrays)


def _score_digits(answers: Any, labels: Any, samples: Sequence[Sample], thresholds: Thresholds | None) -> Content:
    return {
        **measure_digits(answers, labels),
        "per_writer": errors_by_writer(answers, labels, [sample.writer for sample in samples]),
        "verdicts": verdict_shares(answers, thresholds),
    }


def _score_non_digits(answers: Any, samples: Sequence[Sample], thresholds: Thresholds | None) -> Content:
    clear = np.array([sample.label not in LOOK_ALIKES for sample in samples])
    has_both = clear.any() and not clear.all()
    return {
        **measure_non_digits(answers),
        "verdicts": verdict_shares(answers, thresholds),
        "without_look_alikes": {"images": int(clear.sum()), "verdicts": verdict_shares(answers[clear], thresholds)} if has_both else None,
    }


def _separate(content: Content, arrays: Arrays) -> None:
    """Adds how well the digits of each file are told from the non-digits of each file."""
    for others, scored in content["non_digits"].items():
        scored["against"] = {digits: separation(arrays[f"digits/{digits}"], arrays[f"non_digits/{others}"]) for digits in content["digits"]}


def _source(run: Run, file: Path) -> dict[str, str]:
    """Returns which file it was: its SHA-256, its role for this run, and what it holds."""
    known = find(file)
    return {"sha256": known.sha256, "role": "training" if trained_on(run, file) else known.role, "title": known.title}


def _command(run: Run, digits: Sequence[Path], non_digits: Sequence[Path]) -> str:
    """The command line, with the files' names only: where they lie is everybody's own affair."""
    names = [
        f"{option} {' '.join(file.name for file in files)}"
        for option, files in (("--strokes", digits), ("--non-digits", non_digits))
        if files
    ]
    return " ".join([f"evaluate runs/{run.path.name}", *names])
