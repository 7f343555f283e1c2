"""The atlas: complete, small, the same again, and of the very model that the page loads."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from export import atlas, layout
from export.atlas import Read
from export.publish import publish
from tests.conftest import Command
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.run import Run, read_json, to_json, write_atomically


def groups(each: int = 40, seed: int = 0) -> tuple[layout.Floats, npt.NDArray[np.int64]]:
    """Three groups of points on far axes, and the group of each."""
    of = np.repeat(np.arange(3), each)
    noise = np.random.default_rng(seed).normal(0, 0.05, (len(of), 8))
    return (np.eye(8)[of] + noise).astype(np.float32), of


def test_the_same_points_give_the_same_map_and_groups_stay_together() -> None:
    points, of = groups()
    places = layout.lay_out(points)
    assert (places == layout.lay_out(points)).all()
    assert places.min() >= 0 and places.max() <= 1
    nearest = layout.neighbours(places, 3)
    assert (of[nearest] == of[:, None]).mean() > 0.95


def test_fewer_dimensions_keep_the_neighbours_and_say_how_to_get_there() -> None:
    points, _ = groups()
    reduced = layout.reduce(points, dimensions=8)
    assert layout.kept_neighbours(layout.neighbours(points, 5), layout.neighbours(reduced.values.astype(np.float32), 5)) > 0.8
    again = np.round(reduced.scale * (points - reduced.mean) @ reduced.matrix.T)
    assert np.abs(again - reduced.values).max() <= 1


def test_the_map_holds_place_label_answer_and_confidence_of_each_image() -> None:
    places = np.array([[0, 1], [0.5, 0]], np.float32)
    answers = np.zeros((2, 11), np.float32)
    answers[0, 9] = answers[1, 1] = 0.5
    answers[0, 10] = 0.5  # "not a digit" has no part in the confidence of a digit
    answers[1, 7] = 0.5 / 3
    content = atlas.map_of(places, np.array([4, 1], np.uint8), answers)
    assert np.frombuffer(content[:8], "<u2").tolist() == [0, 32768, 65535, 0]
    assert list(content[8:10]) == [0x49, 0x11]
    assert list(content[10:]) == [255, 191]


def test_ten_thousand_images_stay_within_what_the_map_may_take() -> None:
    rows = 10_000
    content = atlas.map_of(np.zeros((rows, 2), np.float32), np.zeros(rows, np.uint8), np.full((rows, 10), 0.1, np.float32))
    assert len(content) <= atlas.MOST_BYTES


def test_the_files_name_the_hashes_of_each_other_and_of_the_weights() -> None:
    points, of = groups()
    answers = np.eye(10, dtype=np.float32)[of]
    files = atlas.files_of(Read(answers, points), of.astype(np.uint8), {"w.bin": "abc"})
    facts = json.loads(files["atlas.json"])
    assert facts["weights"] == {"w.bin": "abc"}
    assert facts["errors"] == 0
    for name, file in facts["files"].items():
        assert file == {"bytes": len(files[name]), "sha256": hashlib.sha256(files[name]).hexdigest()}


def test_the_command_makes_the_atlas_of_the_model_for_the_page(run: Run, few: Mnist, tmp_path: Path) -> None:
    made = atlas.make(run, few)
    assert made["images"] == len(few.test_labels)
    assert run.done(atlas.STEP)
    assert made["weights"] == read_json(run.path / "tfjs" / "model.json")["userDefinedMetadata"]["sha256"]
    assert made["errors"] == read_json(run.path / "metrics.json")["errors"]


def test_a_run_that_was_not_converted_is_refused_in_a_sentence(run: Run, few: Mnist, command: Command) -> None:
    shutil.rmtree(run.path / "tfjs")
    done = command("export", "atlas", str(run.path))
    assert done.returncode != 0
    assert "Traceback" not in done.stderr and "tfjs" in done.stderr
    assert not (run.path / "atlas").exists()


def test_a_model_that_does_not_list_its_features_is_refused_and_nothing_is_written(run: Run, few: Mnist) -> None:
    model = run.path / "tfjs" / "model.json"
    content = read_json(model)
    content["userDefinedMetadata"]["outputs"] = {"probabilities": content["userDefinedMetadata"]["outputs"]["probabilities"]}
    write_atomically(model, to_json(content))
    run.record("tfjs", sorted((run.path / "tfjs").iterdir()), **{"from": ["fit", "calibrate"], "bytes": 1})
    with pytest.raises(InklingError, match="has no atlas"):
        atlas.make(run, few)
    assert not (run.path / "atlas").exists()


def test_a_flagship_is_published_with_its_atlas_and_not_without(
    run: Run, few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atlas, "is_for", lambda recipe: True)
    with pytest.raises(InklingError, match="no finished 'atlas' step"):
        publish(run, tmp_path / "models")
    atlas.make(run, few)
    folder = publish(run, tmp_path / "models", say=lambda line: None)
    assert {path.name for path in (folder / "atlas").iterdir()} == {"atlas.json", "map.bin", "features.bin"}
