"""The input pipeline: what an epoch holds, in which order, and as which targets."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np

from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.reading.rejection import NO_DIGIT
from trainer.reading.strokes import GRID
from trainer.recipes import INKLING, Augment, Recipe, Synthetic
from trainer.training.input_pipeline import images_per_epoch, steps_per_epoch, targets, training_batches, validation_batches

PLAIN = dataclasses.replace(recipes.LINEAR, epochs=3, batch=25)
AUGMENTED = dataclasses.replace(PLAIN, augment=Augment(final_strength=0.2))
FEW = Synthetic(digits=30, negatives=10, pools=2)


def batches_of(recipe: Recipe, data: Mnist, seed: int = 0, epoch: int = 0) -> list[tuple[Any, Any]]:
    """The batches of 60 images, as arrays."""
    found = training_batches(recipe, data.train_images[:60], data.train_labels[:60], seed, epoch)
    return [(np.asarray(grids), np.asarray(labels)) for grids, labels in found]


def same(one: list[tuple[Any, Any]], other: list[tuple[Any, Any]]) -> bool:
    return len(one) == len(other) and all(
        np.array_equal(a[0], b[0]) and np.array_equal(a[1], b[1]) for a, b in zip(one, other, strict=True)
    )


def test_an_epoch_holds_every_image_once_with_its_label(few: Mnist) -> None:
    batches = batches_of(PLAIN, few)
    assert [len(labels) for _, labels in batches] == [25, 25, 10] * 3
    for epoch in range(3):
        grids = np.concatenate([grids for grids, _ in batches[3 * epoch : 3 * epoch + 3]])
        labels = np.concatenate([labels for _, labels in batches[3 * epoch : 3 * epoch + 3]])
        found = {(grid.tobytes(), int(label)) for grid, label in zip(grids, labels, strict=True)}
        images = (few.train_images[:60, ..., None].astype(np.float32) / np.float32(255)).astype(np.float32)
        assert found == {(image.tobytes(), int(label)) for image, label in zip(images, few.train_labels[:60], strict=True)}


def test_epochs_and_seeds_differ_in_their_order(few: Mnist) -> None:
    batches = batches_of(PLAIN, few)
    assert not same(batches[:3], batches[3:6])
    assert not same(batches, batches_of(PLAIN, few, seed=1))


def test_a_resumed_fit_sees_what_an_uninterrupted_one_would_have_seen(few: Mnist) -> None:
    for recipe in (PLAIN, AUGMENTED):
        assert same(batches_of(recipe, few)[6:], batches_of(recipe, few, epoch=2))


def test_a_share_of_each_batch_is_disturbed_and_fewer_at_the_end(few: Mnist) -> None:
    plain = dataclasses.replace(PLAIN, batch=20, epochs=10, augment=Augment(final_strength=0.2))
    disturbed = dataclasses.replace(plain, augment=Augment(final_strength=0.2, disturbed=0.5))
    pairs = zip(batches_of(plain, few), batches_of(disturbed, few), strict=True)
    changed = [(one[0] != other[0]).any(axis=(1, 2, 3)) for one, other in pairs]
    assert changed[0][:10].mean() > 0.7
    assert not changed[0][10:].any()
    assert changed[-1][:2].sum() > 0
    assert not changed[-1][2:].any()


def test_each_epoch_sees_all_of_mnist_and_the_next_pool() -> None:
    recipe = dataclasses.replace(INKLING, epochs=3, batch=25, augment=None, synthetic=FEW)
    images = np.zeros((60, GRID, GRID), np.uint8)
    pools = [(np.full((40, GRID, GRID), 51 * number, np.uint8), np.full(40, NO_DIGIT, np.uint8)) for number in (1, 2)]
    batches = list(training_batches(recipe, images, np.zeros(60, np.uint8), 0, 0, pools))
    assert images_per_epoch(images, pools) == 100
    assert len(batches) == 3 * steps_per_epoch(recipe, images, pools) == 12
    for epoch, ink in enumerate((0.2, 0.4, 0.2)):
        grids = np.concatenate([grid for grid, _ in batches[4 * epoch : 4 * epoch + 4]])
        answers = np.concatenate([answer for _, answer in batches[4 * epoch : 4 * epoch + 4]])
        assert answers.shape == (100, 2, 11)
        assert np.allclose(sorted(grids.max(axis=(1, 2, 3))), [0] * 60 + [ink] * 40)
        assert np.array_equal(answers[:, 0].argmax(axis=1) == NO_DIGIT, grids.max(axis=(1, 2, 3)) > 0)


def test_targets_are_labels_or_one_hot_rows_one_a_member() -> None:
    labels = np.array([3, 9], np.uint8)
    assert targets(recipes.LINEAR, labels).tolist() == [3, 9]
    assert targets(recipes.CONVNET, labels).argmax(axis=1).tolist() == [3, 9]
    assert targets(recipes.CONVNET, labels).shape == (2, 10)
    members = targets(INKLING, np.array([3, NO_DIGIT], np.uint8))
    assert members.shape == (2, 2, 11)
    assert members.argmax(axis=2).tolist() == [[3, 3], [10, 10]]


def test_validation_images_come_in_order_and_only_with_holdout(few: Mnist) -> None:
    held_out = validation_batches(recipes.LINEAR, few)
    assert held_out is not None
    labels = np.concatenate([np.asarray(labels) for _, labels in held_out])
    assert np.array_equal(labels, few.validation_split()[1])
    assert validation_batches(dataclasses.replace(recipes.LINEAR, holdout=False), few) is None
