"""Tracing: the strokes of drawn masks are those that they were drawn with."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw

from trainer.reading.strokes import Stroke
from trainer.synthetic.fonts.skeleton import Mask
from trainer.synthetic.fonts.trace import trace


def drawn(draw: Callable[[ImageDraw.ImageDraw], object]) -> Mask:
    """What ``draw`` leaves in an image of 200x200."""
    image = Image.new("L", (200, 200))
    draw(ImageDraw.Draw(image))
    return np.asarray(image) > 127


def length(stroke: Stroke) -> float:
    return float(np.hypot(*np.diff(stroke, axis=0).T).sum())


def distance(points: Stroke, other: Stroke) -> float:
    """How far the farthest of some points is from a stroke."""
    dense = np.concatenate([np.linspace(a, b, 50) for a, b in pairwise(other)])
    return float(np.sqrt(((points[:, None] - dense) ** 2).sum(axis=2)).min(axis=1).max())


def cross(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(30, 20), (170, 180)], fill=255, width=20)
    draw.line([(170, 20), (30, 180)], fill=255, width=20)


def sharp_cross(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(70, 10), (130, 190)], fill=255, width=20)
    draw.line([(130, 10), (70, 190)], fill=255, width=20)


def tee(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(20, 30), (180, 30)], fill=255, width=20)
    draw.line([(100, 30), (100, 180)], fill=255, width=20)


def eight(draw: ImageDraw.ImageDraw) -> None:
    draw.ellipse([60, 10, 140, 100], outline=255, width=16)
    draw.ellipse([50, 88, 150, 190], outline=255, width=16)


def letter_i(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(100, 70), (100, 180)], fill=255, width=20)
    draw.ellipse([86, 20, 114, 48], fill=255)


def bump(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(20, 100), (180, 100)], fill=255, width=20)
    draw.ellipse([92, 84, 108, 100], fill=255)


def with_hole(draw: ImageDraw.ImageDraw) -> None:
    draw.line([(20, 100), (180, 100)], fill=255, width=20)
    draw.rectangle([98, 98, 102, 102], fill=0)


def test_a_line_is_one_stroke_of_few_points() -> None:
    (stroke,) = trace(drawn(lambda draw: draw.line([(20, 50), (180, 150)], fill=255, width=20)))
    assert 2 <= len(stroke) < 6
    assert distance(stroke, np.array([[20.0, 50], [180, 150]])) < 5
    assert length(stroke) > 165


def test_a_ring_is_one_closed_stroke() -> None:
    (stroke,) = trace(drawn(lambda draw: draw.ellipse([20, 20, 180, 180], outline=255, width=20)))
    assert np.allclose(stroke[0], stroke[-1])
    assert np.allclose(np.hypot(*(stroke - 100).T), 70, atol=3)


@pytest.mark.parametrize("draw", [cross, sharp_cross])
def test_lines_that_cross_are_two_strokes(draw: Callable[[ImageDraw.ImageDraw], None]) -> None:
    strokes = trace(drawn(draw))
    assert len(strokes) == 2
    for stroke in strokes:
        assert distance(stroke, stroke[[0, -1]]) < 4
        assert length(stroke) > 160


def test_a_line_that_ends_at_another_touches_it() -> None:
    across, down = sorted(trace(drawn(tee)), key=lambda stroke: float(np.ptp(stroke[:, 1])))
    assert np.ptp(across[:, 0]) > 140
    assert np.ptp(down[:, 1]) > 130
    assert distance(down[np.argmin(down[:, 1])][None], across) < 3


def test_the_waist_of_an_8_is_closed() -> None:
    waist = np.array([[100.0, 95]])
    assert min(distance(waist, stroke) for stroke in trace(drawn(eight))) < 5


def test_a_dot_is_one_point() -> None:
    dot, line = sorted(trace(drawn(letter_i)), key=len)
    assert np.allclose(dot, [[100, 34]], atol=1)
    assert length(line) > 90


@pytest.mark.parametrize("draw", [bump, with_hole])
def test_bumps_and_specks_make_no_stroke(draw: Callable[[ImageDraw.ImageDraw], None]) -> None:
    (stroke,) = trace(drawn(draw))
    assert distance(stroke, np.array([[20.0, 100], [180, 100]])) < 4


def test_an_empty_mask_has_no_strokes() -> None:
    assert trace(np.zeros((20, 20), bool)) == []
