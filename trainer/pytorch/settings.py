"""How PyTorch may compute, and which of these ways are tried. The benchmark, which has no PyTorch, reads this file as well."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How PyTorch computes. None of it changes what is trained."""

    threads: int = 1
    """Threads that share the work of one operation."""
    spinning: bool = False
    """Threads without work wait in a loop, as is usual, which is faster only where nobody else wants the core; False lets them sleep."""
    worker: bool = False
    """Make the batches in a process of their own, a few ahead; False makes each between two steps."""
    bfloat16: bool = False
    """Compute in bfloat16 where autocast does; weights stay float32."""
    channels_last: bool = False
    """Keep the channels of a pixel side by side in memory."""
    compiled: bool = False
    """Compile the network with ``torch.compile``, which takes a C++ compiler."""

    def __str__(self) -> str:
        parts = {
            "bfloat16" if self.bfloat16 else "float32": True,
            "channels_last": self.channels_last,
            "torch.compile": self.compiled,
            "1 thread" if self.threads == 1 else f"{self.threads} threads": True,
            "spinning while they wait": self.spinning,
            "batches from a worker": self.worker,
        }
        return ", ".join(part for part, there in parts.items() if there)

    @property
    def environment(self) -> dict[str, str]:
        """Variables that have to be there before PyTorch starts."""
        return {} if self.spinning else {"OMP_WAIT_POLICY": "passive"}


def ways_to_compute(cores: int) -> tuple[Settings, ...]:
    """Returns all that the step alone is tried with: numbers, layout, compiling."""
    both = (False, True)
    return tuple(
        Settings(threads=cores, bfloat16=bfloat16, channels_last=channels_last, compiled=compiled)
        for compiled in both
        for bfloat16 in both
        for channels_last in both
    )


def ways_to_thread(best: Settings, cores: int) -> tuple[Settings, ...]:
    """Returns the other ways to use threads for the fastest of those: fewer of them, and threads that spin."""
    fewer = [number for number in _numbers(cores) if number < cores]
    return (dataclasses.replace(best, spinning=True), *(dataclasses.replace(best, threads=number) for number in fewer))


def ways_to_share(best: Settings, cores: int) -> tuple[Settings, ...]:
    """Returns the ways in which the fastest of those may share the cores with the input pipeline."""
    workers = [dataclasses.replace(best, threads=number, worker=True) for number in _numbers(cores)]
    return (best, *ways_to_thread(best, cores), *workers)


def _numbers(cores: int) -> list[int]:
    """Numbers of threads: a small network may want fewer than there are cores."""
    return sorted({max(cores // 2, 1), max(cores - 1, 1), cores})
