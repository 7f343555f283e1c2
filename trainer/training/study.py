"""The study of a search: ``study.journal``, one file that says which trials there were, with which parameters, and what came out.

Optuna appends to it, so that a search that was killed goes on where it was. A trial is known by its *index*, 0 to N-1: where a trial
was killed, another one with the same index and the same parameters does it again.
"""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import optuna
from optuna.storages.journal import JournalFileBackend
from optuna.trial import FrozenTrial, TrialState

from trainer.errors import InklingError

FINISHED = (TrialState.COMPLETE, TrialState.PRUNED)
"""A trial counts when it is in one of these states."""
COMPARED = 5
"""A trial is stopped early only when this many others have finished."""


@contextlib.contextmanager
def opened(folder: Path, about: dict[str, Any]) -> Iterator[optuna.Study]:
    """Opens the study in a folder, or begins it; what a killed search left unfinished waits to be done again.

    Args:
        folder: Of the search.
        about: Everything that decides what a trial is. It is kept, and has to be the same each time.

    Raises:
        InklingError: Another process searches in this folder, or the study is about something else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "study.journal"
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with _locked(folder / ".lock", folder):
        _cut_unfinished_line(path)
        study = optuna.create_study(
            storage=optuna.storages.JournalStorage(JournalFileBackend(str(path))),
            study_name="search",
            direction="minimize",
            pruner=optuna.pruners.MedianPruner(n_startup_trials=COMPARED, n_warmup_steps=1),
            load_if_exists=True,
        )
        _check_same(study, about, folder)
        _do_killed_again(study)
        yield study


def reopened(folder: Path) -> optuna.Study:
    """Opens the study of a search to read it; nothing in the folder changes.

    Raises:
        InklingError: The folder holds no study.
    """
    path = folder / "study.journal"
    if not path.is_file():
        raise InklingError(f"{folder} holds no study; make one with 'python -m trainer search SPACE'.")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        return optuna.load_study(storage=optuna.storages.JournalStorage(JournalFileBackend(str(path))), study_name="search")
    except (KeyError, ValueError):  # ValueError: a line is not JSON
        raise InklingError(f"{path} is not the journal of a search; search again, with another --root.") from None


@contextlib.contextmanager
def _locked(path: Path, folder: Path) -> Iterator[None]:
    """Keeps a second search out; the system releases the lock of a process that is killed."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InklingError(f"Another search is at work in {folder}; wait for it, or name another --root.") from None
        yield


def _cut_unfinished_line(path: Path) -> None:
    """Cuts what a killed process had begun to append: Optuna would append to it, and then find the line unreadable."""
    if path.exists():
        content = path.read_bytes()
        with path.open("r+b") as file:
            file.truncate(content.rfind(b"\n") + 1)


def _check_same(study: optuna.Study, about: dict[str, Any], folder: Path) -> None:
    before = study.user_attrs.get("about")
    if before is None:
        study.set_user_attr("about", about)
    elif before != about:
        changed = ", ".join(name for name in about if before.get(name) != about[name])
        raise InklingError(f"{folder} holds a search with another {changed}; name another --root, or delete the folder.")


def _do_killed_again(study: optuna.Study) -> None:
    """Marks trials that were killed as failed, and puts their parameters first in the queue."""
    waiting = {index_of(trial) for trial in study.get_trials(states=(TrialState.WAITING,))}
    for trial in study.get_trials(states=(TrialState.RUNNING,)):
        if index_of(trial) is not None and index_of(trial) not in waiting:
            study.enqueue_trial(trial.params, user_attrs={"index": index_of(trial)})
        study.tell(trial.number, state=TrialState.FAIL)


def index_of(trial: FrozenTrial | optuna.Trial) -> int | None:
    """Returns a trial's index; None where its process was killed before it had one."""
    index: int | None = trial.user_attrs.get("index")
    return index


def next_trial(study: optuna.Study) -> optuna.Trial:
    """Returns the trial to do next: one that was killed, or a new one.

    Each index has a random seed of its own, so that a search that was interrupted suggests the same as one that was not.
    """
    known = [index for trial in study.get_trials(deepcopy=False) if (index := index_of(trial)) is not None]
    index = max(known, default=-1) + 1
    study.sampler = optuna.samplers.TPESampler(seed=index)
    trial = study.ask()
    if index_of(trial) is None:
        trial.set_user_attr("index", index)
    return trial


def finished(study: optuna.Study) -> list[FrozenTrial]:
    """Returns the trials that count, by their index."""
    return sorted(study.get_trials(deepcopy=False, states=FINISHED), key=lambda trial: trial.user_attrs["index"])
