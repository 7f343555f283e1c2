"""Runs the trainer's commands: each takes the parsed arguments, calls the step, and prints what came out.

TensorFlow takes seconds to import and SciPy half a second, so commands import them after they have checked their input. The pages
of the site list the commands, and are built without NumPy.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import InklingError
from trainer.recipes import RECIPES, Recipe, find_recipe
from trainer.run import Run, to_json, write_atomically
from trainer.search_spaces import SPACES, find_space
from trainer.tf_logging import import_tensorflow

MOST_VALIDATION = 30_000
"""Most images that may be kept out of training."""

TORCH = Path(".venv-torch/bin/python")
"""The Python with PyTorch that ``make bench-train`` makes."""

if TYPE_CHECKING:
    from trainer.data.mnist import Mnist
    from trainer.evaluation.datasets import Split
    from trainer.reading.recogniser import Recogniser


def print_recipes(arguments: argparse.Namespace) -> None:
    """Prints the recipes as a table."""
    print(f"{'recipe':<20} {'parameters':>10} {'epochs':>6} {'batch':>5}  {'expected on test':<16}  what it is")
    for recipe in RECIPES:
        expected = f"{recipe.expected[0]:.1f} to {recipe.expected[1]:.1f} %"
        print(f"{recipe.name:<20} {recipe.parameters:>10,} {recipe.epochs:>6} {recipe.batch:>5}  {expected:<16}  {recipe.summary}")


def fit_recipe(arguments: argparse.Namespace) -> None:
    """Fits a recipe."""
    recipe = find_recipe(arguments.recipe)
    if arguments.force and arguments.resume:
        raise InklingError("--force starts over and --resume goes on: give one of them.")
    if arguments.epochs:
        recipe = dataclasses.replace(recipe, epochs=arguments.epochs)
    recipe = _held_out(recipe, arguments)
    from trainer.data.own import read_own

    own = read_own(arguments.strokes, arguments.images, recipe.answers)
    import_tensorflow()
    from trainer.training.fit import Options, fit

    options = Options(arguments.seed, arguments.resume, arguments.force, arguments.tensorboard, own)
    run = fit(recipe, _load(arguments), arguments.root, options)
    print(
        f"Fitted {run.path}; measure it with 'python -m trainer evaluate {run.path} --split {'validation' if recipe.holdout else 'test'}'."
    )


def _held_out(recipe: Recipe, arguments: argparse.Namespace) -> Recipe:
    """Returns the recipe with the validation images kept out, where the command line asks for it."""
    if not arguments.holdout:
        return recipe
    _check_holdout(arguments)
    return dataclasses.replace(recipe, holdout=True, validation=arguments.holdout)


def _check_holdout(arguments: argparse.Namespace) -> None:
    if arguments.holdout > MOST_VALIDATION:
        raise InklingError(f"--holdout takes at most {MOST_VALIDATION:,} images, or too few are left to train on.")


def evaluate_run(arguments: argparse.Namespace) -> None:
    """Evaluates a run, on images of MNIST, on corrupted ones or on strokes, and prints its score."""
    if arguments.corruptions and arguments.strokes:
        raise InklingError("--corruptions measures on images of MNIST and --strokes on files of strokes: give one of them.")
    if arguments.non_digits and not arguments.strokes:
        raise InklingError("--non-digits goes with --strokes FILE: both are needed to measure how well non-digits are refused.")
    run = Run.open(arguments.run)
    run.entry("fit")
    if not arguments.strokes:
        from trainer.evaluation.datasets import check_split

        check_split(run, arguments.split)
    import_tensorflow()
    if arguments.strokes:
        _evaluate_strokes(run, arguments.strokes, arguments.non_digits)
        return
    if arguments.corruptions:
        _evaluate_corruptions(run, _load(arguments), arguments.split)
        return
    from trainer.evaluation.mnist import evaluate
    from trainer.evaluation.results import OF_SPLIT

    metrics, results = evaluate(run, _load(arguments), arguments.split), OF_SPLIT[arguments.split]
    low, high = metrics["accuracy_interval"]
    print(
        f"{run.path}: {metrics['errors']} errors in {metrics['images']:,} {arguments.split} images, {metrics['accuracy']:.2%} right "
        f"(95 % interval {low:.2%} to {high:.2%}); wrote {results.numbers} and {results.answers}."
    )


def _evaluate_corruptions(run: Run, data: Mnist, split: Split) -> None:
    from trainer.evaluation.corrupted import evaluate_corruptions, table
    from trainer.evaluation.results import CORRUPTIONS_OF_SPLIT

    measured, results = evaluate_corruptions(run, data, split, lambda line: print(line, file=sys.stderr)), CORRUPTIONS_OF_SPLIT[split]
    print("\n".join(table(measured)))
    print(
        f"{run.path}: mean error {measured['mean_error']:.2%} over {len(measured['corruptions'])} corruptions of {measured['images']:,} "
        f"{split} images, {measured['clean']['error']:.2%} without one; wrote {results.numbers} and {results.answers}."
    )


def _evaluate_strokes(run: Run, strokes: list[Path], non_digits: list[Path]) -> None:
    from trainer.evaluation.metrics import CONFIDENT, REFUSED_DIGITS
    from trainer.evaluation.strokes import evaluate_strokes

    measured = evaluate_strokes(run, strokes, non_digits)
    for file in strokes:
        digits = measured["digits"][file.name]
        print(
            f"{run.path}: {digits['errors']} errors in the {digits['images']:,} digits of {file.name} ({digits['role']}), "
            f"{digits['accuracy']:.2%} right, {digits['confident_wrong']:.2%} wrong with p > {CONFIDENT}, "
            f"{digits['verdicts']['not a digit']:.1%} refused."
        )
    for file in non_digits:
        others = measured["non_digits"][file.name]
        print(f"{run.path}: {others['verdicts']['digit']:.1%} of the {others['images']:,} non-digits of {file.name} are named as a digit.")
        for name, told in others["against"].items():
            print(
                f"  against {name}: AUROC {told['auroc']:.3f}; {told['answered']:.1%} answered when {REFUSED_DIGITS:.0%} of the digits are refused."
            )


def fit_seeds_of_recipes(arguments: argparse.Namespace) -> None:
    """Fits, calibrates and evaluates several seeds of recipes, and prints mean and spread."""
    from trainer.training.distribute import place
    from trainer.training.seeds import fit_seeds, parse

    recipes = RECIPES if "all" in arguments.recipes else tuple(find_recipe(name) for name in arguments.recipes)
    named = parse(arguments.seeds) if arguments.seeds else None
    import_tensorflow()
    data = _load(arguments)
    split: Split = "validation" if arguments.holdout else "test"
    with place(arguments.scheduler) as where:
        for recipe in recipes:
            seeds = named or list(range(recipe.seeds))
            recipe = _held_out(recipe, arguments)
            summary = fit_seeds(recipe, seeds, data, arguments.root, arguments.published, split, where, arguments.strokes)
            _print_spread(recipe, summary)


def _print_spread(recipe: Recipe, summary: dict[str, Any]) -> None:
    shares = {f"all {summary['split']} images": summary["accuracy"]}
    if summary["split"] == "test":
        shares["without the 15 label errors"] = summary["accuracy_without_label_errors"]
        shares |= {f"{file} ({one['role']})": one for file, one in summary["drawn"].items()}
    for name, share in shares.items():
        count = share.get("seeds", len(summary["seeds"]))
        print(
            f"{recipe.name}, {count} {'seed' if count == 1 else 'seeds'}, {name}: mean {share['mean']:.3%}, sd {share['sd']:.3%}, {share['min']:.2%} to {share['max']:.2%}"
        )


def search_settings(arguments: argparse.Namespace) -> None:
    """Searches settings of a recipe and prints the trials as a table; without a space, prints the spaces."""
    if not arguments.space:
        for space in SPACES:
            print(f"{space.name:<20} {space.recipe.name:<14} {space.title}")
        return
    space = find_space(arguments.space)
    _check_holdout(arguments)
    from trainer.training.distribute import place
    from trainer.training.search import Settings, check_files, search
    from trainer.training.search_results import table

    check_files(arguments.strokes)
    import_tensorflow()
    settings = Settings(arguments.trials, tuple(arguments.strokes), arguments.epochs, arguments.holdout)
    with place(arguments.scheduler) as where:
        results = search(space, settings, _load(arguments), arguments.root, where)
    print("\n".join(table(results)))
    print(f"The score is the {results['score']}; wrote {arguments.root / space.name}.json.")


def calibrate_run(arguments: argparse.Namespace) -> None:
    """Calibrates a run and prints what was found."""
    searched = (arguments.strokes, arguments.non_digits, arguments.held_out, arguments.refused is not None)
    if arguments.like and any(searched):
        raise InklingError("--like takes what was found before; leave --strokes, --non-digits, --refused and --held-out away.")
    run = Run.open(arguments.run)
    import_tensorflow()
    from trainer.evaluation.calibration import calibrate, calibrate_like
    from trainer.evaluation.threshold_data import Wanted
    from trainer.reading.rejection import REFUSED

    if arguments.like:
        found = calibrate_like(run, arguments.like)
    else:
        held_out = Run.open(arguments.held_out) if arguments.held_out else None
        refused = REFUSED if arguments.refused is None else arguments.refused
        found = calibrate(run, _load(arguments), Wanted(tuple(arguments.strokes), tuple(arguments.non_digits), refused), held_out)
    _print_calibration(run, found)


def _print_calibration(run: Run, found: dict[str, Any]) -> None:
    digit, sure = (found["thresholds"][name] for name in ("digit", "sure"))
    print(
        f"{run.path}: temperature {found['temperature']:g}; a drawing counts as a digit from a score of {digit:g} on, "
        f"and one digit is named alone from a probability of {sure:g} on; wrote calibration.json."
    )
    told = found.get("thresholds_from") or {}
    for source in told.get("sources", []):
        print(f"  {source['data']}: {source['refused']:.2%} of {source['digits']:,} digits refused, {source['unsure']:.2%} unsure.")
    for source in told.get("non_digits", []):
        print(f"  {source['data']}: {source['named']:.2%} of {source['drawings']:,} non-digits named as a digit.")


def compare_recipes(arguments: argparse.Namespace) -> None:
    """Prints how two recipes differ."""
    from trainer.evaluation.compare import compare

    one, other = arguments.recipes
    result = compare(arguments.root, one, other, arguments.split)
    low, high = result.interval
    print(
        f"Seeds {', '.join(map(str, result.seeds))}, {arguments.split} images: "
        f"{one} {result.accuracy[0]:.3%}, {other} {result.accuracy[1]:.3%} right on average."
    )
    print(f"Only {one} is right {result.only_a} times, only {other} {result.only_b} times (seeds x images).")
    print(f"Difference of means {result.accuracy[0] - result.accuracy[1]:+.3%}, 95 % bootstrap interval {low:+.3%} to {high:+.3%}.")
    print(f"Exact McNemar p of each seed: {', '.join(f'{p:.2g}' for p in result.mcnemar)}.")


def bench_training(arguments: argparse.Namespace) -> None:
    """Measures training speed and prints the ratios."""
    if arguments.only == "drawing":
        from trainer.training.drawing_benchmark import drawing

        _print_ratios({"drawing": drawing(arguments.rounds, arguments.images, print)})
        return
    torch = _torch(arguments)
    import_tensorflow()
    from trainer.training.benchmark import bench
    from trainer.training.pytorch_benchmark import against_pytorch

    if torch and arguments.only == "pytorch":
        _print_ratios({"pytorch": against_pytorch(_load(arguments), torch, arguments.rounds)})
        return
    measured = bench(_load(arguments), torch, arguments.rounds, images=arguments.images)
    path = arguments.root / "bench-train.json"
    write_atomically(path, to_json(measured))
    _print_ratios(measured)
    print(f"Wrote {path}; publish it with 'python -m export benchmark {path}'.")


def _print_ratios(measured: dict[str, Any]) -> None:
    """Prints one line for each comparison."""
    pytorch = measured.get("pytorch", {})
    compared = {name: measured.get(name) for name in ("throughput", "race", "drawing")}
    compared |= {f"pytorch, {name}": pytorch.get(name) for name in ("step", "piped", "race")}
    for name, sides in compared.items():
        if sides:
            ratio = sides["ratio"]
            print(f"{name}: " + ("no ratio, because a side did not finish" if ratio is None else f"ours is {ratio:.1f} times as fast"))


def _torch(arguments: argparse.Namespace) -> Path | None:
    """Returns a Python with PyTorch; None, after a sentence, where there is none and nobody asked for one.

    Raises:
        InklingError: The one that is asked for is not there.
    """
    python: Path = arguments.torch or TORCH
    if python.is_file():
        return python
    if arguments.torch or arguments.only:
        raise InklingError(f"There is no Python at {python}; 'make {TORCH.parents[1]}/ready' installs one with PyTorch.")
    print(f"PyTorch is left out: there is no {python}; 'make bench-train' installs it.", file=sys.stderr)
    return None


def predict_images(arguments: argparse.Namespace) -> None:
    """Prints what a run or a published model reads; exits with 1 where a file could not be read, after those that could."""
    if bool(arguments.images) == bool(arguments.sample):
        raise InklingError("Name image files, or give --sample N to read random test images.")
    if arguments.save and not arguments.sample:
        raise InklingError("--save goes with --sample N.")
    recogniser = _recogniser(Path(arguments.run))
    if arguments.images:
        from trainer.reading.cli import print_answers

        print_answers(recogniser, arguments.images, arguments.json)
        return
    from trainer.evaluation.predict import predict_sample, save_sample

    images, predictions = predict_sample(recogniser, _load(arguments), arguments.sample, arguments.seed)
    if arguments.save:
        save_sample(images, predictions, arguments.save)
    for prediction in predictions:
        print(json.dumps(prediction.as_json()) if arguments.json else prediction)


def _recogniser(folder: Path) -> Recogniser:
    """Opens a published model, without TensorFlow, or a run."""
    if (folder / "config.json").is_file():
        from trainer.reading.recogniser import Recogniser

        return Recogniser(folder)
    run = Run.open(folder)
    run.entry("fit")
    import_tensorflow()
    from trainer.evaluation.predict import recogniser_of

    return recogniser_of(run)


def trace_hands(arguments: argparse.Namespace) -> None:
    """Traces hands from fonts."""
    from trainer.synthetic.fonts.make_hands import make_hands

    count = make_hands(arguments.out, arguments.packages, lambda line: print(line, file=sys.stderr))
    print(f"Wrote {count} hands to {arguments.out}.")


def _load(arguments: argparse.Namespace) -> Mnist:
    """Loads MNIST from where the arguments say."""
    from trainer.data.mnist import load

    return load(arguments.data)
