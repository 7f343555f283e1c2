"""Tells who calls ``recognise`` what a drawing is, where they give something else.

Points that a broken device makes are no mistake of theirs: None, infinity and what is not a number are skipped, as ``strokes.py``
does. Twin of ``site/src/preprocessing/check-strokes.js``; in Python a point may be a pair as well.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .errors import InklingError
from .strokes import Points

WANTED = "Strokes must be a list of strokes, each a list of points such as (10, 20) or {'x': 10, 'y': 20}"


def checked_strokes(strokes: Any) -> list[Points]:
    """Returns a drawing as points ``{"x": .., "y": ..}``.

    Args:
        strokes: A list of strokes; a stroke is a list of points, or an array ``(n, 2)``. A point is a pair ``(x, y)`` or a mapping.

    Raises:
        InklingError: It is something else; one sentence says where.
    """
    return [_points(stroke, place) for place, stroke in enumerate(_listed(strokes, f"not {_shown(strokes)}"), 1)]


def _points(stroke: Any, place: int) -> Points:
    listed = _listed(stroke, f"stroke {place} is {_shown(stroke)}")
    return [_point(point, f"point {number} of stroke {place} is {_shown(point)}") for number, point in enumerate(listed, 1)]


def _listed(value: Any, otherwise: str) -> Sequence[Any]:
    if isinstance(value, np.ndarray) and value.ndim > 0:
        listed: list[Any] = value.tolist()
        return listed
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return value
    raise InklingError(f"{WANTED}; {otherwise}.")


def _point(point: Any, otherwise: str) -> Mapping[str, float]:
    if point is None:
        return {"x": math.nan, "y": math.nan}
    if isinstance(point, Mapping) and {"x", "y"} <= set(point):
        pair = [point["x"], point["y"]]
    elif isinstance(point, (Sequence, np.ndarray)) and len(point) == 2 and not isinstance(point, (str, bytes)):
        pair = list(point)
    else:
        raise InklingError(f"{WANTED}; {otherwise}.")
    if not all(value is None or isinstance(value, (int, float, np.integer, np.floating)) for value in pair):
        raise InklingError(f"{WANTED}; {otherwise}.")
    x, y = (math.nan if value is None else float(value) for value in pair)
    return {"x": x, "y": y}


def _shown(value: Any) -> str:
    """Returns a value as it would be typed, in a few characters."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
