"""Fits on a Dask cluster: each fit is one task, and its run comes back whole.

A worker needs this package and nothing that it shares with this machine: images travel to it, the files of the run travel back, their
SHA-256 is checked, and they are written here. When a worker dies, the scheduler gives its fit to another one, from the start.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import tempfile
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dask
import numpy as np
from distributed import Client, Event, KilledWorker, get_worker

from trainer.data.mnist import NPZ_KEYS, Mnist, to_npz
from trainer.errors import InklingError
from trainer.recipes import Augment, Recipe, Synthetic
from trainer.run import Run
from trainer.sources import sources_digest
from trainer.training.distribute import Watch, made
from trainer.training.parcel import Parcel, pack, unpack
from trainer.training.pruned import Pruned

PATIENCE = 15
"""Seconds within which a scheduler has to answer."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker is told."""

    key: str
    """Names this fit on the cluster."""
    recipe: dict[str, Any]
    """As a manifest holds it."""
    seed: int
    sources: str
    """Digest of the sources that the worker has to have."""


class Cluster:
    """The workers of a Dask scheduler, one fit on each at a time."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.executor = client.get_executor(pure=False)
        self.images: Any = None
        """The future of MNIST on the cluster, packed; the scheduler makes it again where the worker that holds it dies."""

    def slots(self) -> int:
        """Returns the number of workers that are there now."""
        return max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))

    def fit(self, recipe: Recipe, seed: int, data: Mnist, root: Path, watch: Watch, say: Callable[[str], None]) -> Future[Run]:
        """Sends a fit to the cluster; the future is done when the run is on this machine's disk."""
        run, fitted = Run.of(root, recipe.name, seed), Future[Run]()
        if made(run, recipe):
            fitted.set_result(run)
            return fitted
        order = Order(uuid.uuid4().hex, recipe.as_json(), seed, sources_digest())
        listening = _Listening(self.client, order.key, watch, say)
        parcel = self.executor.submit(fit_on_worker, order, self._sent(data))
        parcel.add_done_callback(lambda done: _receive(done, run, fitted, listening))
        return fitted

    def _sent(self, data: Mnist) -> Any:
        """Sends MNIST once: as the input of a task, so that it is not lost with a worker."""
        if self.images is None:
            with dask.config.set({"distributed.admin.large-graph-warning-threshold": "64MB"}):
                self.images = self.client.submit(_kept, to_npz(data))
        return self.images


class _Listening:
    """Passes on what a worker tells of its fit, in a thread of its own, and tells the worker when the fit is to end."""

    def __init__(self, client: Client, key: str, watch: Watch, say: Callable[[str], None]) -> None:
        self.client, self.key, self.watch, self.say = client, key, watch, say
        self.thread = ThreadPoolExecutor(1)
        client.subscribe_topic(key, lambda event: self.thread.submit(self._heard, event[1]))

    def _heard(self, message: dict[str, Any]) -> None:
        if "news" in message:
            self.say(message["news"])
            return
        try:
            self.watch(message["history"])
        except Pruned:
            Event(self.key, self.client).set()

    def stop(self) -> None:
        """Returns when everything that was heard has been passed on."""
        self.client.unsubscribe_topic(self.key)
        self.thread.shutdown(wait=True)


def _receive(parcel: Future[Parcel], run: Run, fitted: Future[Run], listening: _Listening) -> None:
    """Writes a run that came back; where it cannot be had, the one who waits for it gets the reason."""
    try:
        listening.stop()
        unpack(parcel.result(), run)
    except KilledWorker as error:
        reason = (
            f"{run.path} could not be fitted: every worker that tried ended ({error.last_worker.address} was the last); see their logs."
        )
        fitted.set_exception(InklingError(reason))
    except BaseException as error:
        fitted.set_exception(error)
    else:
        fitted.set_result(run)


@contextlib.contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """Connects to a scheduler and checks its workers.

    Raises:
        InklingError: There is no scheduler, it has no workers, or a worker would fit something else.
    """
    if "://" not in address:
        raise InklingError(f"'{address}' is not the address of a Dask scheduler; write it as tcp://HOST:PORT.")
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError):
        raise InklingError(f"No Dask scheduler answers at {address}; docs/train/search.md says how to start one.") from None
    with client:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise InklingError(f"The scheduler at {address} has no workers; docs/train/search.md says how to start them.")
        try:
            client.run(check_worker, sources_digest())
        except InklingError:
            raise
        except Exception:  # whatever a worker raises that cannot import this function
            raise InklingError(f"A worker of {address} cannot import this version of trainer; update its checkout.") from None
        yield Cluster(client)


def check_worker(sources: str, dask_worker: Any) -> None:
    """Runs on a worker, which Dask passes: raises an InklingError where it cannot fit what this machine would fit."""
    if sources_digest() != sources:
        raise InklingError(
            f"The worker at {dask_worker.address} has other sources of trainer; check out the same commit there and restart it."
        )
    if dask_worker.state.nthreads != 1:
        raise InklingError(f"The worker at {dask_worker.address} does several tasks at once; start it with --nthreads 1.")


def _kept(npz: bytes) -> bytes:
    """Runs on a worker: keeps MNIST there. It stays packed, or the scheduler finds it costly to give a fit to another worker."""
    return npz


def _unpacked(npz: bytes) -> Mnist:
    with np.load(io.BytesIO(npz), allow_pickle=False) as arrays:
        return Mnist(**{name: arrays[key] for name, key in NPZ_KEYS.items()})


def fit_on_worker(order: Order, npz: bytes) -> Parcel:
    """Runs on a worker: fits, and returns the files of the run."""
    worker = get_worker()
    check_worker(order.sources, worker)
    recipe = recipe_of(order.recipe)

    def watch(history: dict[str, list[float]]) -> None:
        worker.log_event(order.key, {"history": history})
        if Event(order.key).is_set() or _abandoned(worker):
            raise Pruned

    def say(line: str) -> None:
        worker.log_event(order.key, {"news": f"{worker.address}: {line}"})

    from trainer.tf_logging import import_tensorflow

    import_tensorflow()
    from trainer.training.fit import Options, fit

    with tempfile.TemporaryDirectory() as folder:
        return pack(fit(recipe, _unpacked(npz), Path(folder), Options(order.seed), say, watch))


def _abandoned(worker: Any) -> bool:
    """Tells whether nobody waits for this worker's task any more. Dask does not interrupt what has begun."""
    task = worker.state.tasks.get(worker.get_current_task())
    return task is None or task.state == "cancelled"


def recipe_of(fields: dict[str, Any]) -> Recipe:
    """Returns the recipe that a manifest holds.

    Raises:
        InklingError: This version of the trainer has other fields.
    """
    try:
        parts = {"augment": Augment, "synthetic": Synthetic}
        made = {name: part(**fields[name]) for name, part in parts.items() if fields[name]}
        recipe = dataclasses.replace(Recipe(**fields), expected=tuple(fields["expected"]), **made)
    except (TypeError, KeyError):
        raise InklingError(
            "The worker has another version of trainer/recipes.py; check out the same commit there and restart it."
        ) from None
    return recipe
