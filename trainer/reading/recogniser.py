"""From a picture or strokes to an answer, with a published model or another network.

Twin of ``site/src/inference/recogniser.js`` and of the readers of numbers in ``site/src/preprocessing/``. ``python -m trainer
predict`` reads with it, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .answer import Answer, answer_of
from .check_strokes import checked_strokes
from .errors import InklingError
from .network import FLAGSHIP, Network, open_network
from .rejection import Answers, Thresholds
from .segment_number import read_drawing
from .strokes import GRID

if TYPE_CHECKING:
    from .image_file import Source


class Recogniser:
    """Reads digits and numbers.

    Make it once and ask it often: opening a model takes longer than an answer. It may be used from several threads.
    """

    def __init__(self, model: Network | str | Path = FLAGSHIP) -> None:
        """Opens a model.

        Args:
            model: The name of a published model, its folder, or a network of your own. A ``Path`` is always a folder.

        Raises:
            InklingError: There is no such model, a file of it is missing or damaged, or it does not answer here what it answered
                when it was published.
        """
        self.network = model if isinstance(model, Network) else open_network(model)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.network.name}>"

    @property
    def thresholds(self) -> Thresholds | None:
        """From which values on an answer counts; None where the model was not calibrated."""
        return self.network.thresholds

    def read(self, image: Source) -> Answer:
        """Reads the digit, or the number, in a picture.

        Args:
            image: A file's name, its content as bytes, an open file, a picture of Pillow, or an array: ``(height, width)`` of
                brightness in any range, or ``(height, width, 3 or 4)`` of RGB or RGBA in uint8. Any size; dark ink on light paper
                or light on dark.

        Raises:
            InklingError: The file is missing, or what is given is no picture, is damaged, or has too many pixels.
        """
        from .image_file import read_brightness  # these bring Pillow, which strokes do without
        from .picture_number import number_in
        from .picture_parts import picture_parts

        parts = picture_parts(read_brightness(image))
        if parts is None:
            return answer_of(None, None, self.thresholds)
        answers = self.answers(np.array(parts.grids, np.float32))
        return answer_of(answers[0], parts.grid, self.thresholds, number_in(parts, answers, self.thresholds))

    def recognise(self, strokes: Sequence[Any]) -> Answer:
        """Reads the digit, or the number, in a drawing.

        Args:
            strokes: A list of strokes. A stroke is a list of points, or an array ``(n, 2)``; a point is ``(x, y)`` or
                ``{"x": .., "y": ..}``, in any unit, y down.

        Raises:
            InklingError: It is something else.
        """
        read = read_drawing(self.answers, checked_strokes(strokes), self.thresholds)
        if read is None:
            return answer_of(None, None, self.thresholds)
        return answer_of(read.whole.answer, read.whole.grid, self.thresholds, read.pieces)

    def read_grids(self, grids: npt.ArrayLike) -> list[Answer]:
        """Reads grids as they are, ``(n, 28, 28)``, one digit each: ink is 1, as in MNIST's images divided by 255.

        Raises:
            InklingError: They have another shape.
        """
        images = np.asarray(grids, np.float32)
        if images.ndim != 3 or images.shape[1:] != (GRID, GRID):
            raise InklingError(f"Grids have the shape (n, {GRID}, {GRID}), not {images.shape}; read pictures with read().")
        if not len(images):
            return []
        return [answer_of(row, grid.astype(np.float64), self.thresholds) for row, grid in zip(self.answers(images), images, strict=True)]

    def answers(self, grids: npt.NDArray[np.float32]) -> Answers:
        """Returns what the network answers to grids ``(n, 28, 28)``, n at least 1: ``(n, 10)``, or ``(n, 11)`` with "not a digit"."""
        return self.network.answers(grids)
