"""The trainer's command line: ``python -m trainer recipes|fit|evaluate|seeds|search|calibrate|compare|bench|predict|hands``.

This file says which arguments there are; ``trainer/commands.py`` runs the commands, ``trainer/reading/command_line.py`` prints errors.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

from trainer import commands
from trainer.reading.cli import add_images
from trainer.recipes import VALIDATION
from trainer.run import ROOT

PUBLISHED = Path("docs/models")
"""The folder of published models."""

SYNTHETIC = Path("trainer/synthetic")
"""The folder of the hands that training reads."""

SEARCHES = ROOT / "search"
"""The folder of searches."""

Subparsers = Any
"""What ``add_subparsers`` returns; argparse has no public type for it."""


def parser() -> argparse.ArgumentParser:
    """Returns the trainer's command line; the reference page of the site is generated from it."""
    top = argparse.ArgumentParser(prog="python -m trainer", description="Builds, trains and evaluates Keras models of MNIST.")
    subparsers = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add_command in (
        _add_recipes,
        _add_fit,
        _add_evaluate,
        _add_seeds,
        _add_search,
        _add_calibrate,
        _add_compare,
        _add_bench,
        _add_predict,
        _add_hands,
    ):
        add_command(subparsers)
    return top


def _add_recipes(subparsers: Subparsers) -> None:
    recipes = subparsers.add_parser("recipes", help="print the recipes: what can be trained and what to expect")
    recipes.set_defaults(command=commands.print_recipes)


def _add_fit(subparsers: Subparsers) -> None:
    fit = subparsers.add_parser("fit", help="train a recipe -> runs/RECIPE-sSEED/")
    fit.add_argument("recipe", metavar="RECIPE", help="a name that 'recipes' prints")
    fit.add_argument("--seed", type=_whole, default=0, metavar="N", help="seed of weights, order and transforms (default: 0)")
    fit.add_argument("--epochs", type=_positive, metavar="N", help="passes over the data (default: the recipe's)")
    add_holdout(fit)
    add_own(fit)
    fit.add_argument("--resume", action="store_true", help="go on after the last epoch that an interrupted fit finished")
    fit.add_argument("--force", action="store_true", help="replace a finished run, or throw away an unfinished one")
    fit.add_argument("--tensorboard", action="store_true", help="write logs for TensorBoard to the run's tensorboard/")
    add_data(fit)
    add_root(fit)
    fit.set_defaults(command=commands.fit_recipe)


def _add_evaluate(subparsers: Subparsers) -> None:
    evaluate = subparsers.add_parser(
        "evaluate", help="measure a run on images of MNIST, on corrupted ones, or on strokes -> validation.json, metrics.json, ..."
    )
    add_run(evaluate)
    add_split(evaluate)
    evaluate.add_argument(
        "--corruptions",
        action="store_true",
        help="measure on the same images with each of the fifteen corruptions of MNIST-C instead -> validation-corruptions.json or corruptions.json",
    )
    add_files(
        evaluate,
        "--strokes",
        "measure on digits that people drew instead: UNIPEN text or JSON; results of several files stand side by side",
    )
    add_files(evaluate, "--non-digits", "with --strokes: strokes that are not digits and should be refused")
    add_data(evaluate)
    evaluate.set_defaults(command=commands.evaluate_run)


def _add_seeds(subparsers: Subparsers) -> None:
    seeds = subparsers.add_parser(
        "seeds", help="fit, calibrate and evaluate several seeds of recipes, those that are not done yet -> RECIPE-seeds.json"
    )
    seeds.add_argument("recipes", nargs="+", metavar="RECIPE", help="names that 'recipes' prints, or 'all'")
    seeds.add_argument("--seeds", metavar="LIST", help="such as 0-4 or 0,3,7 (default: as many as the recipe says)")
    add_holdout(seeds)
    add_files(seeds, "--strokes", "measure each seed on digits that people drew as well")
    add_published(seeds)
    add_scheduler(seeds)
    add_data(seeds)
    add_root(seeds)
    seeds.set_defaults(command=commands.fit_seeds_of_recipes)


