"""The test images of MNIST with a doubtful label, for the pages of the laboratory.

``trainer/evaluation/label_errors.py`` has the list and its source; ``python -m export derive`` writes it as
``docs/models/label-errors.json``.
"""

from __future__ import annotations

from typing import Any

from trainer.evaluation.label_errors import REVIEWERS, REVIEWS, SOURCE


def label_errors() -> dict[str, Any]:
    """Returns the content of ``label-errors.json``."""
    return {
        "source": SOURCE,
        "reviewers": REVIEWERS,
        "images": [
            {
                "image": review.image,
                "label": review.label,
                "guess": review.guess,
                "saw_label": review.saw_label,
                "saw_guess": review.saw_guess,
                "saw_neither": REVIEWERS - review.saw_label - review.saw_guess,
                "wrong": review.wrong,
            }
            for review in REVIEWS
        ],
    }
