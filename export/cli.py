"""The export's commands: ``python -m export convert | figures | dataset | publish | derive | pipeline | browser | benchmark | reference``."""

from __future__ import annotations

import argparse
from pathlib import Path

from export.catalogue import MODELS
from trainer.cli import add_data, add_root, add_run
from trainer.recipes import RECIPES, find_recipe
from trainer.run import Run
from trainer.tf_logging import import_tensorflow

README = Path("README.md")
FORMATS = ("tfjs", "litert", "onnx")


def parser() -> argparse.ArgumentParser:
    """Returns the export's command line; the reference page of the site is generated from it."""
    top = argparse.ArgumentParser(prog="python -m export", description="Turns runs into what browsers and readers use.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_run_commands(commands)
    _add_publishing_commands(commands)

    reference = commands.add_parser("reference", help="write the commands and their options as Markdown")
    reference.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    reference.set_defaults(command=write_reference)
    return top


def _add_run_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that work on a run."""
    convert = commands.add_parser("convert", help="convert a run's model, and compare it with Keras over all test images")
    add_run(convert)
    convert.add_argument("--format", choices=FORMATS, default="tfjs", help="what to convert to (default: tfjs, which the demo uses)")
    convert.add_argument(
        "--quantize", choices=("none", "float16", "uint8"), help="with --format tfjs: how weights are stored (default: float16)"
    )
    add_data(convert)
    convert.set_defaults(command=convert_run)

    figures = commands.add_parser("figures", help="draw the figures of an evaluated run")
    add_run(figures)
    add_data(figures)
    figures.set_defaults(command=draw_figures)

    browser = commands.add_parser("browser", help="run the test images through the built site in a real browser, and compare with Keras")
    browser.add_argument("runs", nargs="+", metavar="RUN", help="a run's folder, such as runs/inkling-s0; its model stands in build/www")
    browser.add_argument(
        "--json", type=Path, default=Path("runs/browser.json"), metavar="FILE", help="the results (default: runs/browser.json)"
    )
    add_data(browser)
    browser.set_defaults(command=compare_in_browser)

    pipeline = commands.add_parser("pipeline", help="do every step of recipes, from fit to publish; steps that are done are not done again")
    pipeline.add_argument("recipes", nargs="+", metavar="RECIPE", help="names that 'python -m trainer recipes' prints, or 'all'")
    add_data(pipeline)
    add_root(pipeline)
    add_models(pipeline)
    pipeline.set_defaults(command=run_pipelines)


def _add_publishing_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that write to docs/models/ and need no run of their own."""
    publish = commands.add_parser("publish", help="publish finished runs to docs/models/")
    publish.add_argument("runs", nargs="+", metavar="RUN", help="a run's folder, such as runs/inkling-s0")
    add_models(publish)
    publish.set_defaults(command=publish_runs)

    benchmark = commands.add_parser("benchmark", help="publish what a benchmark, or 'python -m export browser', measured")
    benchmark.add_argument("file", type=Path, metavar="FILE", help="the benchmark's results, such as runs/bench-train.json")
    add_models(benchmark)
    benchmark.set_defaults(command=publish_results)

    derive = commands.add_parser("derive", help="write cards, comparison, catalogue, snippets and the README's table again; needs no run")
    add_models(derive)
    derive.set_defaults(command=write_derived)

    dataset = commands.add_parser("dataset", help="draw the figures that all models share, and write the demo's test images")
    add_data(dataset)
    add_models(dataset)
    dataset.set_defaults(command=write_dataset)


def convert_run(arguments: argparse.Namespace) -> None:
    """Converts a run and prints how the result compares with Keras."""
    run = Run.open(arguments.run)
    run.entry("fit")
    import_tensorflow()
    from export.convert.formats import convert
    from trainer.data.mnist import load

    parity = convert(run, load(arguments.data), arguments.format, arguments.quantize)
    print(
        f"{run.path}: over {parity.images:,} test images probabilities differ by at most {parity.largest_difference:.1e}, "
        f"{parity.flips} labels flip; accuracy {parity.keras_accuracy:.2%} in Keras, {parity.exported_accuracy:.2%} in {arguments.format}."
    )


def draw_figures(arguments: argparse.Namespace) -> None:
    """Draws a run's figures."""
    run = Run.open(arguments.run)
    from export.figures.run import make
    from trainer.data.mnist import load

    print(f"{run.path}: {len(make(run, load(arguments.data)))} figures in {run.path / 'figures'}.")


def compare_in_browser(arguments: argparse.Namespace) -> None:
    """Compares published models in a browser with Keras."""
    runs = [Run.open(path) for path in arguments.runs]
    from export.convert.browser_parity import compare_in_browser
    from trainer.data.mnist import load
    from trainer.run import to_json, write_atomically

    measured = compare_in_browser(runs, load(arguments.data))
    for row in measured["rows"]:
        print(
            f"{row['recipe']}: over {row['images']:,} test images in {measured['browser']} ({row['backend']}) probabilities differ from those of Keras "
            f"by at most {row['largest_difference']:.1e}, {row['flips']} labels flip."
        )
    write_atomically(arguments.json, to_json(measured))


def run_pipelines(arguments: argparse.Namespace) -> None:
    """Takes recipes from the data to the site."""
    recipes = RECIPES if "all" in arguments.recipes else tuple(find_recipe(name) for name in arguments.recipes)
    import_tensorflow()
    from export.pipeline import run_pipeline
    from trainer.data.mnist import load

    data = load(arguments.data)
    for recipe in recipes:
        run_pipeline(recipe, data, arguments.root, arguments.models, _readme(arguments))


def publish_runs(arguments: argparse.Namespace) -> None:
    """Publishes runs."""
    from export.derive import derive
    from export.publish import publish

    for run in [Run.open(path) for path in arguments.runs]:
        print(f"{run.path}: published in {publish(run, arguments.models)}")
    derive(arguments.models, _readme(arguments))


def publish_results(arguments: argparse.Namespace) -> None:
    """Publishes the results of a benchmark."""
    from export.derive import derive
    from export.publish import publish_benchmark

    print(f"{arguments.file}: published as {publish_benchmark(arguments.file, arguments.models)}")
    derive(arguments.models, _readme(arguments))


def write_derived(arguments: argparse.Namespace) -> None:
    """Writes what is derived from all that is published."""
    from export.derive import derive

    print(f"{arguments.models}: wrote what is derived from {len(derive(arguments.models, _readme(arguments)))} published models.")


def write_dataset(arguments: argparse.Namespace) -> None:
    """Writes what all models share."""
    from export.figures.dataset import write
    from trainer.data.mnist import load

    folder = arguments.models / "figures"
    print(f"{folder}: wrote {len(write(load(arguments.data), folder))} files that all models share.")


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
