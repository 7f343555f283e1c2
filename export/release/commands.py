"""The export's commands on releases: ``python -m export version|release|release-check|release-notes``."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.tf_logging import import_tensorflow

OUT = Path("build/release")
"""The folder that a release is built into."""

RESULTS = Path("runs/release.json")
"""What ``release-check`` measured."""


def add_release_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that number, build and prove a release."""
    number = commands.add_parser("version", help="print the version of the project, or write another one into every file that has it")
    number.add_argument("number", nargs="?", metavar="NUMBER", help="such as 1.2.3; the changelog gets its heading, with today's date")
    number.set_defaults(command=print_or_set_version)

    release = commands.add_parser("release", help="build every file of a release")
    release.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"folder to write to; it is replaced (default: {OUT})")
    release.set_defaults(command=build_release)

    check = commands.add_parser("release-check", help="build every file of a release, and prove each by using it where nothing else is")
    check.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"folder to write to; it is replaced (default: {OUT})")
    check.add_argument("--json", type=Path, default=RESULTS, metavar="FILE", help=f"sizes and times (default: {RESULTS})")
    check.add_argument("--tag", metavar="TAG", help="fail unless this is v and the version, and the changelog has a part for it")
    check.set_defaults(command=check_release)

    notes = commands.add_parser("release-notes", help="print what the changelog says of the version")
    notes.set_defaults(command=print_notes)


def print_or_set_version(arguments: argparse.Namespace) -> None:
    """Prints the version, or writes one."""
    from export.release.version import set_version, version

    if arguments.number is None:
        print(version())
        return
    changed = set_version(arguments.number)
    print(f"The version is {arguments.number}. Changed: {', '.join(changed) or 'nothing'}.")


def print_notes(arguments: argparse.Namespace) -> None:
    """Prints the part of the changelog that belongs to the version."""
    from export.release.version import notes

    print(notes())


def build_release(arguments: argparse.Namespace) -> None:
    """Builds a release."""
    from export.release.artefacts import build

    build(arguments.out)
    print(f"The files of the release are in {arguments.out}.")


def check_release(arguments: argparse.Namespace) -> None:
    """Builds and proves a release, and prints sizes and times."""
    from export.release.version import check_tag

    if arguments.tag:
        check_tag(arguments.tag)
    import_tensorflow()
    from export.release.check import check, table
    from trainer.run import to_json, write_atomically

    results = check(arguments.out)
    write_atomically(arguments.json, to_json(results))
    print(f"\n{table(results)}\nWrote {arguments.json}; publish it with 'python -m export benchmark {arguments.json}'.")
