"""Publishing: whole or not at all, and nothing on a page that was not measured."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from export.catalogue import FORMATS
from export.derive import derive
from export.figures import run as figures
from export.publish import is_published, publish
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation import datasets
from trainer.evaluation.corrupted import evaluate_corruptions
from trainer.evaluation.strokes import evaluate_strokes
from trainer.recipes import LINEAR
from trainer.run import Run, read_json, sha256
from trainer.sources import sources_digest
from trainer.training.seed_summary import summary


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """An empty folder to publish to."""
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): sha256(path) for path in folder.rglob("*") if path.is_file()}


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_a_published_model_is_complete(run: Run, models: Path) -> None:
    target = publish(run, models)
    names = {path.name for path in target.iterdir()}
    model = {"model.json", "group1-shard1of1.bin", "model.keras", "model.tflite", "model.onnx", "config.json"}
    measured = {"calibration.json", "metrics.json", "answers.bin", "answers.json", "figures"}
    assert names == {*model, *measured, "index.md", "CHANGELOG.md", "versions.json", "manifest.json"}
    for form in FORMATS:
        for name, digest in run.manifest[form]["files"].items():
            assert sha256(target / Path(name).name) == digest


def test_the_card_shows_what_was_measured(run: Run, models: Path) -> None:
    card = (publish(run, models) / "index.md").read_text()
    metrics = read_json(run.path / "metrics.json")
    assert f"{metrics['errors']} errors in 500 test images" in card
    assert f"{100 * metrics['accuracy']:.2f} %" in card
    for form in FORMATS:
        entry = run.manifest[form]
        assert f"| {entry['bytes'] / 1000:.0f} KB | {entry['parity']['largest_difference']:.1e} | {entry['parity']['flips']} |" in card
        assert f"python -m export convert runs/linear-s0 --format {form}" in card
    assert "python -m trainer evaluate runs/linear-s0" in card


def test_an_interrupted_publish_leaves_the_old_model_whole(run: Run, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(publish(run, models))
    for step in ("copyfile", "copytree"):

        def stop(*arguments: Any, **options: Any) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(shutil, step, stop)
            publish(run, models)
        assert files(models / "linear") == before
        assert not list(models.glob(".*"))


def test_a_publish_killed_between_two_renames_is_put_right_by_the_next_one(run: Run, models: Path) -> None:
    target = publish(run, models)
    before = files(target)
    shutil.copytree(target, models / "other")
    (models / "other").rename(models / ".other.old")
    shutil.copytree(target, models / ".linear.new")
    derive(models)
    assert {path.name for path in models.iterdir() if path.is_dir()} == {"linear", "other", "figures", "snippets"}
    assert files(models / "other") == before


def test_a_run_that_was_shorter_than_its_recipe_says_so_in_its_command(run: Run, models: Path) -> None:
    card = (publish(run, models) / "index.md").read_text()
    assert "python -m trainer fit linear --seed 0 --epochs 1" in card


def test_publishing_again_replaces_the_model_and_leaves_nothing_else(run: Run, models: Path) -> None:
    target = publish(run, models)
    (target / "stale.bin").write_bytes(b"left over")
    publish(run, models)
    assert not (target / "stale.bin").exists()
    assert {path.name for path in models.iterdir()} == {"linear"}


@pytest.mark.parametrize("name", ["metrics.json", "tfjs/model.json", "onnx/model.onnx", "figures/errors.dark.svg", "model.keras"])
def test_a_file_that_was_altered_by_hand_is_refused(run: Run, models: Path, name: str) -> None:
    with (run.path / name).open("a") as file:
        file.write(" ")
    with pytest.raises(InklingError, match="SHA-256"):
        publish(run, models)
    assert not list(models.iterdir())


@pytest.mark.parametrize("form", FORMATS)
def test_a_run_without_the_proof_of_a_format_is_refused(run: Run, models: Path, form: str) -> None:
    manifest = run.manifest
    del manifest[form]
    run.manifest_path.write_text(json.dumps(manifest))
    with pytest.raises(InklingError, match=f"no finished '{form}' step"):
        publish(run, models)
    assert not list(models.iterdir())


def summary_of(run: Run, errors: dict[int, int], **changed: Any) -> dict[str, Any]:
    """What ``trainer seeds`` writes beside a run, of made-up seeds."""
    recipe = {**run.manifest["fit"]["recipe"], **changed}
    some = {"calibration_error": 0.001, "seconds": 65.0, "commit": "0" * 40}
    seeds = [{"seed": seed, "errors": count, "errors_without_label_errors": count, **some} for seed, count in errors.items()]
    return summary(recipe, "test", read_json(run.path / "metrics.json")["images"], seeds)


def test_several_seeds_are_published_with_the_run_and_stay_when_the_run_alone_comes_again(run: Run, models: Path) -> None:
    beside = run.path.parent / "linear-seeds.json"
    beside.write_text(json.dumps(summary_of(run, {1: 30, 2: 60, 3: 90})))
    target = publish(run, models)
    derive(models)
    own = read_json(run.path / "metrics.json")["errors"]
    assert [one["errors"] for one in read_json(target / "seeds.json")["seeds"]] == [own, 30, 60, 90]
    card, table = ((models / name).read_text() for name in ("linear/index.md", "index.md"))
    assert "trained with 4 seeds" in unwrapped(card)
    assert "python -m trainer seeds linear --seeds 0-3" in card
    assert "| 4 |" in table
    beside.unlink()
    assert is_published(run, models)
    publish(run, models)
    assert len(read_json(target / "seeds.json")["seeds"]) == 4


def measured_on_strokes(run: Run, few: Mnist, folder: Path) -> dict[str, Any]:
    """Measures a run on three drawings and draws its figures."""
    drawings = folder / "some.json"
    drawings.write_text(json.dumps({"strokes": [[[[10, 10], [60, 10], [30, 90]]]] * 3, "labels": ["7", "7", "1"]}))
    measured = evaluate_strokes(run, [drawings], [drawings])
    figures.make(run, few)
    return measured


def without_strokes(run: Run, few: Mnist) -> None:
    """Takes the measurement on strokes out of a run, as another run of the same recipe would be without it."""
    manifest = run.manifest
    for step in ("strokes", "figures"):
        del manifest[step]
    run.manifest_path.write_text(json.dumps(manifest))
    for name in ("strokes.json", "strokes.npz"):
        (run.path / name).unlink()
    shutil.rmtree(run.path / "figures")
    figures.make(run, few)


def test_what_was_measured_on_strokes_stays_with_the_same_weights(run: Run, few: Mnist, models: Path) -> None:
    measured = measured_on_strokes(run, few, models.parent)
    before = files(publish(run, models))
    without_strokes(run, few)
    said: list[str] = []
    target = publish(run, models, say=said.append)
    assert read_json(target / "strokes.json") == measured
    assert set(files(target)) == set(before)
    assert files(target)["index.md"] == before["index.md"]
    manifest = read_json(target / "manifest.json")
    assert all(sha256(target / name) == digest for name, digest in manifest["figures"]["files"].items())
    assert any("strokes.json stays" in line for line in said)
    assert is_published(run, models)


@pytest.mark.parametrize("changed", ["tfjs", "calibrate"])
def test_what_was_measured_with_other_weights_or_thresholds_goes_and_that_is_said(run: Run, few: Mnist, models: Path, changed: str) -> None:
    measured_on_strokes(run, few, models.parent)
    target = publish(run, models)
    without_strokes(run, few)
    manifest = read_json(target / "manifest.json")
    manifest[changed]["files"] = dict.fromkeys(manifest[changed]["files"], "other")
    (target / "manifest.json").write_text(json.dumps(manifest))
    said: list[str] = []
    publish(run, models, say=said.append)
    assert not (target / "strokes.json").exists()
    assert any("strokes.json goes" in line and "evaluate" in line for line in said)


def test_another_calibration_and_seeds_that_go_are_named(run: Run, models: Path) -> None:
    target = publish(run, models)
    (target / "calibration.json").write_text(json.dumps({"thresholds_from": {"data": "people.tra"}}))
    (target / "seeds.json").write_text(json.dumps(summary_of(run, {0: 30}, batch=7)))
    said: list[str] = []
    publish(run, models, say=said.append)
    assert any(
        "thresholds from synthetic digits and validation images of MNIST take the place of those from people.tra" in line for line in said
    )
    assert any("seeds.json goes" in line and "trainer seeds linear" in line for line in said)


def test_a_run_that_may_not_be_tracked_is_refused_in_one_sentence(run: Run, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(sentence: str) -> None:
        with pytest.raises(InklingError, match=sentence):
            publish(run, models, tracked=True)
        assert not list(models.iterdir())

    refused("not fitted and measured on all of MNIST")
    monkeypatch.setattr("export.publishable.TEST_IMAGES", 500)
    refused("its recipe has changed since")
    shorter = dataclasses.replace(LINEAR, epochs=1)
    monkeypatch.setattr("export.publishable.RECIPES", (shorter,))
    monkeypatch.setattr("trainer.sources.RECIPES", (shorter,))
    refused("its recipe expects")
    usual = dataclasses.replace(shorter, expected=(0.0, 100.0))
    monkeypatch.setattr("export.publishable.RECIPES", (usual,))
    with_commit(run, "abc-dirty", "0" * 64)
    refused("no commit holds, and they have changed since")
    with_commit(run, "abc-dirty", sources_digest())
    monkeypatch.setattr("trainer.sources.git_commit", lambda: "abc-dirty")
    refused("No commit holds its recipe yet")
    monkeypatch.setattr("trainer.sources.git_commit", lambda: "def")
    assert read_json(publish(run, models, tracked=True) / "manifest.json")["fit"]["commit"] == "def"


def with_commit(run: Run, commit: str, sources: str) -> None:
    """Sets what a run's fit says of its sources."""
    manifest = run.manifest
    manifest["fit"].update(commit=commit, sources=sources)
    run.manifest_path.write_text(json.dumps(manifest))


