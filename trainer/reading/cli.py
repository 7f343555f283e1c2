"""The command ``inkling``: ``inkling read IMAGE...``, and in a checkout ``inkling trainer ...`` and ``inkling export ...``.

``python -m inkling`` does the same.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .command_line import run_command
from .errors import InklingError

if TYPE_CHECKING:
    from .recogniser import Recogniser

CHECKOUT = Path(__file__).resolve().parents[2]
"""In a checkout, the folder of ``trainer`` and ``export``; also where the checkout was installed with ``pip install -e``."""

PROGRAMS = {"trainer": "builds, trains and evaluates models", "export": "turns runs into what browsers and readers use"}
"""Packages of a checkout that have command lines of their own: ``python -m trainer`` is ``inkling trainer``."""

EPILOG = """examples:
  inkling read photo.jpg                 a digit, or a number
  inkling read scans/ --json             every picture of a folder, one JSON object a line
  curl ADDRESS | inkling read -          a picture from the standard input
"""


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line ``words``, or that of the process."""
    words = sys.argv[1:] if words is None else words
    if words and words[0] in programs():
        _run_program(words[0], words[1:])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy's threads take longer to start than they save on one picture
    run_command(parser(programs()), words)


def programs() -> list[str]:
    """Returns which of ``PROGRAMS`` are here: none where the wheel was installed."""
    return [name for name in PROGRAMS if (CHECKOUT / name / "__main__.py").is_file() and (CHECKOUT / "trainer" / "reading").is_dir()]


def _run_program(name: str, words: Sequence[str]) -> NoReturn:
    sys.path.insert(0, str(CHECKOUT))
    sys.argv = [name, *words]
    runpy.run_module(name, run_name="__main__")
    sys.exit(0)


def parser(others: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Returns the command line, which also lists ``others`` of ``PROGRAMS``; the reference page of the site is generated from it."""
    top = argparse.ArgumentParser(prog="inkling", description="Reads handwritten digits and numbers in pictures.")
    top.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    read = commands.add_parser(
        "read",
        help="read the digit, or the number, in pictures",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_images(read, "+")
    read.add_argument("--model", default="inkling", metavar="MODEL", help="a published model: its name or its folder (default: inkling)")
    read.add_argument("--json", action="store_true", help="print one JSON object per picture")
    read.set_defaults(command=read_pictures)
    for name in others:
        commands.add_parser(name, help=f"{PROGRAMS[name]}: the same as python -m {name}")
    return top


def add_images(command: argparse.ArgumentParser, count: str) -> None:
    """Adds the argument that names pictures."""
    command.add_argument(
        "images",
        nargs=count,
        type=Path,
        metavar="IMAGE",
        help="image files, folders of them, or - for the standard input: any size, dark on light or light on dark",
    )
    command.set_defaults(in_pieces="images")


def read_pictures(arguments: argparse.Namespace) -> None:
    """Reads pictures with a published model."""
    from .recogniser import Recogniser

    print_answers(Recogniser(arguments.model), arguments.images, arguments.json)


def print_answers(recogniser: Recogniser, images: Sequence[Path], as_json: bool) -> None:
    """Prints what is in pictures, one line each.

    Raises:
        InklingError: Some could not be read, after the others were printed; a sentence for each.
    """
    from .read_files import read_files

    refused: list[InklingError] = []
    for source, answer in read_files(recogniser, images, refused.append):
        print(json.dumps({"source": source, **answer.as_json()}) if as_json else f"{source}: {answer.as_line()}", flush=True)
    if refused:
        raise InklingError("\n".join(map(str, refused)))


class _Version(argparse.Action):
    """Prints the version. It is looked up when it is asked for, because looking takes time."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"inkling {version('inkling-digits')}")
        except PackageNotFoundError:
            print("inkling, from a checkout that is not installed")
        parser.exit()
