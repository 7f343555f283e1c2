"""The input pipeline in PyTorch: shuffled, augmented batches, the whole batch in a few operations, as ``input_pipeline.py`` makes them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import torch
from torch.nn import functional
from torch.utils.data import DataLoader, Dataset

from trainer.pytorch.network import Tensor
from trainer.pytorch.settings import Settings
from trainer.recipes import Augment, Recipe

HALF = 13.5
"""Pixels from the centre of the grid to its first and its last one: PyTorch's -1 and 1."""


class Batches(Dataset):  # type: ignore[misc]
    """The batches of all epochs, numbered from 0. Each makes its own random numbers from the seed and its number."""

    def __init__(self, recipe: Recipe, images: Tensor, labels: Tensor, seed: int) -> None:
        """Takes images ``(n, 28, 28)`` uint8 and labels ``(n,)`` int64."""
        self.recipe, self.images, self.labels, self.seed = recipe, images, labels, seed
        self.steps = math.ceil(len(images) / recipe.batch)
        self.orders: dict[int, Tensor] = {}

    def __len__(self) -> int:
        return self.steps * self.recipe.epochs

    def __getitem__(self, number: int) -> tuple[Tensor, Tensor]:
        epoch, step = divmod(number, self.steps)
        chosen = self._order(epoch)[step * self.recipe.batch : (step + 1) * self.recipe.batch]
        grids = self.images[chosen][:, None].float() / 255
        if self.recipe.augment:
            generator = torch.Generator().manual_seed(self.seed * 1_000_003 + number)
            grids = augment_batch(grids, self.recipe.augment, generator)
        return grids, self.labels[chosen]

    def _order(self, epoch: int) -> Tensor:
        if epoch not in self.orders:
            generator = torch.Generator().manual_seed(self.seed * 1_000_003 + 500_000 + epoch)
            self.orders = {epoch: torch.randperm(len(self.images), generator=generator)}
        return self.orders[epoch]

    def loaded(self, settings: Settings) -> Iterator[Any]:
        """Returns all batches in turn; a worker makes them where the settings say so."""
        numbers = range(len(self))
        if not settings.worker:
            return (self[number] for number in numbers)
        return iter(DataLoader(self, batch_size=None, sampler=numbers, num_workers=1, prefetch_factor=4))


def augment_batch(grids: Tensor, augment: Augment, generator: Any) -> Tensor:
    """Moves each grid ``(batch, 1, 28, 28)`` by a random affine map, with the ranges of ``trainer/data/augment.py``."""
    unit = torch.rand((6, len(grids)), generator=generator) * 2 - 1
    angle, shear = unit[0] * math.radians(augment.rotate), unit[1] * augment.shear
    width, height = 1 + unit[2] * augment.scale, 1 + unit[3] * augment.scale
    cos, sin = torch.cos(angle), torch.sin(angle)
    across = torch.stack([cos * width, (cos * shear - sin) * height, unit[4] * augment.shift / HALF], dim=1)
    down = torch.stack([sin * width, (sin * shear + cos) * height, unit[5] * augment.shift / HALF], dim=1)
    sources = functional.affine_grid(torch.stack([across, down], dim=1), list(grids.shape), align_corners=True)
    return functional.grid_sample(grids, sources, mode="bilinear", padding_mode="zeros", align_corners=True)
