"""The confusion matrices of all published models, of the test images and of each file of drawings, for the laboratory's pages of errors.

Published files in, ``docs/models/confusions.json`` out; ``python -m export derive`` writes it. Of drawings it has totals only: no page
shows those of a test set.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from export.cards.drawings import files_of
from export.catalogue import Published, default_model

MNIST = "mnist"
"""The name of the test images among the files of drawings."""


def confusions(published: Sequence[Published]) -> dict[str, Any]:
    """Returns the content of ``confusions.json``: the sets, and the models, that with the fewest errors first."""
    images = {"file": MNIST, "title": "MNIST, test images", "role": "test", "images": published[0].metrics["images"]}
    return {
        "default": default_model(published).name,
        "sets": [images, *files_of(published, "digits")],
        "models": [_model(model) for model in sorted(published, key=lambda model: int(model.metrics["errors"]))],
    }


def _model(model: Published) -> dict[str, Any]:
    drawn = model.strokes["digits"] if model.strokes else {}
    answers = {name: model.answers[name] for name in ("images", "bytes", "sha256")} if model.answers else None
    return {
        "name": model.name,
        "title": model.words["title"],
        "answers": answers,
        "confusions": {MNIST: model.metrics["confusion"], **{file: scored["confusion"] for file, scored in drawn.items()}},
    }
