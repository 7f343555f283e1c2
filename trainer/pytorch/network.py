"""The network of ``sprint`` in PyTorch: the layers and the initial weights of ``trainer/models/architectures.py``."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

Tensor = Any
"""A ``torch.Tensor``; this file is checked where there is no PyTorch."""


class LayoutPooling(nn.Module):  # type: ignore[misc]
    """Pools each channel by learned weights, one a position: ``(batch, c, side, side)`` -> ``(batch, c)``. In float32."""

    def __init__(self, channels: int, side: int) -> None:
        super().__init__()
        positions = side * side
        self.weight = nn.Parameter(torch.randn(channels, side, side) * 0.3 / positions + 1 / positions)

    def forward(self, x: Tensor) -> Tensor:
        """Weighs and adds. A depthwise convolution of the grid's size gives the same, and takes longer."""
        return (x.float() * self.weight).sum((2, 3))


def sprint() -> nn.Module:
    """Grids ``(batch, 1, 28, 28)`` -> ten logits; the softmax is in the loss."""
    layers = [*_convolution(1, 16), nn.MaxPool2d(2), *_convolution(16, 32), nn.MaxPool2d(2), *_convolution(32, 64)]
    answers = nn.Linear(64, 10)
    nn.init.xavier_uniform_(answers.weight)
    nn.init.zeros_(answers.bias)
    return nn.Sequential(*layers, LayoutPooling(64, 7), answers)


def _convolution(before: int, after: int) -> list[nn.Module]:
    """3x3 convolution, batch norm, ReLU; Keras' momentum of 0.9 is 0.1 in PyTorch."""
    convolution = nn.Conv2d(before, after, 3, padding=1, bias=False)
    nn.init.xavier_uniform_(convolution.weight)
    return [convolution, nn.BatchNorm2d(after, eps=1e-3, momentum=0.1), nn.ReLU(inplace=True)]
