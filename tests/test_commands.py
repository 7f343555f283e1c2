"""The command lines: bad input gets one clear sentence, a non-zero exit and no traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from export.cli import parser as export_parser
from export.cli_reference import reference
from tests.conftest import ROOT, Command
from trainer.cli import parser as trainer_parser
from trainer.recipes import RECIPES


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("trainer", "fit", "nonsense"), "There is no recipe 'nonsense'; choose one of: linear,"),
        (("trainer", "evaluate", "nowhere"), "There is no run at nowhere"),
        (("trainer", "predict", "nowhere", "x.png"), "There is no run at nowhere"),
        (("trainer", "predict", "nowhere"), "Name image files, or give --sample N"),
        (("trainer", "predict", "nowhere", "x.png", "--save", "y.png"), "--save goes with --sample"),
        (("trainer", "fit", "linear", "--data", "nowhere"), "nowhere does not exist"),
        (("export", "convert", "nowhere"), "There is no run at nowhere"),
        (("export", "figures", "nowhere"), "There is no run at nowhere"),
        (("export", "publish", "nowhere"), "There is no run at nowhere"),
        (("export", "browser", "nowhere"), "There is no run at nowhere"),
        (("export", "pipeline", "nonsense"), "There is no recipe 'nonsense'"),
        (("export", "demo", "nonsense"), "There is no recipe 'nonsense'"),
        (("export", "publish", "linear"), "There is no run at runs/linear-s0"),
        (("export", "publish", "all", "--root", "nowhere"), "There is no run at nowhere/linear-s0"),
        (("export", "derive"), "docs/models cannot be used"),
        (("export", "notebook"), "docs/notebooks/mnist.ipynb does not exist"),
        (("export", "demo", "linear"), "docs cannot be used"),
        (("export", "benchmark", "nowhere.json"), "nowhere.json does not exist"),
        (("trainer", "fit", "linear", "--force", "--resume"), "give one of them"),
    ],
)
def test_bad_input_gets_one_sentence(command: Command, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = command(*arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", ["-1", "x", "1.5", "99999999999"])
def test_a_seed_is_a_whole_number(command: Command, number: str) -> None:
    done = command("trainer", "fit", "linear", f"--seed={number}")
    assert done.returncode == 2
    assert "is not a whole number" in done.stderr


@pytest.mark.parametrize("words", [("trainer", "fit", "linear", "typo"), ("export", "pipeline", "linear", "--images", "mine", "--bogus")])
def test_a_word_that_nobody_asked_for_is_refused_also_where_folders_of_images_are_an_option(
    command: Command, words: tuple[str, ...]
) -> None:
    done = command(*words)
    assert done.returncode == 2
    assert f"unrecognized arguments: {words[-1]}" in done.stderr


def test_the_table_of_recipes_shows_them_all(command: Command) -> None:
    done = command("trainer", "recipes")
    assert done.returncode == 0
    for recipe in RECIPES:
        assert recipe.name in done.stdout
        assert f"{recipe.parameters:,}" in done.stdout


def test_the_reference_shows_every_command_and_option() -> None:
    text = reference([trainer_parser(), export_parser()])
    for command in (
        "recipes",
        "fit",
        "evaluate",
        "predict",
        "convert",
        "figures",
        "dataset",
        "publish",
        "derive",
        "browser",
        "pipeline",
        "demo",
        "reference",
    ):
        assert f"### {command}" in text
    for option in (
        "--seed N",
        "--resume",
        "--sample N",
        "--format tfjs, keras, litert, onnx",
        "--why TEXT",
        "--quantize none, float16, uint8",
        "--data DIR",
    ):
        assert f"`{option}`" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("trainer", "fit", "linear", "--root", "file"),
        ("export", "derive", "--models", "file"),
        ("export", "reference", "file/x.md"),
    ],
)
def test_a_path_that_cannot_be_used_gets_one_sentence(command: Command, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("")
    done = command(*arguments)
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("manifest", ['{"fit": []}', '{"fit": null}', '{"fit": {"files": {}, "from": []}}', "[]", "null"])
def test_a_manifest_that_is_none_gets_one_sentence(command: Command, tmp_path: Path, manifest: str) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text(manifest)
    done = command("trainer", "evaluate", "broken")
    assert done.returncode == 1
    assert "is not a manifest" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_commands_are_listed_without_numpy() -> None:
    script = "import sys; from export.cli import parser; parser(); sys.exit('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == 0