def _add_search(subparsers: Subparsers) -> None:
    search = subparsers.add_parser(
        "search", help="search settings of a recipe by validation images and development files -> runs/search/SPACE.json"
    )
    search.add_argument("space", nargs="?", metavar="SPACE", help="a search space of trainer/search_spaces.py; none: print them all")
    search.add_argument("--trials", type=_positive, default=20, metavar="N", help="finished trials in all (default: 20)")
    search.add_argument("--epochs", type=_positive, metavar="N", help="passes over the data in each trial (default: the recipe's)")
    search.add_argument(
        "--holdout",
        type=_positive,
        default=VALIDATION,
        metavar="N",
        help=f"keep the last N training images out, to choose by them (default: {VALIDATION:,})",
    )
    add_files(search, "--strokes", "choose by digits that people drew, too: development files, or files of your own")
    add_scheduler(search)
    add_data(search)
    search.add_argument("--root", type=Path, default=SEARCHES, metavar="DIR", help=f"folder that holds the searches (default: {SEARCHES})")
    search.set_defaults(command=commands.search_settings)


def _add_calibrate(subparsers: Subparsers) -> None:
    calibrate = subparsers.add_parser("calibrate", help="find a run's temperature and thresholds -> calibration.json")
    add_run(calibrate)
    add_files(
        calibrate,
        "--strokes",
        "find temperature and thresholds on digits that people drew; each file weighs the same (default: thresholds on synthetic digits)",
    )
    add_files(calibrate, "--non-digits", "strokes that are not digits: tell how many are still named; they decide nothing")
    calibrate.add_argument(
        "--refused",
        type=_percentage,
        metavar="PERCENT",
        help="how many of the digits may be refused on average, and at most twice as many of one file (default: 1)",
    )
    calibrate.add_argument(
        "--held-out", type=Path, metavar="RUN", help="find the temperature on this run of 'fit --holdout', where RUN trained on all images"
    )
    calibrate.add_argument(
        "--like", type=Path, metavar="FILE", help="take what was found before, such as docs/models/inkling/calibration.json"
    )
    add_data(calibrate)
    calibrate.set_defaults(command=commands.calibrate_run)


def _add_compare(subparsers: Subparsers) -> None:
    compare = subparsers.add_parser("compare", help="compare two recipes on the predictions of their runs, paired by seed")
    compare.add_argument("recipes", nargs=2, metavar="RECIPE", help="recipes whose seeds have been evaluated")
    add_split(compare)
    add_root(compare)
    compare.set_defaults(command=commands.compare_recipes)


def _add_bench(subparsers: Subparsers) -> None:
    bench = subparsers.add_parser(
        "bench", help="measure training speed against stock Keras and PyTorch, both sides in turn -> bench-train.json"
    )
    bench.add_argument(
        "--only",
        choices=["drawing", "pytorch"],
        help="measure only how fast synthetic images are drawn, or only PyTorch, and write no file",
    )
    bench.add_argument(
        "--torch",
        type=Path,
        metavar="PYTHON",
        help=f"a Python with PyTorch to measure against (default: {commands.TORCH}, where it is there)",
    )
    bench.add_argument("--rounds", type=_positive, default=3, metavar="N", help="how often both sides run; the medians count (default: 3)")
    bench.add_argument("--images", type=_positive, default=3000, metavar="N", help="synthetic images to draw in each round (default: 3000)")
    add_data(bench)
    add_root(bench)
    bench.set_defaults(command=commands.bench_training)


def _add_predict(subparsers: Subparsers) -> None:
    predict = subparsers.add_parser("predict", help="read the digit, or the number, in image files, or in random test images")
    predict.add_argument(
        "run", metavar="RUN", help="a run's folder, such as runs/inkling-s0, or that of a published model, such as docs/models/inkling"
    )
    add_images(predict, "*")
    predict.add_argument("--sample", type=_positive, metavar="N", help="read N random test images instead")
    predict.add_argument("--seed", type=_whole, default=0, metavar="N", help="which random test images (default: 0)")
    predict.add_argument("--save", type=Path, metavar="FILE", help="with --sample: save the images with their answers as a picture")
    predict.add_argument("--json", action="store_true", help="print one JSON object per image")
    add_data(predict)
    predict.set_defaults(command=commands.predict_images)


