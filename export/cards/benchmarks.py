"""The results of benchmarks: what each file holds, and the numbers that its template shows. Measured JSON in, plain dictionaries out.

``python -m export benchmark FILE`` publishes such a file; ``python -m export derive`` writes the part of a page that is made of it.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.errors import InklingError

Measured = Mapping[str, Any]
"""What a benchmark wrote."""

GOAL_BYTES = 280_000
"""Bytes of script, WebAssembly and model that come over the network until the page's first answer."""
GOAL_MEDIAN = 0.5
"""Milliseconds of one prediction."""
GOAL_GROWTH = 44.0
"""Bytes a prediction by which memory may grow: less than the eleven float32 numbers of one answer, so nothing of a prediction is kept."""
GOAL_INSTALLED = 100_000_000
"""Bytes that the wheel may install with all that it needs."""
LONG_TASK = 50
"""Milliseconds from which on a task of the main thread makes a page stutter; what the browser reports is longer."""


def training_speed(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``python -m trainer bench``: both sides of each comparison, and their ratios; ``pytorch`` None without it."""
    throughput, race = measured["throughput"], measured["race"]
    images, seconds = throughput["images_per_second"], race["seconds"]
    return {
        "hardware": measured["hardware"],
        "packages": measured["packages"],
        "rounds": len(images["ours"]),
        "throughput": {**throughput, "ours": _middle(images["ours"]), "stock": _middle(images["stock"])},
        "race": {**race, "ours": _middle(seconds["ours"]), "classic": _middle(seconds["classic"])},
        "pytorch": _pytorch(measured["pytorch"]) if "pytorch" in measured else None,
    }


def _pytorch(measured: Measured) -> dict[str, Any]:
    """Both sides of the three comparisons with PyTorch, and how many ways to compute it were tried."""
    rows = {name: measured[name] for name in ("step", "piped", "race")}
    sides = {name: row["seconds" if name == "race" else "images_per_second"] for name, row in rows.items()}
    medians = {name: {side: _middle(values) for side, values in both.items()} for name, both in sides.items()}
    shown = {name: {**row, **medians[name]} for name, row in rows.items()}
    return {**shown, "recipe": measured["recipe"], "version": measured["version"], "ways": len(measured["tried"])}


def _middle(values: Sequence[float | None]) -> float | None:
    """The median of several measurements; None for a side that did not get there every time."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if len(known) == len(values) else None


def teaching(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``node site/bench/few-shot.mjs``: drawings read right before and after corrections."""
    return dict(measured)


def browser(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``python -m export browser``: the published models in a real browser and in Keras."""
    first = measured["rows"][0]
    rows = [{**row, "keras_errors": _errors(row, "keras"), "browser_errors": _errors(row, "exported")} for row in measured["rows"]]
    return {"browser": measured["browser"], "rows": rows, **{key: first[key] for key in ("images", "backend", "simd")}}


def _errors(row: Measured, side: str) -> int:
    errors: int = round(row["images"] * (1 - row[f"{side}_accuracy"]))
    return errors


def demo_speed(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``node site/bench/demo.mjs``: our runtime and the others, the page, and the goals."""
    return {
        **{key: measured[key] for key in ("hardware", "busy", "model", "rounds", "warm", "predictions", "link")},
        "chromium": measured["browser"].partition(".")[0],
        "difference": max(row["difference"] for row in measured["runtimes"]),
        "runtimes": _runtimes(measured["runtimes"]),
        "page": _page(measured["page"]),
        "laboratory": [_lab_page(page) for page in measured.get("laboratory", ())],
        "goals": _goals(measured),
    }


def _runtimes(rows: Sequence[Measured]) -> list[dict[str, Any]]:
    """Each runtime's numbers, and how many times ours each is; None where it is the same number."""

    def numbers(row: Measured) -> list[tuple[float, int]]:
        times = (("first", 0), ("first_linked", 0), ("median", 2), ("p95", 2))
        return [(row["bytes"] / 1000, 0), *((statistics.median(row[key]), digits) for key, digits in times)]

    def cells(row: Measured) -> list[dict[str, Any]]:
        pairs = zip(numbers(row), numbers(rows[0]), strict=True)
        return [
            {"value": value, "digits": digits, "ratio": None if value == ours else value / ours} for (value, digits), (ours, _) in pairs
        ]

    return [{"title": row["title"], "version": row["version"], "cells": cells(row)} for row in rows]


def _page(page: Measured) -> dict[str, Any]:
    """What the published page takes, its theme included."""
    first, linked = (statistics.median(page[key]) for key in ("first", "first_linked"))
    return {**page["bytes"], "first": first, "first_linked": linked, "opening": max(page["long_tasks"]["opening"], default=None)}


def _lab_page(page: Measured) -> dict[str, Any]:
    """What a page of the laboratory takes until it is ready."""
    first, linked = (statistics.median(page[key]) for key in ("first", "first_linked"))
    return {"title": page["title"], "bytes": page["bytes"], "own": page["own"], "first": first, "first_linked": linked}


def _goals(measured: Measured) -> dict[str, dict[str, Any]]:
    """Each goal: whether it is met, and the number that says so."""
    ours, *rivals = measured["runtimes"]
    page = measured["page"]
    own = statistics.median(ours["median"])
    fastest = min(rivals, key=lambda row: statistics.median(row["median"]))
    theirs = statistics.median(fastest["median"])
    size = sum(page["bytes"][kind] for kind in ("script", "wasm", "model"))
    longest = max(page["long_tasks"]["drawing"], default=None)
    growth = max(_growth(ours["memory"]), _growth(page["memory"]))
    return {
        "bytes": {"met": size <= GOAL_BYTES, "limit": GOAL_BYTES, "value": size},
        "median": {"met": own <= GOAL_MEDIAN, "limit": GOAL_MEDIAN, "value": own},
        "fastest": {"met": own <= theirs, "title": fastest["title"], "value": theirs, "ratio": theirs / own},
        "drawing": {"met": longest is None, "limit": LONG_TASK, "value": longest},
        "memory": {"met": growth < GOAL_GROWTH, "predictions": ours["memory"]["predictions"], "value": growth},
    }


def _growth(memory: Measured) -> float:
    """Bytes a prediction by which JavaScript's objects, WebAssembly's memory and other buffers grew together."""
    before, after = (sum(memory[when].values()) for when in ("before", "after"))
    return float((after - before) / memory["predictions"])


def npm(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``node site/bench/npm.mjs``: the tarball, and the bytes that each example's page loads."""
    rows = [{**page, "all": page["script"] + page["wasm"] + page["model"]} for page in measured["pages"]]
    return {**{key: measured[key] for key in ("version", "tarball", "installed")}, "rows": rows}


def lab_speed(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``make bench-lab``: images a second of each engine, and seconds until the test images are read."""
    ours = statistics.median(measured["engines"][0]["speeds"])
    engines = [
        {**row, "speed": statistics.median(row["speeds"]), "ratio": statistics.median(row["speeds"]) / ours} for row in measured["engines"]
    ]
    return {**{key: measured[key] for key in ("hardware", "load", "browser", "rounds", "limit", "races")}, "engines": engines}


def wheel(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``python -m export bench-wheel``: what the wheel installs, until when it answers, and the runtimes."""
    runtimes = [
        {
            "name": row["name"],
            "version": row["packages"][row["name"]][0],
            "bytes": _bytes({name: found for name, found in row["packages"].items() if name != "numpy"}),
            **_medians(row["first"]),
            "one": statistics.median(row["one"]) if "one" in row else None,
        }
        for row in measured["runtimes"]
    ]
    packages = sorted(measured["packages"].items(), key=lambda package: -package[1][1])
    return {
        **{key: measured[key] for key in ("hardware", "load", "python", "wheel")},
        "rounds": len(measured["read"]["wall"]),
        "read": _medians(measured["read"]),
        "packages": [{"name": name, "version": version, "bytes": size} for name, (version, size) in packages],
        "total": _bytes(measured["packages"]),
        "goal": GOAL_INSTALLED,
        "runtimes": runtimes,
    }


def atlas(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``node site/bench/atlas.mjs``: how smoothly the map follows the pointer, from afar to near."""
    return dict(measured)


ARTEFACTS = {
    "wheel": "Python package",
    "sources": "its sources",
    "npm": "npm package",
    "models": "all models in four formats, each with `config.json` and a card",
    "sbom-python": "what the Python package needs, as CycloneDX",
    "sbom-npm": "what is bundled into the npm package, as CycloneDX",
}
"""Kind of a released file -> what it is, for readers."""


def release(measured: Measured) -> dict[str, Any]:
    """Returns the numbers of ``python -m export release-check``: files with sizes and times, and what proved them."""
    return {**measured, "artefacts": [{**one, "what": ARTEFACTS[one["kind"]]} for one in measured["artefacts"]]}


def _medians(measured: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {kind: statistics.median(values) for kind, values in measured.items()}


def _bytes(packages: Mapping[str, Sequence[Any]]) -> int:
    return sum(size for _, size in packages.values())


def origin(measured: Measured) -> dict[str, str]:
    """Returns the commit, shortened, and the command that results name.

    Raises:
        InklingError: They name none, or no commit holds what was measured.
    """
    commit, command = measured.get("commit"), measured.get("command")
    if not commit or not command:
        raise InklingError("The results do not say which commit and which command measured them; measure again in a checkout.")
    if commit.endswith("-dirty"):
        raise InklingError("The results were measured with changes that no commit holds; commit them and measure again.")
    return {"commit": commit[:7], "command": command}


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One kind of results."""

    file: str
    """Name of the published file, in ``docs/models/``."""
    holds: frozenset[str]
    """Keys that tell such results from others."""
    template: str
    """Template, and name of the snippet in ``docs/models/snippets/``, that shows them."""
    numbers: Callable[[Measured], dict[str, Any]]
    """Results -> what the template shows."""


BENCHMARKS = (
    Benchmark("bench-train.json", frozenset({"hardware", "throughput", "race"}), "training_speed", training_speed),
    Benchmark("bench-teach.json", frozenset({"writers", "rows"}), "teaching", teaching),
    Benchmark("browser.json", frozenset({"browser", "rows"}), "browser", browser),
    Benchmark("bench-demo.json", frozenset({"hardware", "runtimes", "page"}), "demo_speed", demo_speed),
    Benchmark("bench-lab.json", frozenset({"engines", "races", "limit"}), "lab_speed", lab_speed),
    Benchmark("bench-npm.json", frozenset({"tarball", "installed", "pages"}), "npm", npm),
    Benchmark("bench-wheel.json", frozenset({"wheel", "packages", "read"}), "wheel", wheel),
    Benchmark("bench-atlas.json", frozenset({"hardware", "panning"}), "atlas_speed", atlas),
    Benchmark("release.json", frozenset({"artefacts", "proofs", "version"}), "release", release),
)
