"""The Markdown of ``make bench-demo``: a table of runtimes, what the page itself takes, and which goals are met. Pure: numbers in, text out."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

GOAL_BYTES = 350_000
"""Script, WebAssembly and model that come over the wire until the page's first answer."""

GOAL_MEDIAN = 0.5
"""Milliseconds of one prediction."""

FLAT = 44.0
"""Bytes a prediction by which memory must not grow: the eleven numbers of one answer. Less than that, and nothing of a prediction stays."""


def demo_speed(measured: Mapping[str, Any]) -> str:
    """What ``node site/bench/demo.mjs`` measured: our runtime and the others, then the page, then the goals."""
    return "\n\n".join([_runtimes(measured), _conditions(measured), _page(measured), _goals(measured)])


def _runtimes(measured: Mapping[str, Any]) -> str:
    """One row a runtime; behind each number of a rival its ratio to ours."""
    ours = measured["runtimes"][0]
    lines = [
        "| Runtime | KB until the first answer | First answer, ms | The same on a line, ms | One prediction, ms | 95th percentile, ms |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for row in measured["runtimes"]:
        title = f"**{row['title']}**" if row is ours else f"{row['title']} ({row['version']})"
        kilobytes = _beside(row["bytes"] / 1000, ours["bytes"] / 1000, 0)
        times = (("first", 0), ("first_linked", 0), ("median", 2), ("p95", 2))
        cells = [_beside(statistics.median(row[key]), statistics.median(ours[key]), digits) for key, digits in times]
        lines.append(f"| {title} | {' | '.join([kilobytes, *cells])} |")
    return "\n".join(lines)


def _beside(value: float, ours: float, digits: int) -> str:
    """A number, and how many times ours it is."""
    number = f"{value:,.{digits}f}"
    return number if value == ours else f"{number} ({value / ours:.2f}x)"


def _conditions(measured: Mapping[str, Any]) -> str:
    """What was measured, how, and on what."""
    hardware, link = measured["hardware"], measured["link"]
    difference = max(row["difference"] for row in measured["runtimes"])
    return (
        f"The same network, `{measured['model']}`, with the same float16 weights in each runtime's own format; the answers differ by at most {difference:.1e}. "
        f"One thread each, everything gzipped, an empty cache, in turn, medians of {measured['rounds']} rounds with {measured['predictions']:,} predictions "
        f"after {measured['warm']} to warm up; on a line: {link['megabits']} Mbit/s, {link['latency']} ms. Headless Chromium {measured['browser'].partition('.')[0]} on "
        f"{hardware['cores']} cores ({hardware['processor']}), without a graphics card{_busy(measured)}. In brackets: how many times ours."
    )


def _busy(measured: Mapping[str, Any]) -> str:
    """Says so where other programs kept more than a quarter of the cores busy: times are then longer than they need be."""
    busy: float = measured["busy"]
    return f", **{busy:.0%} of them busy with other programs**" if busy > 0.25 else ""


def _page(measured: Mapping[str, Any]) -> str:
    """What the published page takes, its theme and all."""
    page = measured["page"]
    parts = page["bytes"]
    opening = page["long_tasks"]["opening"]
    return (
        f"The page of the demo itself, opened by a link that holds a drawing, answers after {statistics.median(page['first']):,.0f} ms, on that line after "
        f"{statistics.median(page['first_linked']):,.0f} ms. Until then it fetches {_kb(parts['script'])} of the demo's script, {_kb(parts['wasm'])} of WebAssembly, {_kb(parts['model'])} of model, and "
        f"{_kb(parts['rest'])} of text, theme and catalogue. {_longest(opening, 'While it opens')}"
    )


def _longest(tasks: Sequence[float], when: str) -> str:
    return (
        f"{when}, the longest task of the main thread takes {max(tasks):.0f} ms."
        if tasks
        else f"{when}, no task of the main thread takes over 50 ms."
    )


def _goals(measured: Mapping[str, Any]) -> str:
    """Each goal, whether it is met, and the number that says so."""
    ours, *rivals = measured["runtimes"]
    page = measured["page"]
    own = statistics.median(ours["median"])
    fastest = min(rivals, key=lambda row: statistics.median(row["median"]))
    theirs = statistics.median(fastest["median"])
    wire = sum(page["bytes"][kind] for kind in ("script", "wasm", "model"))
    stutters = page["long_tasks"]["drawing"]
    growth = max(_growth(ours["memory"]), _growth(page["memory"]))
    rows = [
        (f"Script, WebAssembly and model in {GOAL_BYTES / 1000:.0f} KB", wire <= GOAL_BYTES, _kb(wire)),
        (f"One prediction in {GOAL_MEDIAN} ms, median", own <= GOAL_MEDIAN, f"{own:.2f} ms"),
        ("No other runtime predicts faster", own <= theirs, f"{fastest['title']}: {theirs:.2f} ms, {theirs / own:.2f}x ours"),
        ("No task over 50 ms while drawing", not stutters, f"{max(stutters):.0f} ms" if stutters else "none"),
        (f"Memory flat over {ours['memory']['predictions']:,} predictions", growth < FLAT, f"{growth:+.1f} bytes a prediction"),
    ]
    lines = ["| Goal | Result | Measured |", "|---|---|--:|"]
    return "\n".join([*lines, *(f"| {goal} | {'met' if met else '**not met**'} | {number} |" for goal, met, number in rows)])


def _growth(memory: Mapping[str, Any]) -> float:
    """Bytes a prediction by which JavaScript's objects, WebAssembly's memory and other buffers grew together."""
    before, after = (sum(memory[when].values()) for when in ("before", "after"))
    return float((after - before) / memory["predictions"])


def _kb(size: float) -> str:
    """Bytes in units of 1000."""
    return f"{size / 1000:.0f} KB"
