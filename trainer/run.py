"""A run on disk: one folder that the steps of the pipeline read and write.

What ``runs/RECIPE-sSEED/`` contains:

=================  ============  ==================================================
file               step          what it is
=================  ============  ==================================================
model.keras        fit           the trained Keras model, float32
history.json       fit           loss and accuracy per epoch, training and validation
calibration.json   calibrate     temperature of the logits, thresholds of the verdicts
validation.json    validate      every number measured on the validation images
validation.npz     validate      probabilities of the validation images, their labels
metrics.json       evaluate      every number measured on the test images
predictions.npz    evaluate      probabilities of the 10,000 test images, their labels
strokes.json       strokes       every number measured on strokes that people drew, by file
strokes.npz        strokes       answers to those strokes, their labels, the worst errors
corruptions.json   corruptions   every number measured on corrupted test images, as of MNIST-C
corruptions.npz    corruptions   answers to those images, their labels
tfjs/              tfjs          model.json and weights for TensorFlow.js
keras/             keras         model.keras of standard Keras layers, for everybody
litert/            litert        model.tflite for LiteRT
onnx/              onnx          model.onnx for ONNX
figures/           figures       SVG figures, light and dark
history.json       pruned        the epochs of a trial that a search ended early; there is no fit then
manifest.json      every step    one entry a finished step, with its files' SHA-256
=================  ============  ==================================================

While a fit goes on, ``partial.npz`` is its checkpoint. The corrupted validation images have ``validation-corruptions.json`` and
``.npz``, of the step ``validate_corruptions``. An entry in the manifest means that the step finished: it is written
atomically and last. Beside the runs, ``RECIPE-seeds.json`` sums up several seeds. Standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.errors import InklingError
from trainer.recipes import Recipe

ROOT = Path("runs")
"""The folder that holds the runs, relative to the current one. Git ignores it: a run can always be made again."""


def sha256(path: Path) -> str:
    """Returns the SHA-256 of a file as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_of(files: Mapping[str, bytes]) -> str:
    """Returns one SHA-256 of several files, their names included, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file so that a reader sees either the old content or the new one, also after a crash. Makes its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def to_json(value: object) -> bytes:
    """Serialises to indented UTF-8 JSON that ends with a newline.

    Raises:
        ValueError: A number is NaN or infinite.
    """
    return (json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()


def read_json(path: Path) -> Any:
    """Reads a JSON file.

    Raises:
        InklingError: The file is missing or is not JSON.
    """
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InklingError(f"{path} does not exist; make it with the step that writes it.") from None
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise InklingError(f"{path} is not valid JSON; delete it and run the step that writes it again.") from None


@dataclass(frozen=True, slots=True)
class Run:
    """One run on disk."""

    path: Path
    """The run's folder."""

    @classmethod
    def of(cls, root: Path, recipe: str, seed: int) -> Run:
        """Names the run of a recipe and a seed; whether it exists is another question."""
        return cls(root / f"{recipe}-s{seed}")

    @classmethod
    def open(cls, path: Path | str) -> Run:
        """Opens a run that some step has already finished.

        Raises:
            InklingError: There is no such folder, or it has no manifest (no step finished in it).
        """
        run = cls(Path(path))
        if not run.path.is_dir():
            raise InklingError(f"There is no run at {path}; list yours with 'ls {ROOT}' or make one with 'python -m trainer fit'.")
        if not run.manifest_path.is_file():
            raise InklingError(f"{path} holds no finished step; finish it with 'python -m trainer fit RECIPE --resume'.")
        return run

    @property
    def manifest_path(self) -> Path:
        """The manifest's file."""
        return self.path / "manifest.json"

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest: step -> entry. Empty before the first step has finished.

        Raises:
            InklingError: The file is not a manifest.
        """
        if not self.manifest_path.exists():
            return {}
        manifest = read_json(self.manifest_path)
        if not isinstance(manifest, dict) or not all(_is_entry(step, entry) for step, entry in manifest.items()):
            raise InklingError(f"{self.manifest_path} is not a manifest; delete the run and fit it again.")
        return manifest

    def entry(self, step: str) -> dict[str, Any]:
        """Returns a finished step's entry after checking that its files are still the ones it wrote.

        Raises:
            InklingError: The step has not finished, or one of its files is missing or altered.
        """
        manifest = self.manifest
        if step not in manifest:
            raise InklingError(f"{self.path} has no finished '{step}' step; run it first.")
        for name, digest in manifest[step]["files"].items():
            path = self.path / name
            if not path.is_file():
                raise InklingError(f"{path} is missing; run the '{step}' step again.")
            if sha256(path) != digest:
                raise InklingError(f"{path} is not the file that '{step}' wrote (its SHA-256 differs); run that step again.")
        entry: dict[str, Any] = manifest[step]
        return entry

    def done(self, step: str) -> bool:
        """Tells whether a step has finished and its files are intact."""
        try:
            self.entry(step)
        except InklingError:
            return False
        return True

    def fitted(self, recipe: Recipe, own: Sequence[dict[str, Any]] = ()) -> bool:
        """Tells whether this recipe was fitted here, with these sources of one's own, and the fit is intact."""
        fit = self.manifest.get("fit", {})
        return self.done("fit") and recipe.made(fit["recipe"]) and fit.get("own", []) == list(own)

    def record(self, step: str, files: Iterable[Path], **facts: object) -> None:
        """Appends a step's entry to the manifest, atomically: from now on the step counts as finished.

        Steps that were made from this step's previous files are dropped: they describe files that no longer exist.

        Args:
            step: Its name.
            files: What it wrote, inside the run's folder.
            facts: What else the entry holds; ``from`` names the steps whose files it was made from.
        """
        manifest = self.manifest
        kept = {name: entry for name, entry in manifest.items() if name != step and step not in entry["from"]}
        hashes = {path.relative_to(self.path).as_posix(): sha256(path) for path in sorted(files)}
        facts.setdefault("from", [])
        kept[step] = {**facts, "files": hashes}
        write_atomically(self.manifest_path, to_json(kept))


def _is_entry(step: str, entry: object) -> bool:
    """Tells whether a manifest's entry has what every step writes and, for a fit, the recipe."""
    if not isinstance(entry, dict) or not isinstance(entry.get("files"), dict) or not isinstance(entry.get("from"), list):
        return False
    return step != "fit" or isinstance(entry.get("recipe"), dict)
