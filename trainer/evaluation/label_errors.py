"""Test images of MNIST whose label people found wrong or could not agree on, with what they saw.

Source: Northcutt, Athalye, Mueller, "Pervasive Label Errors in Test Sets", 2021; ``mturk/mnist_mturk.json`` in
github.com/cleanlab/label-errors. Five people saw each image; they could say its label, the digit that a network had guessed, or neither.
Listed are the images that fewer than three of them gave their label.
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "Northcutt, Athalye, Mueller, Pervasive Label Errors in Test Sets, 2021; github.com/cleanlab/label-errors"
REVIEWERS = 5
"""People who saw each image."""


@dataclass(frozen=True, slots=True)
class Review:
    """What reviewers said of one test image."""

    image: int
    """Its place in the test set, from 0."""
    label: int
    """Its label in MNIST."""
    guess: int
    """The digit that they could choose instead."""
    saw_label: int
    """How many of them saw the label."""
    saw_guess: int
    """How many of them saw the other digit; the rest saw neither."""

    @property
    def wrong(self) -> bool:
        """Whether most of them saw the other digit; else they did not agree, or saw neither."""
        return 2 * self.saw_guess > REVIEWERS


REVIEWS = tuple(
    Review(*row)
    for row in (
        (947, 8, 9, 0, 5),
        (1621, 0, 6, 2, 3),
        (1901, 9, 4, 2, 3),
        (2130, 4, 9, 2, 2),
        (2462, 2, 0, 0, 4),
        (2597, 5, 3, 0, 4),
        (2654, 6, 1, 0, 2),
        (3520, 6, 4, 2, 0),
        (3558, 5, 0, 1, 4),
        (5937, 5, 3, 1, 3),
        (6651, 0, 6, 0, 5),
        (6783, 1, 6, 2, 3),
        (8527, 4, 9, 2, 2),
        (9679, 6, 3, 2, 0),
        (9729, 5, 6, 2, 3),
    )
)
"""By their places in the test set."""


def doubtful(images: int) -> list[int]:
    """Returns the places of those with a doubtful label among the first ``images`` test images."""
    return [review.image for review in REVIEWS if review.image < images]
