"""Runs grids through a ``.keras`` file with Keras and nothing else, in a process of its own.

Reads ``MODEL.keras`` and ``GRIDS.npy``, ``(n, 28, 28, 1)`` float32; writes ``ANSWERS.npy``, ``(n, 10)`` or ``(n, 11)``. Command:
``python -I export/convert/keras_process.py MODEL.keras GRIDS.npy ANSWERS.npy``, which ``keras_file.py`` runs.

It fails where the file needs a class of this project: here nobody registers one.
"""

import sys

import keras
import numpy as np


def main(model: str, grids: str, answers: str) -> None:
    """Answers all grids of a file."""
    network = keras.saving.load_model(model)
    np.save(answers, network.predict(np.load(grids), batch_size=500, verbose=0))
    ours = sorted({"trainer", "export"} & {name.partition(".")[0] for name in sys.modules})
    if ours:
        sys.exit(f"Packages of this project were imported: {', '.join(ours)}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
