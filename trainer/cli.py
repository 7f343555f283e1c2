"""The trainer's commands: ``python -m trainer recipes | fit | evaluate | seeds | calibrate | compare | predict | bench``."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from trainer.errors import InklingError
from trainer.recipes import RECIPES, find_recipe
from trainer.run import ROOT, Run, to_json, write_atomically
from trainer.tf_logging import import_tensorflow

PUBLISHED = Path("docs/models")
"""Where this repository keeps its published models."""

if TYPE_CHECKING:
    from trainer.data.mnist import Mnist

Command = Callable[[argparse.Namespace], None]


def parser() -> argparse.ArgumentParser:
    """Returns the trainer's command line; the reference page of the site is generated from it."""
    top = argparse.ArgumentParser(prog="python -m trainer", description="Builds, trains and evaluates Keras models of MNIST.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    recipes = commands.add_parser("recipes", help="print the recipes: what can be trained and what to expect")
    recipes.set_defaults(command=print_recipes)

    fit = commands.add_parser("fit", help="train a recipe -> runs/RECIPE-sSEED/")
    fit.add_argument("recipe", metavar="RECIPE", help="a name that 'recipes' prints")
    fit.add_argument("--seed", type=_whole, default=0, metavar="N", help="seed of weights, order and transforms (default: 0)")
    fit.add_argument("--epochs", type=_positive, metavar="N", help="passes over the data (default: the recipe's)")
    fit.add_argument("--holdout", action="store_true", help="keep the validation images out, for choosing; name another --root then")
    fit.add_argument("--resume", action="store_true", help="go on after the last epoch that an interrupted fit finished")
    fit.add_argument("--force", action="store_true", help="replace a finished run, or throw away an unfinished one")
    fit.add_argument("--tensorboard", action="store_true", help="write logs for TensorBoard to the run's tensorboard/")
    add_data(fit)
    add_root(fit)
    fit.set_defaults(command=fit_recipe)

    evaluate = commands.add_parser("evaluate", help="measure a run on the 10,000 test images -> metrics.json, predictions.npz")
    add_run(evaluate)
    evaluate.add_argument(
        "--strokes", type=Path, metavar="FILE", help="measure on strokes that people drew instead: UNIPEN text or JSON -> strokes.json"
    )
    evaluate.add_argument(
        "--non-digits", type=Path, metavar="FILE", help="with --strokes: strokes that are no digits and should be refused"
    )
    add_data(evaluate)
    evaluate.set_defaults(command=evaluate_run)

    seeds = commands.add_parser("seeds", help="fit and evaluate several seeds of recipes, those that are not done yet -> RECIPE-seeds.json")
    seeds.add_argument("recipes", nargs="+", metavar="RECIPE", help="names that 'recipes' prints, or 'all'")
    seeds.add_argument("--seeds", metavar="LIST", help="such as 0-4 or 0,3,7 (default: as many as the recipe says)")
    add_published(seeds)
    add_data(seeds)
    add_root(seeds)
    seeds.set_defaults(command=fit_seeds)

    calibrate = commands.add_parser("calibrate", help="find a run's temperature and thresholds -> calibration.json")
    add_run(calibrate)
    calibrate.add_argument(
        "--strokes", type=Path, metavar="FILE", help="find the thresholds on digits that people drew (default: on synthetic digits)"
    )
    calibrate.add_argument(
        "--held-out", type=Path, metavar="RUN", help="find the temperature on this run of 'fit --holdout', where RUN trained on all images"
    )
    calibrate.add_argument(
        "--like", type=Path, metavar="FILE", help="take what was found before, such as docs/models/inkling/calibration.json"
    )
    add_data(calibrate)
    calibrate.set_defaults(command=calibrate_run)

    compare = commands.add_parser("compare", help="compare two recipes on the test predictions of their runs, paired by seed")
    compare.add_argument("recipes", nargs=2, metavar="RECIPE", help="recipes whose seeds have been evaluated")
    add_root(compare)
    compare.set_defaults(command=compare_recipes)

    bench = commands.add_parser("bench", help="measure training speed against stock Keras, both sides in turn -> bench-train.json")
    add_data(bench)
    add_root(bench)
    bench.set_defaults(command=bench_training)

    predict = commands.add_parser("predict", help="read the digit in image files, or in random test images")
    add_run(predict)
    predict.add_argument("images", nargs="*", type=Path, metavar="IMAGE", help="image files: any size, dark on light or light on dark")
    predict.add_argument("--sample", type=_positive, metavar="N", help="read N random test images instead")
    predict.add_argument("--seed", type=_whole, default=0, metavar="N", help="which random test images (default: 0)")
    predict.add_argument("--save", type=Path, metavar="FILE", help="with --sample: save the images with their answers as a picture")
    predict.add_argument("--json", action="store_true", help="print one JSON object per image")
    add_data(predict)
    predict.set_defaults(command=predict_images)
    return top


def print_recipes(arguments: argparse.Namespace) -> None:
    """Prints the recipes as a table."""
    print(f"{'recipe':<20} {'parameters':>10} {'epochs':>6} {'batch':>5}  {'expected on test':<16}  what it is")
    for recipe in RECIPES:
        expected = f"{recipe.expected[0]:.1f} to {recipe.expected[1]:.1f} %"
        print(f"{recipe.name:<20} {recipe.parameters:>10,} {recipe.epochs:>6} {recipe.batch:>5}  {expected:<16}  {recipe.summary}")


def fit_recipe(arguments: argparse.Namespace) -> None:
    """Fits a recipe."""
    recipe = find_recipe(arguments.recipe)
    if arguments.epochs:
        recipe = dataclasses.replace(recipe, epochs=arguments.epochs)
    if arguments.holdout:
        recipe = dataclasses.replace(recipe, holdout=True)
    import_tensorflow()
    data = _load_data(arguments)
    from trainer.training.fit import Options, fit

    options = Options(arguments.seed, arguments.resume, arguments.force, arguments.tensorboard)
    run = fit(recipe, data, arguments.root, options)
    print(f"Fitted {run.path}; measure it with 'python -m trainer evaluate {run.path}'.")


def evaluate_run(arguments: argparse.Namespace) -> None:
    """Evaluates a run and prints its score."""
    if arguments.non_digits and not arguments.strokes:
        raise InklingError("--non-digits goes with --strokes FILE: how well others are refused depends on how many digits are.")
    run = Run.open(arguments.run)
    run.entry("fit")
    import_tensorflow()
    if arguments.strokes:
        _evaluate_strokes(run, arguments.strokes, arguments.non_digits)
        return
    from trainer.evaluation.mnist import evaluate

    metrics = evaluate(run, _load_data(arguments))
    low, high = metrics["accuracy_interval"]
    print(
        f"{run.path}: {metrics['errors']} errors in {metrics['images']:,} test images, {metrics['accuracy']:.2%} right "
        f"(95 % interval {low:.2%} to {high:.2%}); wrote metrics.json and predictions.npz."
    )


def _evaluate_strokes(run: Run, strokes: Path, non_digits: Path | None) -> None:
    from trainer.evaluation.strokes import CONFIDENT, REFUSED_DIGITS, evaluate_strokes

    measured = evaluate_strokes(run, strokes, non_digits)
    digits, others = measured["digits"], measured.get("non_digits")
    print(
        f"{run.path}: {digits['errors']} errors in {digits['images']:,} drawn digits, {digits['accuracy']:.2%} right, "
        f"{digits['confident_wrong']:.2%} wrong with p > {CONFIDENT}."
    )
    if others:
        print(
            f"{others['images']:,} drawings of no digit: AUROC {others['auroc']:.3f}; {others['answered']:.1%} answered when {REFUSED_DIGITS:.0%} of "
            f"the digits are refused; {others['answered_confidently']:.1%} answered with p > {CONFIDENT}."
        )


def calibrate_run(arguments: argparse.Namespace) -> None:
    """Calibrates a run and prints what was found."""
    run = Run.open(arguments.run)
    import_tensorflow()
    from trainer.evaluation.calibration import calibrate, calibrate_like

    if arguments.like:
        if arguments.strokes or arguments.held_out:
            raise InklingError("--like takes what was found before; leave --strokes and --held-out away.")
        found = calibrate_like(run, arguments.like)
    else:
        held_out = Run.open(arguments.held_out) if arguments.held_out else None
        found = calibrate(run, _load_data(arguments), arguments.strokes, held_out)
    digit, sure = (found["thresholds"][name] for name in ("digit", "sure"))
    print(
        f"{run.path}: temperature {found['temperature']:g}; a drawing is a digit from {digit:g} on, and named alone from {sure:g} on; wrote calibration.json."
    )


def fit_seeds(arguments: argparse.Namespace) -> None:
    """Fits and evaluates several seeds and prints mean and spread."""
    from trainer.training.seeds import fit_seeds, parse

    recipes = RECIPES if "all" in arguments.recipes else tuple(find_recipe(name) for name in arguments.recipes)
    named = parse(arguments.seeds) if arguments.seeds else None
    import_tensorflow()
    data = _load_data(arguments)
    for recipe in recipes:
        seeds = named or list(range(recipe.seeds))
        summary = fit_seeds(recipe, seeds, data, arguments.root, arguments.published)
        for name, share in (("all images", "accuracy"), ("without the 15 label errors", "accuracy_without_label_errors")):
            mean, deviation, low, high = (summary[share][key] for key in ("mean", "sd", "min", "max"))
            print(f"{recipe.name}, {len(seeds)} seeds, {name}: mean {mean:.3%}, sd {deviation:.3%}, {low:.2%} to {high:.2%}")


def compare_recipes(arguments: argparse.Namespace) -> None:
    """Prints how two recipes differ."""
    from trainer.evaluation.compare import compare

    one, other = arguments.recipes
    result = compare(arguments.root, one, other)
    low, high = result.interval
    print(f"Seeds {', '.join(map(str, result.seeds))}: {one} {result.accuracy[0]:.3%}, {other} {result.accuracy[1]:.3%} right on average.")
    print(f"Only {one} is right {result.only_a} times, only {other} {result.only_b} times (seeds x images).")
    print(f"Difference of means {result.accuracy[0] - result.accuracy[1]:+.3%}, 95 % bootstrap interval {low:+.3%} to {high:+.3%}.")
    print(f"Exact McNemar p of each seed: {', '.join(f'{p:.2g}' for p in result.mcnemar)}.")


def bench_training(arguments: argparse.Namespace) -> None:
    """Measures training speed and prints the ratios."""
    import_tensorflow()
    from trainer.training.benchmark import bench

    measured = bench(_load_data(arguments))
    path = arguments.root / "bench-train.json"
    write_atomically(path, to_json(measured))
    for name in ("throughput", "race"):
        ratio = measured[name]["ratio"]
        print(f"{name}: " + ("no ratio, a side did not get there" if ratio is None else f"ours is {ratio:.1f} times as fast"))
    print(f"Wrote {path}; publish it with 'python -m export benchmark {path}'.")


def predict_images(arguments: argparse.Namespace) -> None:
    """Prints what a run reads in images, one line each."""
    if bool(arguments.images) == bool(arguments.sample):
        raise InklingError("Name image files, or give --sample N to read random test images.")
    if arguments.save and not arguments.sample:
        raise InklingError("--save goes with --sample N.")
    run = Run.open(arguments.run)
    import_tensorflow()
    from trainer.evaluation.predict import predict_files, predict_sample, save_sample

    if arguments.images:
        predictions = predict_files(run, arguments.images)
    else:
        images, predictions = predict_sample(run, _load_data(arguments), arguments.sample, arguments.seed)
        if arguments.save:
            save_sample(images, predictions, arguments.save)
    for prediction in predictions:
        print(json.dumps(dataclasses.asdict(prediction)) if arguments.json else prediction)


def _load_data(arguments: argparse.Namespace) -> Mnist:
    from trainer.data.mnist import load

    return load(arguments.data)


def add_data(command: argparse.ArgumentParser) -> None:
    """Adds the option for where MNIST is."""
    command.add_argument(
        "--data", metavar="DIR", help="folder with MNIST: idx files, gzipped or not, or mnist.npz (default: fetch once, cache)"
    )


def add_root(command: argparse.ArgumentParser) -> None:
    """Adds the option for where runs are."""
    command.add_argument("--root", type=Path, default=ROOT, metavar="DIR", help=f"folder that holds the runs (default: {ROOT})")


def add_published(command: argparse.ArgumentParser) -> None:
    """Adds the option for where published models are: a recipe that stands there is calibrated as it was."""
    command.add_argument(
        "--published",
        type=Path,
        default=PUBLISHED,
        metavar="DIR",
        help=f"folder of published models, whose calibration counts (default: {PUBLISHED})",
    )


def add_run(command: argparse.ArgumentParser) -> None:
    """Adds the argument that names a run."""
    command.add_argument("run", metavar="RUN", help="a run's folder, such as runs/inkling-s0")


def _whole(text: str) -> int:
    """A whole number from 0 on."""
    if not text.isdecimal() or int(text) >= 2**31:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 0 to {2**31 - 1}")
    return int(text)


def _positive(text: str) -> int:
    """A whole number from 1 on."""
    if _whole(text) == 0:
        raise argparse.ArgumentTypeError("0 is too few")
    return int(text)


def run_command(parser: argparse.ArgumentParser) -> NoReturn:
    """Parses the command line, runs the command and exits: 0, 1 after one sentence on bad input, 130 when interrupted."""
    arguments = parser.parse_args()
    try:
        arguments.command(arguments)
        sys.stdout.flush()
    except InklingError as error:
        sys.exit(f"{parser.prog}: {error}")
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        sys.exit(f"{parser.prog}: {error.filename or 'A file'} cannot be used ({error.strerror or error}); check its path and permissions.")
    except KeyboardInterrupt:
        print(f"\n{parser.prog}: interrupted; what was finished is kept.", file=sys.stderr)
        sys.exit(130)
    sys.exit(0)