def test_what_was_measured_on_drawings_goes_with_the_run(run: Run, few: Mnist, models: Path, tmp_path: Path) -> None:
    drawings = tmp_path / "some.json"
    drawings.write_text(json.dumps({"strokes": [[[[10, 10], [60, 10], [30, 90]]]] * 3, "labels": ["7", "7", "1"]}))
    measured = evaluate_strokes(run, [drawings], [drawings])
    with pytest.raises(InklingError, match="no finished 'figures' step"):
        publish(run, models)
    figures.make(run, few)
    target = publish(run, models)
    derive(models)
    assert read_json(target / "strokes.json") == measured
    assert (target / "figures" / "coverage.dark.svg").is_file()
    card, comparison = ((models / name).read_text() for name in ("linear/index.md", "index.md"))
    share = f"{100 * measured['digits']['some.json']['accuracy']:.2f} %"
    assert f"| `some.json` | own | 3 | {share} |" in card
    assert "by whom nothing was chosen" not in card, "nobody knows what was chosen by a file of one's own"
    assert "--strokes some.json --non-digits some.json" in card
    assert f"| [Linear](linear/index.md) | {share} |" in comparison
    assert read_json(models / "index.json")["models"][0]["drawn_accuracy"] is None


@pytest.fixture
def corrupted(run: Run, few: Mnist) -> dict[str, Any]:
    """What was measured of the run on a few corrupted images."""
    fewer = dataclasses.replace(few, test_images=few.test_images[:20], test_labels=few.test_labels[:20])
    return evaluate_corruptions(run, fewer, "test")


