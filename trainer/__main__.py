"""Starts the trainer's command line: ``python -m trainer COMMAND``."""

from trainer.cli import parser, run_command

run_command(parser())
