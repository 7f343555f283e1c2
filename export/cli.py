"""The export's commands: ``python -m export tfjs | figures | publish | browser | benchmark | litert | street | reference``."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.cli import add_data, add_root, add_run
from trainer.recipes import RECIPES, find_recipe
from trainer.run import Run
from trainer.tf_logging import import_tensorflow

MODELS = Path("docs/models")
README = Path("README.md")


def parser() -> argparse.ArgumentParser:
    """Returns the export's command line; the reference page of the site is generated from it."""
    top = argparse.ArgumentParser(prog="python -m export", description="Turns runs into what browsers and readers consume.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    tfjs = commands.add_parser("tfjs", help="convert a run's model to TensorFlow.js and prove that it computes the same")
    add_run(tfjs)
    tfjs.add_argument(
        "--quantize", choices=("none", "float16", "uint8"), default="float16", help="how weights are stored (default: float16)"
    )
    add_data(tfjs)
    tfjs.set_defaults(command=convert_run)

    figures = commands.add_parser("figures", help="draw the figures of an evaluated run")
    add_run(figures)
    add_data(figures)
    figures.set_defaults(command=draw_figures)

    publish = commands.add_parser("publish", help="publish finished runs to docs/models/")
    publish.add_argument("runs", nargs="+", metavar="RUN", help="a run's folder, such as runs/inkling-s0")
    add_models(publish)
    publish.set_defaults(command=publish_runs)

    browser = commands.add_parser("browser", help="run the test images through the built site in a real browser and compare with Keras")
    browser.add_argument("runs", nargs="+", metavar="RUN", help="a run's folder, such as runs/inkling-s0; its model stands in build/www")
    browser.add_argument(
        "--json", type=Path, default=Path("runs/browser.json"), metavar="FILE", help="the results (default: runs/browser.json)"
    )
    add_data(browser)
    browser.set_defaults(command=prove_in_browser)

    benchmark = commands.add_parser("benchmark", help="publish what a benchmark, or 'python -m export browser', measured")
    benchmark.add_argument("file", type=Path, metavar="FILE", help="the benchmark's results, such as runs/bench-train.json")
    add_models(benchmark)
    benchmark.set_defaults(command=publish_bench)

    litert = commands.add_parser("litert", help="convert a published model to LiteRT, for 'make bench-demo'")
    litert.add_argument("model", type=Path, metavar="MODEL", help="a published model.json, such as docs/models/inkling/model.json")
    litert.add_argument("file", type=Path, metavar="FILE", help="the file to write, such as build/bench/inkling.tflite")
    litert.set_defaults(command=convert_litert)

    street = commands.add_parser("street", help="fit, evaluate, convert, draw and publish recipes; steps that are done are not done again")
    street.add_argument("recipes", nargs="+", metavar="RECIPE", help="names that 'python -m trainer recipes' prints, or 'all'")
    add_data(street)
    add_root(street)
    add_models(street)
    street.set_defaults(command=walk_street)

    reference = commands.add_parser("reference", help="write the commands and their options as Markdown")
    reference.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    reference.set_defaults(command=write_reference)
    return top


def convert_run(arguments: argparse.Namespace) -> None:
    """Converts a run and prints the proof."""
    run = Run.open(arguments.run)
    run.entry("fit")
    import_tensorflow()
    from export.convert.tfjs import convert
    from trainer.data.mnist import load

    parity = convert(run, load(arguments.data), arguments.quantize)
    print(
        f"{run.path}: over {parity.images:,} test images probabilities differ by at most {parity.largest_difference:.1e}, "
        f"{parity.flips} labels flip; accuracy {parity.keras_accuracy:.2%} in Keras, {parity.tfjs_accuracy:.2%} in TensorFlow.js."
    )


def draw_figures(arguments: argparse.Namespace) -> None:
    """Draws a run's figures."""
    run = Run.open(arguments.run)
    from export.figures.run import make
    from trainer.data.mnist import load

    print(f"{run.path}: {len(make(run, load(arguments.data)))} figures in {run.path / 'figures'}.")


def publish_runs(arguments: argparse.Namespace) -> None:
    """Publishes runs."""
    from export.publish import publish, write_derived

    for run in [Run.open(path) for path in arguments.runs]:
        print(f"{run.path}: published in {publish(run, arguments.models)}")
    write_derived(arguments.models, _readme(arguments))


def prove_in_browser(arguments: argparse.Namespace) -> None:
    """Compares published models in a browser with Keras."""
    runs = [Run.open(path) for path in arguments.runs]
    from export.convert.browser import prove
    from trainer.data.mnist import load
    from trainer.run import to_json, write_atomically

    measured = prove(runs, load(arguments.data))
    for row in measured["rows"]:
        print(
            f"{row['recipe']}: over {row['images']:,} test images in {measured['browser']} ({row['backend']}) probabilities differ from those of Keras "
            f"by at most {row['largest_difference']:.1e}, {row['flips']} labels flip."
        )
    write_atomically(arguments.json, to_json(measured))


def publish_bench(arguments: argparse.Namespace) -> None:
    """Publishes the results of a benchmark."""
    from export.publish import publish_benchmark, write_derived

    print(f"{arguments.file}: published as {publish_benchmark(arguments.file, arguments.models)}")
    write_derived(arguments.models, _readme(arguments))


def convert_litert(arguments: argparse.Namespace) -> None:
    """Converts a published model to LiteRT."""
    import_tensorflow()
    from export.convert.litert import convert

    convert(arguments.model, arguments.file)
    print(f"{arguments.model}: converted to {arguments.file}")


def walk_street(arguments: argparse.Namespace) -> None:
    """Takes recipes from the data to the site."""
    recipes = RECIPES if "all" in arguments.recipes else tuple(find_recipe(name) for name in arguments.recipes)
    import_tensorflow()
    from export.pipeline import walk
    from trainer.data.mnist import load

    data = load(arguments.data)
    for recipe in recipes:
        walk(recipe, data, arguments.root, arguments.models, _readme(arguments))


def write_reference(arguments: argparse.Namespace) -> None:
    """Writes the reference of all commands."""
    from export.cli_reference import reference
    from trainer.cli import parser as trainer_parser
    from trainer.run import write_atomically

    write_atomically(arguments.file, reference([trainer_parser(), parser()]).encode())


def add_models(command: argparse.ArgumentParser) -> None:
    """Adds the option for the folder that is published to."""
    command.add_argument("--models", type=Path, default=MODELS, metavar="DIR", help=f"folder to publish to (default: {MODELS})")


def _readme(arguments: argparse.Namespace) -> Path | None:
    """The README shows what is published in this repository; what is published elsewhere does not touch it."""
    return README if arguments.models == MODELS and README.exists() else None
