"""Finds how PyTorch computes fastest on this machine, so that it is measured at its best. See ``pytorch_benchmark.py``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trainer.errors import InklingError
from trainer.pytorch.settings import Settings, ways_to_compute, ways_to_share, ways_to_thread
from trainer.training.pytorch_process import PyTorch


@dataclass(frozen=True, slots=True)
class Trial:
    """One way to compute, and how fast it was."""

    settings: Settings
    """The way."""
    piped: bool
    """With the input pipeline, or the step alone."""
    images_per_second: float
    """After the first steps."""
    start: float
    """Seconds of the first step, in which the network is compiled."""
    version: str
    """Of PyTorch."""

    def seconds(self, images: int) -> float:
        """Returns how long so many images take from the start."""
        return self.start + images / self.images_per_second

    def as_json(self) -> dict[str, object]:
        """Returns what the results keep."""
        return {"settings": str(self.settings), "piped": self.piped, "images_per_second": self.images_per_second, "start": self.start}


@dataclass(frozen=True, slots=True)
class Best:
    """The fastest settings for each comparison."""

    step: Settings
    """Of the step alone."""
    piped: Settings
    """With the input pipeline, once it runs."""
    race: Settings
    """With the input pipeline, from the start: compiling has to pay."""


def try_all(torch: PyTorch, cores: int, steps: int, say: Callable[[str], None]) -> list[Trial]:
    """Measures the step alone in all ways to compute; then, for the fastest without compiling and with, ways to use threads and to share the cores.

    Raises:
        InklingError: PyTorch cannot be measured, or its network is not the recipe's.
    """

    def tried(ways: Sequence[Settings], piped: bool) -> list[Trial]:
        return [trial for settings in ways if (trial := _tried(torch, settings, steps, piped, say))]

    trials: list[Trial] = []
    for compiled in (False, True):
        alone = tried([way for way in ways_to_compute(cores) if way.compiled == compiled], piped=False)
        if alone:
            best = max(alone, key=lambda trial: trial.images_per_second).settings
            trials += [*alone, *tried(ways_to_thread(best, cores), piped=False), *tried(ways_to_share(best, cores), piped=True)]
    return trials


def best_of(trials: Sequence[Trial], images: int) -> Best:
    """Returns the fastest settings; a race is over so many images."""
    alone, piped = ([trial for trial in trials if trial.piped is with_pipeline] for with_pipeline in (False, True))
    return Best(
        step=max(alone, key=lambda trial: trial.images_per_second).settings,
        piped=max(piped, key=lambda trial: trial.images_per_second).settings,
        race=min(piped, key=lambda trial: trial.seconds(images)).settings,
    )


def _tried(torch: PyTorch, settings: Settings, steps: int, piped: bool, say: Callable[[str], None]) -> Trial | None:
    """Measures once; None where ``torch.compile`` does not work here."""
    answer = torch.speed(settings, steps, piped)
    what = f"PyTorch, {'with the input pipeline' if piped else 'the step alone'}, {settings}"
    if "impossible" in answer:
        say(f"{what}: does not work here ({answer['impossible']})")
        return None
    if answer["parameters"] != torch.recipe.parameters:
        raise InklingError(
            f"PyTorch's network has {answer['parameters']:,} parameters, that of {torch.recipe.name} {torch.recipe.parameters:,}."
        )
    say(f"{what}: {answer['images_per_second']:.0f} images a second, {answer['start']:.1f} s for the first step")
    return Trial(settings, piped, answer["images_per_second"], answer["start"], answer["torch"])
