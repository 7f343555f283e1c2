"""Fills the templates in ``export/cards/templates/`` with numbers: the words stand there, the numbers come from Python.

A template that asks for a number that nobody gave is an error, never an empty cell.
"""

from __future__ import annotations

import functools
import json
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **numbers: Any) -> str:
    """Returns the Markdown of ``templates/TEMPLATE.md.j2``, closing newline included."""
    return environment().get_template(f"{template}.md.j2").render(numbers)


@functools.cache
def environment() -> Environment:
    """Returns the environment of all templates. Markdown is no HTML, so nothing is escaped."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters.update(FILTERS)
    return made


def percent(share: float) -> str:
    """0.99634 -> ``99.63 %``."""
    return f"{100 * share:.2f} %"


def tenths(share: float) -> str:
    """0.21532 -> ``21.5 %``, where more digits would say more than is known."""
    return f"{100 * share:.1f} %"


def mean_percent(share: float) -> str:
    """A mean over seeds has a digit more than a single run: 0.997 -> ``99.700 %``."""
    return f"{100 * share:.3f} %"


def interval(shares: Sequence[float]) -> str:
    """(0.9947, 0.9971) -> ``99.47 to 99.71 %``."""
    low, high = shares
    return f"{100 * low:.2f} to {percent(high)}"


def number(value: float, digits: int = 0) -> str:
    """12345.678 -> ``12,346``, with as many decimals as asked for."""
    return f"{value:,.{digits}f}"


def signed(value: float) -> str:
    """10 -> ``+10.0``."""
    return f"{value:+.1f}"


def general(value: float) -> str:
    """A setting as it was typed: 0.0060 -> ``0.006``, 6.0 -> ``6``."""
    return f"{value:g}"


def plain(value: float) -> str:
    """0.00001 and not 1e-05."""
    return f"{value:.6f}".rstrip("0")


def scientific(value: float) -> str:
    """0.00234 -> ``2.3e-03``."""
    return f"{value:.1e}"


def kilobytes(size: float) -> str:
    """Bytes in units of 1000: 6359795 -> ``6,360 KB``."""
    return f"{size / 1000:,.0f} KB"


def duration(seconds: float) -> str:
    """75.3 -> ``1 min 15 s``."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


def seed_list(seeds: Sequence[int]) -> str:
    """[0, 1, 2] -> ``0-2``; seeds with gaps are listed."""
    unbroken = len(seeds) > 1 and list(seeds) == list(range(seeds[0], seeds[-1] + 1))
    return f"{seeds[0]}-{seeds[-1]}" if unbroken else ",".join(map(str, seeds))


def quoted(text: str) -> str:
    """A text as a string of JSON, which is one of YAML too."""
    return json.dumps(text, ensure_ascii=False)


def wrapped(paragraph: str) -> str:
    """A paragraph of any line lengths -> lines of at most 120 characters, closing newline included."""
    return textwrap.fill(" ".join(paragraph.split()), width=120, break_long_words=False, break_on_hyphens=False) + "\n"


FILTERS: dict[str, Callable[..., str]] = {
    "percent": percent,
    "tenths": tenths,
    "mean_percent": mean_percent,
    "interval": interval,
    "number": number,
    "signed": signed,
    "general": general,
    "plain": plain,
    "scientific": scientific,
    "kilobytes": kilobytes,
    "duration": duration,
    "seed_list": seed_list,
    "quoted": quoted,
    "wrapped": wrapped,
}
"""Name in the templates -> how a number is written."""