def test_what_was_measured_on_corrupted_images_goes_with_the_run(corrupted: dict[str, Any], run: Run, models: Path) -> None:
    target = publish(run, models)
    shutil.copytree(target, models / "other")
    (models / "other" / "corruptions.json").unlink()
    manifest = read_json(target / "manifest.json")
    manifest["fit"]["recipe"].update(name="other", title="Other")
    (models / "other" / "manifest.json").write_text(json.dumps(manifest))
    derive(models)
    assert read_json(target / "corruptions.json") == corrupted
    card, other, comparison = ((models / name).read_text() for name in ("linear/index.md", "other/index.md", "index.md"))
    for name, score in corrupted["corruptions"].items():
        assert f"| {name.replace('_', ' ')} | {100 * score['error']:.2f} % |" in card
    assert f"**{100 * corrupted['mean_error']:.1f} %** errors on average" in unwrapped(card)
    assert "evaluate runs/linear-s0 --corruptions --split test" in card
    assert "{ #corruptions }" not in other, "a model that was not measured has no such section"
    assert "| MNIST-C (mean error) |" in comparison
    assert f"| {100 * corrupted['mean_error']:.1f} % |" in comparison


def test_without_corrupted_images_nothing_is_said_of_them(run: Run, models: Path) -> None:
    publish(run, models)
    derive(models)
    assert not (models / "linear" / "corruptions.json").exists()
    assert "MNIST-C" not in (models / "index.md").read_text()
    assert "corruptions" not in (models / "linear" / "index.md").read_text()


