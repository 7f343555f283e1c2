"""Draws a 7 and lets the installed package read it: from strokes, and from a photograph. Command: ``python -I tests/read_a_seven.py``.

``-I`` keeps the checkout away, so that what was installed is what is used. No pytest: this runs where nothing else is installed.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import inkling
from PIL import Image, ImageDraw


def main() -> None:
    """Reads it both ways; fails where one of them is no 7."""
    drawn = inkling.Recogniser().recognise([[(10, 10), (80, 10), (35, 120)]])
    assert (drawn.verdict, drawn.label) == ("digit", 7), drawn
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        paper = Image.new("L", (600, 450), 180)
        ImageDraw.Draw(paper).line([(200, 110), (380, 100), (260, 360)], fill=40, width=17, joint="curve")
        paper.save(photo)
        read = subprocess.run([sys.executable, "-m", "inkling", "read", photo], capture_output=True, text=True, check=True, cwd=folder)
    assert ": 7  " in read.stdout, read.stdout
    print(f"Python {sys.version.split()[0]}, inkling {inkling.__version__}: {read.stdout.strip()}")


main()
