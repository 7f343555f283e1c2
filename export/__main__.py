"""The export's command line: ``python -m export COMMAND``."""

from export.cli import parser
from trainer.cli import run_command

run_command(parser())
