"""How numbers are written, and that a template never shows a number that nobody gave."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import UndefinedError

from export.cards import render
from export.cards.render import TEMPLATES


@pytest.mark.parametrize(
    ("written", "value", "text"),
    [
        (render.percent, 0.99634, "99.63 %"),
        (render.tenths, 0.21532, "21.5 %"),
        (render.mean_percent, 0.997, "99.700 %"),
        (render.interval, (0.9947, 0.9971), "99.47 to 99.71 %"),
        (render.number, 12345.678, "12,346"),
        (render.signed, 10, "+10.0"),
        (render.general, 0.0060, "0.006"),
        (render.plain, 0.00001, "0.00001"),
        (render.scientific, 0.00234, "2.3e-03"),
        (render.kilobytes, 197795, "198 KB"),
        (render.duration, 59.4, "59 s"),
        (render.duration, 75.3, "1 min 15 s"),
        (render.seed_list, [0, 1, 2], "0-2"),
        (render.seed_list, [0, 2, 5], "0,2,5"),
        (render.seed_list, [3], "3"),
        (render.quoted, 'a "b" ü', '"a \\"b\\" ü"'),
        (render.wrapped, "one\n  two\n", "one two\n"),
    ],
)
def test_numbers_are_written_in_one_way(written: Callable[[Any], str], value: Any, text: str) -> None:
    assert written(value) == text


def test_a_long_paragraph_wraps_at_120_characters() -> None:
    lines = render.wrapped("word " * 100).splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 120


def test_a_number_that_nobody_gave_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'tolerances' is undefined"):
        render.render("tolerance")


def test_every_filter_is_used() -> None:
    words = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.iterdir())
    assert [name for name in render.FILTERS if f"|{name}" not in words and f"filter {name}" not in words] == []
