"""Starts the trainer's command line: ``python -m trainer COMMAND``."""

from trainer.python_version import check_python

check_python("python -m trainer")

from trainer.cli import parser  # noqa: E402
from trainer.reading.command_line import run_command  # noqa: E402

run_command(parser())
