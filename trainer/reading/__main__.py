"""Starts the command line: ``python -m inkling read IMAGE...``."""

from .cli import main

main()
