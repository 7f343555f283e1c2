"""Predicts: a run or a published model + image files, or test images -> answers.

Commands: ``python -m trainer predict RUN IMAGE...`` and ``python -m trainer predict RUN --sample N``. ``trainer/reading/`` reads, as
the wheel does; here is what a run adds: Keras, and test images whose digit is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.data.mnist import Array, Mnist, to_grids
from trainer.errors import InklingError
from trainer.reading.answer import Answer
from trainer.reading.network import Network
from trainer.reading.recogniser import Recogniser
from trainer.run import Run


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model reads in a test image."""

    source: str
    """The image's number among the test images."""
    answer: Answer
    """What the model reads."""
    actual: int
    """The true digit."""

    def __str__(self) -> str:
        short, _, numbers = self.answer.as_line().partition("  ")
        truth = f"(actual {self.actual}{'' if self.actual == self.answer.label else ', WRONG'})"
        return f"{self.source}: {short} {truth}  {numbers}"

    def as_json(self) -> dict[str, Any]:
        """Returns the prediction as JSON can hold it."""
        return {"source": self.source, "actual": self.actual, **self.answer.as_json()}


def recogniser_of(run: Run) -> Recogniser:
    """Returns what reads digits with a run's network, in Keras.

    Raises:
        InklingError: The run has no intact fit or calibration, or Keras cannot read its model.
    """
    from trainer.evaluation.calibration import calibration_of, load_model
    from trainer.models.serving import answers_of

    model = load_model(run)
    return Recogniser(Network(run.path.name, lambda grids: answers_of(model, grids.reshape(-1, 28, 28, 1)), calibration_of(run).thresholds))


def predict_sample(recogniser: Recogniser, data: Mnist, count: int, seed: int) -> tuple[Array, list[Prediction]]:
    """Reads ``count`` random test images.

    Returns:
        The images, ``(count, 28, 28)`` uint8, and the predictions.

    Raises:
        InklingError: There are not that many test images.
    """
    if not 1 <= count <= len(data.test_images):
        raise InklingError(f"--sample takes a number from 1 to {len(data.test_images)}, not {count}.")
    chosen = np.random.default_rng(seed).choice(len(data.test_images), count, replace=False)
    answers = recogniser.read_grids(to_grids(data.test_images[chosen])[..., 0])
    predictions = [
        Prediction(f"test image {index}", answer, int(data.test_labels[index])) for index, answer in zip(chosen, answers, strict=True)
    ]
    return data.test_images[chosen], predictions


def save_sample(images: Array, predictions: list[Prediction], path: Path) -> None:
    """Saves test images ``(n, 28, 28)`` with their predicted and true digits as one picture; the suffix chooses the format.

    Raises:
        InklingError: The folder does not exist, or pictures cannot be saved in that format.
    """
    from matplotlib.figure import Figure

    columns = min(len(images), 8)
    rows = -(-len(images) // columns)
    figure = Figure(figsize=(1.3 * columns, 1.6 * rows), layout="constrained")
    for axes in (grid := figure.subplots(rows, columns, squeeze=False)).flat:
        axes.set_axis_off()
    for axes, image, prediction in zip(grid.flat, images, predictions, strict=False):
        axes.imshow(image, cmap="gray_r", vmin=0, vmax=255)
        right = prediction.answer.label == prediction.actual
        axes.set_title(f"{prediction.answer.text} (is {prediction.actual})", fontsize=9, color="black" if right else "#b3261e")
    try:
        figure.savefig(path, dpi=150)
    except (OSError, ValueError) as error:
        raise InklingError(f"The picture cannot be saved as {path}: {str(error).splitlines()[0]}.") from None
