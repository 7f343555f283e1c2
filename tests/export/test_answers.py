"""The answers to each test image: complete, small, the same again, and never beside another model."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from export import answers
from export.catalogue import Published, read_published
from export.confusions import confusions
from export.derive import derive
from export.label_errors import label_errors
from export.publish import is_published, publish
from tests.conftest import ROOT, Command
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.label_errors import REVIEWERS, REVIEWS
from trainer.evaluation.metrics import confusion_of
from trainer.evaluation.results import TEST
from trainer.run import Run, read_json, to_json, write_atomically

MODELS = ROOT / "docs" / "models"
PUBLISHED = [model for model in read_published(MODELS) if model.answers]


def test_label_answer_and_probabilities_of_each_image_come_out_as_they_went_in() -> None:
    probabilities = np.full((2, 10), 0.02, np.float32)
    probabilities[0, 9], probabilities[1, 1] = 0.82, 0.8201
    labels, told, shares = answers.unpacked(answers.packed(probabilities, np.array([4, 1], np.uint8)))
    assert labels.tolist() == [4, 1]
    assert told.tolist() == [9, 1]
    assert np.abs(shares / 255 - probabilities).max() <= 0.5 / 255


def test_the_answer_is_kept_where_rounded_probabilities_are_equal() -> None:
    probabilities = np.zeros((1, 10), np.float32)
    probabilities[0, 3], probabilities[0, 8] = 0.498, 0.4985
    _, told, shares = answers.unpacked(answers.packed(probabilities, np.array([3], np.uint8)))
    assert shares[0, 3] == shares[0, 8]
    assert told.tolist() == [8]


def test_the_files_are_the_same_again_and_name_what_they_were_made_of(run: Run) -> None:
    files = answers.files_of(run)
    assert files == answers.files_of(run)
    assert set(files) == {answers.BINARY, answers.FACTS}
    write_atomically(run.path / answers.FACTS, files[answers.FACTS])
    assert read_json(run.path / answers.FACTS) == {
        "images": 500,
        "bytes": len(files[answers.BINARY]),
        "sha256": hashlib.sha256(files[answers.BINARY]).hexdigest(),
        "predictions": run.manifest["evaluate"]["files"]["predictions.npz"],
    }


def test_predictions_that_count_to_other_metrics_are_refused(run: Run) -> None:
    metrics = read_json(run.path / TEST.numbers)
    metrics["confusion"][0][0] += 1
    write_atomically(run.path / TEST.numbers, to_json(metrics))
    run.record(TEST.step, [run.path / TEST.numbers, run.path / TEST.answers], **{"from": ["fit", "calibrate"]})
    with pytest.raises(InklingError, match="count other errors"):
        answers.files_of(run)


def test_a_model_is_published_with_its_answers_and_a_copy_without_them_counts_as_not_published(run: Run, tmp_path: Path) -> None:
    folder = publish(run, tmp_path / "models")
    assert answers.belong(folder, run.manifest)
    assert is_published(run, tmp_path / "models")
    (folder / answers.BINARY).unlink()
    assert not is_published(run, tmp_path / "models")


def test_the_command_writes_them_beside_a_model_that_is_published_already(run: Run, tmp_path: Path, command: Command) -> None:
    folder = publish(run, tmp_path / "models")
    before = (folder / answers.BINARY).read_bytes()
    for name in (answers.BINARY, answers.FACTS):
        (folder / name).unlink()
    derive(tmp_path / "models")
    assert 'class="errors-matrix"' not in (folder / "index.md").read_text()
    done = command("export", "answers", run.path, "--models", tmp_path / "models")
    assert done.returncode == 0, done.stderr
    assert (folder / answers.BINARY).read_bytes() == before
    assert "lab/errors/#linear/4/9" in (folder / "index.md").read_text()


def test_answers_are_not_written_beside_a_model_of_another_run(run: Run, tmp_path: Path) -> None:
    folder = publish(run, tmp_path / "models")
    manifest = read_json(folder / "manifest.json")
    manifest["evaluate"]["files"]["predictions.npz"] = "0" * 64
    write_atomically(folder / "manifest.json", to_json(manifest))
    with pytest.raises(InklingError, match="published from another run"):
        answers.write_beside(run, tmp_path / "models")


@pytest.mark.parametrize("model", PUBLISHED, ids=lambda model: model.name)
def test_published_answers_are_those_of_the_manifest_and_count_to_the_confusion_matrix(model: Published) -> None:
    folder = MODELS / model.name
    assert answers.belong(folder, model.manifest)
    content = (folder / answers.BINARY).read_bytes()
    assert model.answers
    assert model.answers["bytes"] == len(content) <= answers.MOST_BYTES
    assert model.answers["sha256"] == hashlib.sha256(content).hexdigest()
    labels, told, shares = answers.unpacked(content)
    assert confusion_of(told.astype(np.int64), labels).tolist() == model.metrics["confusion"]
    assert (np.take_along_axis(shares, told[:, None].astype(np.int64), axis=1)[:, 0] == shares.max(axis=1)).all()


def test_all_matrices_are_listed_the_best_model_first_and_of_drawings_nothing_but_totals() -> None:
    listed = confusions(read_published(MODELS))
    matrices = [np.array(one["confusions"]["mnist"]) for one in listed["models"]]
    errors = [int(matrix.sum() - matrix.trace()) for matrix in matrices]
    assert errors == sorted(errors)
    files = {one["file"] for one in listed["sets"]}
    for model in listed["models"]:
        assert set(model) == {"name", "title", "answers", "confusions"}
        assert set(model["confusions"]) <= files
        assert all(len(matrix) == 10 and all(len(row) == 10 for row in matrix) for matrix in model["confusions"].values())


def test_label_errors_are_those_that_scores_leave_out() -> None:
    assert sorted(review.image for review in REVIEWS if review.wrong) == [947, 1621, 1901, 2462, 2597, 3558, 5937, 6651, 6783, 9729]
    assert sorted(review.image for review in REVIEWS if not review.wrong) == [2130, 2654, 3520, 8527, 9679]
    for one in label_errors()["images"]:
        assert one["saw_label"] + one["saw_guess"] + one["saw_neither"] == REVIEWERS
        assert 2 * one["saw_label"] < REVIEWERS


def test_label_errors_have_the_labels_of_mnist(mnist: Mnist) -> None:
    assert all(mnist.test_labels[review.image] == review.label for review in REVIEWS)
