"""Trains while the page is up: the site with the published models first, then recipe after recipe, each shown when it is done.

Reads ``docs/`` and MNIST; writes ``runs/``, ``build/models/`` and ``build/demo/``, all of them ignored by git. Command:
``python -m export demo RECIPE...``, which ``make demo`` runs. Ctrl-C ends training and server; the same command goes on.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from export.catalogue import OWN
from export.staging import stage
from trainer.errors import InklingError
from trainer.recipes import Recipe

SITE = Path(__file__).parent.parent / "site"
DEMO = Path("build/demo")

Say = Callable[[str], None]
Train = Callable[[Recipe], bool]
"""Takes a recipe through the pipeline; tells whether there is something new to show."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the demo reads and writes."""

    docs: Path = Path("docs")
    own: Path = OWN
    demo: Path = DEMO

    @property
    def www(self) -> Path:
        """The built site, which is served."""
        return self.demo / "www"


def run_demo(recipes: Sequence[Recipe], train: Callable[[], Train], port: int, folders: Folders = Folders(), say: Say = print) -> None:
    """Serves the site, trains, and shows each model when it is done; returns when Ctrl-C ends the server after the training.

    Args:
        recipes: What to train.
        train: Makes the function that trains a recipe. It is called when the page is up: TensorFlow takes seconds to start.
        port: Where to serve; the next free port is taken where it is in use.
        folders: Where to read and write.
        say: Prints a line.

    Raises:
        InklingError: The site cannot be built or served, or a step of a recipe failed. Then what failed was printed, and the page was up
            until somebody ended the server.
    """
    say("Building the site with the published models ...")
    build(folders)
    with served(folders.www, port) as (url, server):
        names = ", ".join(recipe.name for recipe in recipes)
        say(f"The page is up: {url}\nNow training, step by step: {names}. Ctrl-C ends both; the same command goes on later.")
        try:
            _train(recipes, train(), url, folders, say)
        except Exception as error:  # whatever it is, the page stays up
            what = str(error) if isinstance(error, InklingError) else f"{type(error).__name__}: {error}"
            say(f"Training has failed: {what}\nThe page stays up: {url} (Ctrl-C ends the server).")
            wait(server)
            raise InklingError("Training failed; the lines above say why. The same command goes on where it was.") from error
        say(f'All done: {url} (Ctrl-C ends the server). To publish: make publish RECIPES="{" ".join(recipe.name for recipe in recipes)}"')
        wait(server)


def _train(recipes: Sequence[Recipe], train_recipe: Train, url: str, folders: Folders, say: Say) -> None:
    """Trains recipe after recipe, and builds the site again when there is something new."""
    for recipe in recipes:
        if train_recipe(recipe):
            build(folders)
            say(f'{recipe.name}: reload {url} to see it; the picker calls it "trained here".')


def build(folders: Folders) -> None:
    """Stages the documentation and builds the site; the one that is served changes in one go.

    Raises:
        InklingError: The site cannot be built; the last lines of ``make site`` say why.
    """
    docs, fresh, old = folders.demo / "docs", folders.demo / "www.new", folders.demo / "www.old"
    stage(folders.docs, folders.own, docs)
    shutil.rmtree(fresh, ignore_errors=True)
    command = [os.environ.get("MAKE", "make"), "--no-print-directory", "site", f"DOCS={docs}", f"WWW={fresh}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise InklingError("The site cannot be built; 'make site' says:\n" + "\n".join(done.stdout.splitlines()[-15:]))
    shutil.rmtree(old, ignore_errors=True)
    if folders.www.exists():
        folders.www.rename(old)
    fresh.rename(folders.www)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def served(www: Path, port: int) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serves a folder until the block ends; gives its address and the server. SIGTERM ends the block as Ctrl-C does.

    Raises:
        InklingError: The server does not start; it has said why.
    """
    before = signal.signal(signal.SIGTERM, _interrupt)
    command = ["node", str(SITE / "bin" / "serve.mjs"), str(www), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        line = server.stdout.readline()
        if not line:
            raise InklingError("The site cannot be served; the line above says why.")
        yield line.removeprefix("Inkling:").strip(), server
    finally:
        server.terminate()
        server.wait()
        if server.stdout:
            server.stdout.close()
        signal.signal(signal.SIGTERM, before)


def wait(server: subprocess.Popen[str]) -> None:
    """Waits for the server to end; Ctrl-C ends it, and that is no error."""
    try:
        server.wait()
    except KeyboardInterrupt:
        return


def _interrupt(number: int, frame: Any) -> None:
    raise KeyboardInterrupt
