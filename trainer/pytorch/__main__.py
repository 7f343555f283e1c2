"""One measurement in PyTorch: a request in JSON -> one line of JSON. ``trainer/training/pytorch_process.py`` starts it.

Command: ``.venv-torch/bin/python -m trainer.pytorch REQUEST.json``. The request names the task (``speed`` or ``race``), the recipe,
the settings, an ``.npz`` file with MNIST, and what the task takes; keys are those of the functions in ``training.py``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch

from trainer.pytorch import training
from trainer.pytorch.batches import Batches
from trainer.pytorch.settings import Settings
from trainer.recipes import find_recipe


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Measures what the request asks for."""
    recipe, settings = find_recipe(request["recipe"]), Settings(**request["settings"])
    torch.set_num_threads(settings.threads)
    with np.load(request["data"]) as file:
        arrays = {name: torch.from_numpy(file[name]) for name in file.files}
    batches = Batches(recipe, arrays["train_images"], arrays["train_labels"].long(), request.get("seed", 0))
    if request["task"] == "speed":
        return training.speed(recipe, batches, settings, request["steps"], request["piped"])
    test = (arrays["test_images"][:, None].float() / 255, arrays["test_labels"].long())
    return training.race(recipe, batches, settings, request["seed"], request["finish"], test)


def main() -> None:
    """Reads the request, and prints the answer or why ``torch.compile`` cannot work here."""
    request = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    try:
        answered = answer(request)
    except Exception as error:
        if not request["settings"]["compiled"]:
            raise
        answered = {"impossible": str(error).strip().partition("\n")[0] or type(error).__name__}
    print(json.dumps({"torch": torch.__version__, **answered}))


main()
