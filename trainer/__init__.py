"""Builds, trains and evaluates Keras models of MNIST. Never looks downstream: it knows nothing of the export or the site."""


class InklingError(Exception):
    """Bad input, told in one sentence: what is wrong and what to do. Commands print it without a traceback."""