def test_altered_results_on_corrupted_images_are_not_published(corrupted: dict[str, Any], run: Run, models: Path) -> None:
    (run.path / "corruptions.json").write_text("{}")
    with pytest.raises(InklingError, match=r"corruptions\.json is not the file"):
        publish(run, models)
    assert not list(models.iterdir())


def test_what_was_measured_on_corrupted_images_stays_with_the_same_weights_and_goes_with_others(
    corrupted: dict[str, Any], run: Run, models: Path
) -> None:
    target = publish(run, models)
    manifest = run.manifest
    del manifest["corruptions"]
    run.manifest_path.write_text(json.dumps(manifest))
    said: list[str] = []
    publish(run, models, say=said.append)
    assert read_json(target / "corruptions.json") == corrupted
    assert "linear: corruptions.json stays: it was measured with the same weights and calibration." in said
    assert is_published(run, models)
    published = read_json(target / "manifest.json")
    published["tfjs"]["files"] = dict.fromkeys(published["tfjs"]["files"], "other")
    (target / "manifest.json").write_text(json.dumps(published))
    publish(run, models, say=said.append)
    assert not (target / "corruptions.json").exists()
    assert any("corruptions.json goes" in line and "--corruptions --split test" in line for line in said)


def test_only_writers_by_whom_nothing_was_chosen_count_as_drawn(
    run: Run, few: Mnist, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, label in (("writers.json", "7"), ("developed.json", "1")):
        (tmp_path / name).write_text(json.dumps({"strokes": [[[[10, 10], [60, 10], [30, 90]]]], "labels": [label]}))
    writers, developed = (sha256(tmp_path / name) for name in ("writers.json", "developed.json"))
    known = (datasets.DataSet(writers, "test", "fourteen people"), datasets.DataSet(developed, "development", "thirty people"))
    monkeypatch.setattr(datasets, "KNOWN", known)
    measured = evaluate_strokes(run, [tmp_path / "developed.json", tmp_path / "writers.json"])["digits"]
    figures.make(run, few)
    publish(run, models)
    derive(models)
    card, comparison = (unwrapped((models / name).read_text()) for name in ("linear/index.md", "index.md"))
    accuracy = measured["writers.json"]["accuracy"]
    assert read_json(models / "index.json")["models"][0]["drawn_accuracy"] == accuracy
    assert f"reads **{100 * accuracy:.2f} %** right" in card
    assert "| `developed.json` | development | 1 |" in card
    assert card.index("| `writers.json` | test") < card.index("| `developed.json` | development")
    assert "`writers.json` (test) | `developed.json` (development)" in comparison


def test_seeds_of_another_version_of_the_recipe_are_not_published(run: Run, models: Path) -> None:
    publish(run, models)
    assert is_published(run, models)
    beside = run.path.parent / "linear-seeds.json"
    beside.write_text(json.dumps(summary_of(run, {1: 30}, epochs=99)))
    assert is_published(run, models)
    assert not (publish(run, models) / "seeds.json").exists()
    beside.write_text(json.dumps(summary_of(run, {1: 30})))
    assert not is_published(run, models)
