"""Predicts: run + image files, or test images -> digits, probabilities and verdicts.

Commands: ``python -m trainer predict RUN IMAGE...`` and ``python -m trainer predict RUN --sample N``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.data.mnist import Array, Mnist, to_grids
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibration_of, load_model
from trainer.models.serving import answers_of
from trainer.reading.image_file import read_brightness
from trainer.reading.picture_number import number_in
from trainer.reading.picture_parts import PictureParts, picture_parts
from trainer.reading.rejection import Thresholds, VerdictName, digits_of, verdict_of
from trainer.reading.segment_number import Piece, number_text
from trainer.run import Run


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a model reads in one image: a digit, or a number."""

    source: str
    """The image's file, or its number among the test images."""
    label: int | None
    """The most probable digit; None when no digit is named."""
    probabilities: list[float] | None
    """One per digit, given that it is a digit, summing to 1; None when the image is blank."""
    actual: int | None = None
    """The true digit, where it is known."""
    verdict: VerdictName = "digit"
    """The verdict on all the ink, by the run's thresholds."""
    number: str | None = None
    """The number that the image shows, as the page writes it, where it shows more than one digit; None for one digit."""
    pieces: tuple[Piece, ...] = ()
    """The digits and signs of the number, from left to right, each with its own verdict; empty for one digit."""

    def __str__(self) -> str:
        if self.number is not None:
            said = (
                piece.mark or f"{'|'.join(map(str, piece.verdict.candidates)) or '?'}:{piece.verdict.confidence:.3f}"
                for piece in self.pieces
            )
            return f"{self.source}: {self.number}  {' '.join(said)}"
        if self.probabilities is None:
            return f"{self.source}: blank, there is no digit"
        numbers = " ".join(f"{digit}:{p:.3f}" for digit, p in enumerate(self.probabilities))
        truth = "" if self.actual is None else f" (actual {self.actual}{'' if self.actual == self.label else ', WRONG'})"
        return f"{self.source}: {self.short}{truth}  {numbers}"

    @property
    def short(self) -> str:
        """The verdict in a word or two."""
        return {"not a digit": "not a digit", "unsure": f"{self.label}?", "blank": "blank"}.get(self.verdict, str(self.label))


def predict_files(run: Run, paths: list[Path], refuse: Callable[[InklingError], None] | None = None) -> list[Prediction]:
    """Reads the digit, or the number, in each image file.

    Args:
        run: The run to predict with.
        paths: Image files.
        refuse: Called with the reason where a file is missing or is no image; that file is left out.

    Raises:
        InklingError: The run has no intact fit; or, without ``refuse``, a file is missing or is no image.
    """
    run.entry("fit")
    files = list(_parts_of(paths, refuse))
    grids = [grid for _, parts in files if parts is not None for grid in parts.grids]
    answers = answers_of(load_model(run), np.array(grids, np.float32).reshape(-1, 28, 28, 1)) if grids else np.zeros((0, 10), np.float32)
    thresholds = calibration_of(run).thresholds
    predictions = []
    for path, parts in files:
        count = 0 if parts is None else len(parts.grids)
        predictions.append(_number_prediction(str(path), parts, answers[:count], thresholds))
        answers = answers[count:]
    return predictions


def _parts_of(paths: list[Path], refuse: Callable[[InklingError], None] | None) -> Iterator[tuple[Path, PictureParts | None]]:
    """Reads the files that can be read; a blank image has no parts."""
    for path in paths:
        try:
            parts = picture_parts(read_brightness(path))
        except InklingError as error:
            if not refuse:
                raise
            refuse(error)
        else:
            yield path, parts


def predict_sample(run: Run, data: Mnist, count: int, seed: int) -> tuple[Array, list[Prediction]]:
    """Reads ``count`` random test images.

    Returns:
        The images, ``(count, 28, 28)`` uint8, and the predictions.

    Raises:
        InklingError: The run has no intact fit, or there are not that many test images.
    """
    if not 1 <= count <= len(data.test_images):
        raise InklingError(f"--sample takes a number from 1 to {len(data.test_images)}, not {count}.")
    chosen = np.random.default_rng(seed).choice(len(data.test_images), count, replace=False)
    answers = answers_of(load_model(run), to_grids(data.test_images[chosen]))
    thresholds = calibration_of(run).thresholds
    predictions = [
        _prediction(f"test image {index}", answer, thresholds, int(data.test_labels[index]))
        for index, answer in zip(chosen, answers, strict=True)
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
        right = prediction.label == prediction.actual
        axes.set_title(f"{prediction.short} (is {prediction.actual})", fontsize=9, color="black" if right else "#b3261e")
    try:
        figure.savefig(path, dpi=150)
    except (OSError, ValueError) as error:
        raise InklingError(f"The picture cannot be saved as {path}: {str(error).splitlines()[0]}.") from None


def _prediction(
    source: str, answer: npt.NDArray[np.float32] | None, thresholds: Thresholds | None, actual: int | None = None
) -> Prediction:
    told = verdict_of(answer, thresholds)
    probabilities = None if answer is None else [float(p) for p in digits_of(answer[None])[0]]
    return Prediction(source, told.label, probabilities, actual, told.verdict)


def _number_prediction(
    source: str, parts: PictureParts | None, answers: npt.NDArray[np.float32], thresholds: Thresholds | None
) -> Prediction:
    whole = _prediction(source, None if parts is None else answers[0], thresholds)
    pieces = () if parts is None else tuple(number_in(parts, answers, thresholds))
    return whole if len(pieces) < 2 else replace(whole, number=number_text(pieces), pieces=pieces)
