"""The error that people are told. It lives here because ``trainer.reading`` stands on its own; ``trainer.errors`` hands it on."""


class InklingError(Exception):
    """Bad input, told in one sentence: what is wrong and what to do. Commands print it without a traceback."""
