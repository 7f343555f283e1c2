"""Writes ``strokes.json`` beside this file: strokes, and the grids that both twins must make of them.

Run ``python tests/vectors/make_strokes.py`` after a deliberate change of the rule, and read the difference: every grid is
printed as a picture, and the first cases can be checked by hand.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from trainer.reading.strokes import Grid, strokes_to_grid

Points = list[dict[str, float]]


def stroke(*numbers: float) -> Points:
    """Pairs of numbers -> one stroke."""
    return [{"x": x, "y": y} for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, count: int = 24) -> list[float]:
    """Points on an ellipse from one angle to another, in degrees, clockwise on a screen."""
    angles = [math.radians(start + (end - start) * i / (count - 1)) for i in range(count)]
    return [round(v, 3) for a in angles for v in (x + rx * math.cos(a), y + ry * math.sin(a))]


CASES: list[tuple[str, str, list[Points]]] = [
    ("nothing", "no stroke at all is blank", []),
    ("empty_strokes", "strokes without points are blank", [[], []]),
    (
        "one_point",
        "a dot of the pen's size; its centre of mass is the box's, half a pixel off the target, so it moves 4 + 0",
        [stroke(7, 3)],
    ),
    ("two_equal_points", "the same dot: no length, no direction, no division by zero", [stroke(7, 3, 7, 3)]),
    ("horizontal_line", "20 pixels long, 2.5 thick", [stroke(0, 0, 100, 0)]),
    ("vertical_line", "the horizontal line, transposed", [stroke(0, 0, 0, 100)]),
    ("vertical_line_in_unit_coordinates", "size and place do not matter", [stroke(0.25, 0.1, 0.25, 0.11)]),
    ("diagonal", "from corner to corner of the box", [stroke(0, 0, 50, 50)]),
    ("square", "four sides, symmetric", [stroke(0, 0, 10, 0, 10, 10, 0, 10, 0, 0)]),
    ("two_dots_apart", "strokes are not joined", [stroke(0, 0), stroke(100, 0)]),
    ("bottom_heavy", "the centre of mass shifts the box up", [stroke(0, 0, 0, 100), stroke(-20, 100, 20, 100), stroke(-20, 95, 20, 95)]),
    (
        "heavier_than_the_margin",
        "ink is never pushed off the grid: the shift stops at its edge",
        [stroke(0, 0, 100, 0)] + [stroke(0, y, 20, y) for y in range(0, 101, 5)],
    ),
    ("seven", "a 7 of one stroke", [stroke(10, 10, 80, 10, 35, 120)]),
    ("barred_seven", "a 7 with a bar", [stroke(10, 10, 80, 10, 35, 120), stroke(30, 65, 75, 65)]),
    ("round_zero", "a smooth curve of many points", [stroke(*arc(50, 60, 30, 50, -90, 270))]),
    ("four", "two strokes", [stroke(60, 0, 0, 70, 90, 70), stroke(65, 30, 60, 120)]),
]


def rows(grid: Grid | None) -> list[str] | None:
    """A grid as 28 strings of two characters a pixel: hexadecimal 0 to 255, dots for no ink."""
    if grid is None:
        return None
    return ["".join(f"{round(v * 255):02x}" if round(v * 255) else ".." for v in row) for row in grid]


def main() -> None:
    """Writes the file and prints every grid."""
    cases: list[dict[str, Any]] = []
    for name, why, strokes in CASES:
        cases.append({"name": name, "why": why, "strokes": strokes, "grid": rows(strokes_to_grid(strokes))})
        print(name, *(cases[-1]["grid"] or ["blank"]), sep="\n")
    about = (
        "Drawings and the grids they become. A row is 28 pixels of two characters: ink 00 to ff, dots for none. Written by make_strokes.py."
    )
    lines = ",\n".join(_case(case) for case in cases)
    (Path(__file__).parent / "strokes.json").write_text(f'{{\n"about": {json.dumps(about)},\n"cases": [\n{lines}\n]}}\n', encoding="utf-8")


def _case(case: dict[str, Any]) -> str:
    """One case as JSON, its grid a row a line: a reviewer sees the picture."""
    grid = case.pop("grid")
    head = json.dumps(case)[:-1]
    picture = "null" if grid is None else "[\n  " + ",\n  ".join(json.dumps(row) for row in grid) + "]"
    return f'{head}, "grid": {picture}}}'


if __name__ == "__main__":
    main()
