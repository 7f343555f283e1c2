"""Runs a command line: what every command of this project does with bad input, and where options may stand."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from .errors import InklingError

INSTALL = "to train, run pip install -e '.[train]' in a checkout; to read digits, run pip install inkling-digits"
"""What to do where a package is missing."""


def run_command(parser: argparse.ArgumentParser, words: Sequence[str] | None = None) -> NoReturn:
    """Parses the command line, runs the command and exits: 0, 1 after one sentence on bad input, 130 when interrupted.

    Args:
        parser: Its commands have set the default ``command``, a function that takes the parsed arguments.
        words: The command line; None takes that of the process.
    """
    arguments = parse(parser, words)
    command: Callable[[argparse.Namespace], None] = arguments.command
    try:
        command(arguments)
        sys.stdout.flush()
    except InklingError as error:
        sys.exit(f"{parser.prog}: {error}")
    except ModuleNotFoundError as error:
        sys.exit(f"{parser.prog}: the package {error.name} is not installed here; {INSTALL}.")
    except BrokenPipeError:  # the program that reads our output, such as head, has ended
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        sys.exit(f"{parser.prog}: {error.filename or 'A file'} cannot be used ({error.strerror or error}); check its path and permissions.")
    except KeyboardInterrupt:
        print(f"\n{parser.prog}: interrupted; what was finished is kept.", file=sys.stderr)
        sys.exit(130)
    sys.exit(0)


def parse(parser: argparse.ArgumentParser, words: Sequence[str] | None = None) -> argparse.Namespace:
    """Parses a command line.

    Options may stand between the images of a command that has set the default ``in_pieces`` to the name of this argument: argparse itself
    takes a list only where it stands in one piece.
    """
    arguments, rest = parser.parse_known_args(words)
    name: str | None = getattr(arguments, "in_pieces", None)
    if rest and (name is None or any(word.startswith("-") and word != "-" for word in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if name is not None:
        setattr(arguments, name, [*getattr(arguments, name), *map(Path, rest)])
    return arguments