def _add_hands(subparsers: Subparsers) -> None:
    hands = subparsers.add_parser("hands", help="trace digits and characters of handwriting fonts, for training -> hands.npz")
    hands.add_argument("out", nargs="?", type=Path, default=SYNTHETIC, metavar="OUT", help=f"folder to write to (default: {SYNTHETIC})")
    hands.add_argument(
        "--packages",
        type=Path,
        metavar="DIR",
        help="folder with the fonts' npm packages; those that it lacks are fetched into it (default: fetch all, keep none)",
    )
    hands.set_defaults(command=commands.trace_hands)


def add_files(command: argparse.ArgumentParser, option: str, what: str) -> None:
    """Adds an option that takes files of strokes; ``what`` says what they are for."""
    command.add_argument(option, type=Path, nargs="+", default=[], metavar="FILE", help=what)


def add_own(command: argparse.ArgumentParser) -> None:
    """Adds the options for what one has drawn oneself and trains on as well."""
    add_files(command, "--strokes", "train on digits of your own as well: JSON that the demo's 'Save as a file' wrote, or as for evaluate")
    command.add_argument(
        "--images",
        type=Path,
        nargs="+",
        default=[],
        metavar="DIR",
        help="train on pictures of your own as well: a folder with one folder a label, 0 to 9 and other",
    )


def add_holdout(command: argparse.ArgumentParser) -> None:
    """Adds the option to keep validation images out of training."""
    command.add_argument(
        "--holdout",
        type=_positive,
        nargs="?",
        const=VALIDATION,
        metavar="N",
        help=f"keep the last N training images out, to choose by them (N: {VALIDATION:,} where none is given); name another --root then",
    )


def add_split(command: argparse.ArgumentParser) -> None:
    """Adds the option for which images of MNIST count."""
    command.add_argument(
        "--split",
        choices=("validation", "test"),
        default="validation",
        help="validation images, to choose by; or the 10,000 test images, for a model whose settings are final (default: validation)",
    )


def add_data(command: argparse.ArgumentParser) -> None:
    """Adds the option for where MNIST is."""
    command.add_argument(
        "--data", metavar="DIR", help="folder with MNIST: idx files, gzipped or not, or mnist.npz (default: fetch once, cache)"
    )


def add_root(command: argparse.ArgumentParser) -> None:
    """Adds the option for where runs are."""
    command.add_argument("--root", type=Path, default=ROOT, metavar="DIR", help=f"folder that holds the runs (default: {ROOT})")


def add_scheduler(command: argparse.ArgumentParser) -> None:
    """Adds the option for where fits run."""
    command.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="fit on the workers of this Dask scheduler, such as tcp://127.0.0.1:8786; all else runs here (default: fit in this process)",
    )


def add_published(command: argparse.ArgumentParser) -> None:
    """Adds the option for where published models are: a recipe that is published is calibrated as it was there."""
    command.add_argument(
        "--published",
        type=Path,
        default=PUBLISHED,
        metavar="DIR",
        help=f"folder of published models, whose calibration is taken (default: {PUBLISHED})",
    )


def add_run(command: argparse.ArgumentParser) -> None:
    """Adds the argument that names a run."""
    command.add_argument("run", metavar="RUN", help="a run's folder, such as runs/inkling-s0")


def _whole(text: str) -> int:
    """Reads a whole number, 0 or more."""
    if not text.isdecimal() or int(text) >= 2**31:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 to {2**31 - 1}")
    return int(text)


def _positive(text: str) -> int:
    """Reads a whole number, 1 or more."""
    if _whole(text) == 0:
        raise argparse.ArgumentTypeError("0 is too few")
    return int(text)


def _percentage(text: str) -> float:
    """Reads a percentage from 0 to below 50 as a share: 0.7 -> 0.007. Twice as much is allowed of one file, which has to leave some."""
    try:
        percentage = float(text)
    except ValueError:
        percentage = math.nan
    if not 0 <= percentage < 50:
        raise argparse.ArgumentTypeError(f"'{text}' is not a percentage from 0 to below 50")
    return round(percentage / 100, 6)
