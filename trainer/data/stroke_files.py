"""Reads files of drawings: strokes that people drew, with labels or without.

Two formats: UNIPEN text, as UCI publishes Pendigits (``.SEGMENT`` with a quoted label, ``.PEN_DOWN``, ``x y`` lines, ``.PEN_UP``; y up), and JSON
(``docs/train/strokes.md``): ``{"strokes": [drawing, ...], "labels": [label, ...]}``, a drawing a list of strokes, a stroke a list of ``[x, y]``, y down.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import InklingError


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing of a file."""

    strokes: list[list[dict[str, float]]]
    """Points ``{"x": .., "y": ..}``, y down."""
    label: str
    """What its writer was asked to draw; empty where the file does not say."""
    writer: str = ""
    """Who drew it, where the file says."""


def read(path: Path) -> list[Drawing]:
    """Reads a file of either format.

    Raises:
        InklingError: It is neither, or holds no drawing.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InklingError(f"{path} is no text; name a file of UNIPEN text or JSON.") from None
    drawings = _read_json(path, text) if text.lstrip()[:1] in ("{", "[") else _read_unipen(path, text)
    if not drawings:
        raise InklingError(f"{path} holds no drawing; it should be UNIPEN text or JSON, as the guide says.")
    return drawings


def _read_json(path: Path, text: str) -> list[Drawing]:
    try:
        content = json.loads(text)
        drawings = content["strokes"]
        labels = content.get("labels") or [""] * len(drawings)
        writers = content.get("writers") or [""] * len(drawings)
        return [
            Drawing([[{"x": float(x), "y": float(y)} for x, y in stroke] for stroke in strokes], str(label), str(writer))
            for strokes, label, writer in zip(drawings, labels, writers, strict=True)
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InklingError(f"{path} is no JSON of drawings ({error}); see the guide for what it should hold.") from None


SEGMENT = re.compile(r'^\.SEGMENT\s+\S+\s+\S+\s+\S+\s+"(.*)"')


def _read_unipen(path: Path, text: str) -> list[Drawing]:
    """UNIPEN's y grows upwards; ours grows downwards."""
    drawings: list[Drawing] = []
    label, writer, down = "", "", False
    strokes: list[list[dict[str, float]]] = []

    def finish() -> None:
        if strokes:
            drawings.append(Drawing(strokes, label, writer))

    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if segment := SEGMENT.match(line):
            finish()
            label, writer, strokes, down = segment[1], "", [], False
        elif line.startswith(".COMMENT") and len(words) == 4:
            writer = words[2]
        elif line.startswith(".PEN_DOWN"):
            strokes.append([])
            down = True
        elif line.startswith(".PEN_UP"):
            down = False
        elif down and words and not line.startswith("."):
            try:
                strokes[-1].append({"x": float(words[0]), "y": -float(words[1])})
            except (ValueError, IndexError):
                raise InklingError(f"{path}, line {number}: '{line.strip()}' is no point; UNIPEN has two numbers there.") from None
    finish()
    return drawings
