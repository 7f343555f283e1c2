"""`make demo`: the page first, training meanwhile, both ended by Ctrl-C."""

from __future__ import annotations

import errno
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from export import demo
from export.demo import Folders, build, run_demo, served
from trainer.errors import InklingError
from trainer.recipes import CONVNET, LINEAR, Recipe


class Server:
    """Stands for a running server, which somebody ends."""

    def wait(self) -> None:
        raise KeyboardInterrupt


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What happens, in order; nothing is built or served."""
    happened: list[str] = []

    @contextmanager
    def serve(www: Path, port: int) -> Iterator[tuple[str, Any]]:
        happened.append("up")
        try:
            yield "http://127.0.0.1:1/", Server()
        finally:
            happened.append("down")

    monkeypatch.setattr(demo, "build", lambda folders: happened.append("build"))
    monkeypatch.setattr(demo, "served", serve)
    return happened


def test_the_page_is_up_before_tensorflow_starts_and_each_new_model_is_shown(events: list[str]) -> None:
    said: list[str] = []

    def train() -> Any:
        events.append("start")
        return train_one

    def train_one(recipe: Recipe) -> bool:
        events.append(recipe.name)
        return recipe is LINEAR

    run_demo([LINEAR, CONVNET], train, 1, say=said.append)
    assert events == ["build", "up", "start", "linear", "build", "convnet", "down"]
    assert sum("reload" in line for line in said) == 1
    assert 'make publish RECIPES="linear convnet"' in said[-1]


def test_ctrl_c_while_it_trains_ends_the_server_too(events: list[str]) -> None:
    def fail(recipe: Recipe) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_demo([LINEAR], lambda: fail, 1, say=lambda line: None)
    assert events == ["build", "up", "down"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (InklingError("There is no network."), "Training has failed: There is no network."),
        (OSError(errno.ENOSPC, "No space left on device"), "Training has failed: OSError: [Errno 28] No space left on device"),
        (subprocess.CalledProcessError(-9, "convert"), "Training has failed: CalledProcessError: Command 'convert' died with"),
    ],
    ids=["no network", "disk full", "killed"],
)
@pytest.mark.parametrize("starts", [True, False], ids=["a step fails", "it does not start"])
def test_when_training_fails_the_page_stays_up_until_the_server_is_ended(
    error: Exception, sentence: str, starts: bool, events: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> Any:
        raise error

    def ended(server: object) -> None:
        assert said[-1].startswith(sentence)
        events.append("ended")

    said: list[str] = []
    monkeypatch.setattr(demo, "wait", ended)
    with pytest.raises(InklingError, match="the lines above say why"):
        run_demo([LINEAR, CONVNET], (lambda: fail) if starts else fail, 1, say=said.append)
    assert events == ["build", "up", "ended", "down"]


def test_when_the_page_cannot_be_built_again_the_one_before_stays_up(events: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def build_once(folders: Folders) -> None:
        events.append("build")
        if events.count("build") > 1:
            raise InklingError("The site cannot be built.")

    monkeypatch.setattr(demo, "build", build_once)
    said: list[str] = []
    with pytest.raises(InklingError, match="the lines above say why"):
        run_demo([LINEAR, CONVNET], lambda: lambda recipe: True, 1, say=said.append)
    assert said[-1].startswith("Training has failed: The site cannot be built.\nThe page stays up")
    assert events == ["build", "up", "build", "down"]


def test_the_server_ends_with_the_block_and_a_port_in_use_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("home")
    with served(tmp_path, 0) as (url, first):
        port = int(url.rstrip("/").rpartition(":")[2])
        with served(tmp_path, port) as (other, _):
            assert other != url
            for address in (url, other):
                with urllib.request.urlopen(address) as answer:
                    assert answer.read() == b"home"
        assert first.poll() is None
    assert first.poll() is not None
    with pytest.raises(InklingError, match="cannot be served"), served(tmp_path / "missing", 0):
        pass


def test_a_build_takes_the_place_of_the_served_site_or_leaves_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = Folders(tmp_path / "docs", tmp_path / "own", tmp_path / "demo")
    (folders.docs / "models").mkdir(parents=True)
    (folders.docs / "index.md").write_text("page")
    code, text = 0, "one"

    def make(command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        www = Path(command[-1].removeprefix("WWW="))
        www.mkdir(exist_ok=True)
        (www / "index.html").write_text(text)
        return subprocess.CompletedProcess(command, code, "reason")

    monkeypatch.setattr(subprocess, "run", make)
    for text in ("one", "two"):
        build(folders)
        assert (folders.www / "index.html").read_text() == text
    code, text = 2, "half"
    with pytest.raises(InklingError, match="reason"):
        build(folders)
    assert (folders.www / "index.html").read_text() == "two"
