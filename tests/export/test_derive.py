"""What is derived from all that is published: the catalogue, the pages, the README's table. No run is needed for it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from export.catalogue import Published, read_published
from export.derive import derive, readme_with_results
from export.publish import publish
from tests.conftest import Command
from trainer.errors import InklingError
from trainer.recipes import LINEAR
from trainer.run import Run, read_json, to_json


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """An empty folder to publish to."""
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def test_the_catalogue_lists_what_is_published(run: Run, models: Path) -> None:
    publish(run, models)
    derive(models)
    (entry,) = read_json(models / "index.json")["models"]
    assert entry["name"] == "linear"
    assert entry["default"] is True
    assert (models / entry["model"]).is_file()
    assert entry["errors"] == read_json(run.path / "metrics.json")["errors"]
    assert entry["bytes"] == sum((models / "linear" / name).stat().st_size for name in ("model.json", "group1-shard1of1.bin"))
    assert "(linear/index.md)" in (models / "index.md").read_text()


def test_the_readme_takes_the_results_between_its_marks(run: Run, models: Path, tmp_path: Path) -> None:
    publish(run, models)
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- results -->\nold\n<!-- /results -->\nafter\n")
    published = derive(models, readme)
    text = readme.read_text()
    assert "old" not in text
    assert "[Linear](docs/models/linear/index.md)" in text
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    with pytest.raises(InklingError, match="no lines"):
        readme_with_results("no marks", published)


def test_nothing_published_is_told_in_one_sentence(models: Path) -> None:
    with pytest.raises(InklingError, match="holds no published model"):
        derive(models)


def test_withdrawn_models_leave_the_catalogue(run: Run, models: Path) -> None:
    publish(run, models)
    shutil.copytree(models / "linear", models / "other")
    assert len(derive(models)) == 2
    shutil.rmtree(models / "other")
    assert len(derive(models)) == 1


def test_a_derived_page_that_was_changed_comes_back_without_the_run(run: Run, models: Path, command: Command) -> None:
    publish(run, models)
    derive(models)
    shutil.rmtree(run.path)
    derived = [models / name for name in ("linear/index.md", "index.md", "index.json", "snippets/table.md", "figures/seeds.dark.svg")]
    before = [path.read_bytes() for path in derived]
    for path in derived:
        path.write_text("changed")
    done = command("export", "derive", "--models", models)
    assert done.returncode == 0, done.stderr
    assert [path.read_bytes() for path in derived] == before


def test_words_come_from_today_s_recipe_and_settings_from_the_run(run: Run, models: Path) -> None:
    publish(run, models)
    (model,) = read_published(models)
    changed = {**model.recipe, "title": "Old title", "batch": 7}
    manifest = {**model.manifest, "fit": {**model.manifest["fit"], "recipe": changed}}
    today = Published(manifest, model.metrics, model.calibration)
    assert today.words["title"] == LINEAR.title
    assert today.recipe["batch"] == 7
    gone = Published({**manifest, "fit": {**manifest["fit"], "recipe": {**changed, "name": "gone"}}}, model.metrics, model.calibration)
    assert gone.words["title"] == "Old title"


def test_a_card_says_which_digits_decided_the_thresholds_however_old_its_calibration_is(run: Run, models: Path) -> None:
    target = publish(run, models)

    def card() -> str:
        derive(models)
        return " ".join((target / "index.md").read_text().split())

    assert "The thresholds were found on synthetic digits and validation images of MNIST. Each source weighs the same." in card()
    assert re.search(r"\| validation images of MNIST \| 5,000 \| \d\.\d\d % \| \d\.\d\d % \|", card())
    found = read_json(target / "calibration.json")
    before = {"data": "pendigits-orig.tra", "sha256": "a" * 64, "digits": 7494}
    (target / "calibration.json").write_bytes(to_json({**found, "thresholds_from": before}))
    assert "The thresholds were found on pendigits-orig.tra." in card()
    assert "Each source" not in card()
    (target / "calibration.json").write_bytes(to_json({name: found[name] for name in ("temperature", "thresholds", "temperature_from")}))
    assert "The thresholds were found" not in card()


def test_a_page_leaves_out_a_figure_that_its_run_has_not_drawn(run: Run, models: Path) -> None:
    target = publish(run, models)
    derive(models)
    assert "figures/curves.light.svg" in (target / "index.md").read_text()
    manifest = read_json(target / "manifest.json")
    files = manifest["figures"]["files"]
    manifest["figures"]["files"] = {name: digest for name, digest in files.items() if "curves" not in name}
    (target / "manifest.json").write_bytes(to_json(manifest))
    derive(models)
    assert "curves" not in (target / "index.md").read_text()
