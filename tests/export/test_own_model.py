"""The way of the guide, with a tiny recipe and few images: train, look, be refused, commit, publish."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from export.derive import derive
from export.pipeline import run_pipeline
from export.publish import publish
from export.staging import stage
from trainer import recipes
from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.run import Run, read_json

MINE = dataclasses.replace(recipes.LINEAR, name="mine", title="Mine", epochs=1, batch=128, expected=(0.0, 100.0))


def test_a_recipe_of_one_s_own_gets_from_the_constant_to_the_tracked_site(
    run: Run, few: Mnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("export.publishable", "export.catalogue", "trainer.sources"):
        monkeypatch.setattr(f"{module}.RECIPES", (*recipes.RECIPES, MINE))
    monkeypatch.setattr("export.publishable.TEST_IMAGES", len(few.test_images))
    tracked, own = tmp_path / "docs" / "models", tmp_path / "own"
    publish(run, tracked)
    derive(tracked)

    monkeypatch.setattr("trainer.training.fit.git_commit", lambda: "abc-dirty")
    assert run_pipeline(MINE, few, tmp_path / "runs", own, tracked, lambda line: None)
    assert [path.name for path in tracked.iterdir() if (path / "manifest.json").exists()] == ["linear"]
    assert stage(tmp_path / "docs", own, tmp_path / "staged") == ["mine"]

    monkeypatch.setattr("trainer.sources.git_commit", lambda: "abc-dirty")
    with pytest.raises(InklingError, match="commit trainer/, then publish again"):
        publish(Run(tmp_path / "runs" / "mine-s0"), tracked, tracked=True)
    monkeypatch.setattr("trainer.sources.git_commit", lambda: "def")
    publish(Run(tmp_path / "runs" / "mine-s0"), tracked, tracked=True)
    readme = tmp_path / "README.md"
    readme.write_text("<!-- results -->\n<!-- /results -->\n")
    assert [model.name for model in derive(tracked, readme)] == ["linear", "mine"]
    assert "docs/models/mine/index.md" in readme.read_text()
    assert read_json(tracked / "mine" / "manifest.json")["fit"]["commit"] == "def"
