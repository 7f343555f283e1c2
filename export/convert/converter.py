"""Imports the Python package of TensorFlow.js in silence: what it depends on advertises and warns."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import warnings
from typing import Any


def import_converter(module: str) -> Any:
    """Returns a module of the package ``tensorflowjs``, such as ``quantization``."""
    # An advertisement that needs IPython as soon as the output is redirected.
    os.environ["TFDF_DISABLE_WELCOME_MESSAGE"] = "1"
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the package's dependencies deprecate; the versions are pinned
        return importlib.import_module(f"tensorflowjs.{module}")
