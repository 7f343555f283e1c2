"""The error that a person is told. It is defined here because ``trainer.reading`` imports nothing else of ``trainer``."""


class InklingError(Exception):
    """Bad input, told in one sentence: what is wrong and what to do. Commands print it without a traceback."""
