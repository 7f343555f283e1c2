"""The export's command line: ``python -m export COMMAND``."""

from trainer.python_version import check_python

check_python("python -m export")

from export.cli import parser  # noqa: E402
from trainer.reading.command_line import run_command  # noqa: E402

run_command(parser())
