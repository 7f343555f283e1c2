"""The export's commands, ``python -m export COMMAND``; ``--help`` lists them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from export.catalogue import FORMATS, MODELS, OWN
from export.notebook.command import add_notebook
from export.release.commands import add_release_commands
from export.wheel_commands import add_wheel_commands
from trainer.cli import add_data, add_files, add_own, add_published, add_root, add_run, add_scheduler
from trainer.errors import InklingError
from trainer.recipes import RECIPES, Recipe, find_recipe
from trainer.run import Run
from trainer.tf_logging import import_tensorflow

README = Path("README.md")


def parser() -> argparse.ArgumentParser:
    """Returns the export's command line; the reference page of the site is generated from it."""
    top = argparse.ArgumentParser(prog="python -m export", description="Turns runs into what browsers and readers use.")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_run_commands(commands)
    _add_publishing_commands(commands)
    add_notebook(commands)
    add_wheel_commands(commands)
    add_release_commands(commands)

    reference = commands.add_parser(
        "reference", help="write the commands and their options as Markdown, and beside it api.md: the classes of the Python package"
    )
    reference.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    reference.set_defaults(command=write_reference)
    return top


def _add_run_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that work on a run."""
    convert = commands.add_parser("convert", help="convert a run's model, and compare it with Keras over all test images")
    add_run(convert)
    convert.add_argument("--format", choices=tuple(FORMATS), default="tfjs", help="what to convert to (default: tfjs, which the demo uses)")
    convert.add_argument(
        "--quantize",
        choices=("none", "float16", "uint8"),
        help="with --format tfjs: how weights are stored (default: uint8, or float16 where the answers would not stay the same)",
    )
    add_files(convert, "--strokes", "with --format tfjs: drawn digits to read before and after as well")
    add_data(convert)
    convert.set_defaults(command=convert_run)

    figures = commands.add_parser("figures", help="draw the figures of an evaluated run")
    add_run(figures)
    add_data(figures)
    figures.set_defaults(command=draw_figures)

    atlas = commands.add_parser("atlas", help="lay the test images out as a map, by what the converted model's last layer reads")
    add_run(atlas)
    add_data(atlas)
    atlas.set_defaults(command=make_atlas)

    browser = commands.add_parser("browser", help="run the test images through the built site in a real browser, and compare with Keras")
    browser.add_argument("runs", nargs="+", metavar="RUN", help="a run's folder, such as runs/inkling-s0; its model stands in build/www")
    browser.add_argument(
        "--json", type=Path, default=Path("runs/browser.json"), metavar="FILE", help="the results (default: runs/browser.json)"
    )
    add_data(browser)
    browser.set_defaults(command=compare_in_browser)

    pipeline = commands.add_parser(
        "pipeline",
        help="do every step of recipes, from fit to a published copy that is not tracked; steps that are done are not done again",
    )
    _add_recipes(pipeline)
    add_scheduler(pipeline)
    pipeline.set_defaults(command=run_pipelines)

    demo = commands.add_parser("demo", help="serve the site and do the same meanwhile; each model is shown when it is done")
    _add_recipes(demo)
    demo.add_argument("--port", type=int, default=8000, metavar="N", help="where to serve, or the next free port (default: 8000)")
    demo.set_defaults(command=run_demonstration)


def _add_publishing_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands that write to docs/models/ and need no run of their own."""
    publish = commands.add_parser("publish", help="publish finished runs to docs/models/, and write what is derived, the README too")
    publish.add_argument(
        "runs", nargs="+", metavar="RUN", help="a run's folder, such as runs/inkling-s0; or a recipe, or 'all', for seed 0"
    )
    publish.add_argument("--why", metavar="TEXT", help="why it takes the place of the published version, in a sentence: for its changelog")
    add_root(publish)
    add_models(publish)
    publish.set_defaults(command=publish_runs)

    answers = commands.add_parser("answers", help="write what runs answered to each test image beside their published models")
    answers.add_argument(
        "runs", nargs="+", metavar="RUN", help="a run's folder, such as runs/inkling-s0; or a recipe, or 'all', for seed 0"
    )
    add_root(answers)
    add_models(answers)
    answers.set_defaults(command=write_answers)

    seeds = commands.add_parser("seeds", help="add the seeds that 'python -m trainer seeds' fitted to those that are published")
    seeds.add_argument("recipes", nargs="+", metavar="RECIPE", help="names that 'python -m trainer recipes' prints, or 'all'")
    add_root(seeds)
    add_models(seeds)
    seeds.set_defaults(command=publish_fitted_seeds)

    benchmark = commands.add_parser("benchmark", help="publish what a benchmark, or 'python -m export browser', measured")
    benchmark.add_argument("file", type=Path, metavar="FILE", help="the benchmark's results, such as runs/bench-train.json")
    add_models(benchmark)
    benchmark.set_defaults(command=publish_results)

    search = commands.add_parser("search", help="publish a finished search to docs/models/searches/, with a page of its own")
    search.add_argument("folder", type=Path, metavar="FOLDER", help="the search's folder, such as runs/search/linear_rate")
    add_models(search)
    search.set_defaults(command=publish_searched)

    derive = commands.add_parser("derive", help="write cards, comparison, catalogue, snippets and the README's table again; needs no run")
    add_models(derive)
    derive.set_defaults(command=write_derived)

    dataset = commands.add_parser(
        "dataset", help="draw the figures that all models share, and write the images of the demo and of the laboratory"
    )
    add_data(dataset)
    add_models(dataset)
    dataset.set_defaults(command=write_dataset)


def _add_recipes(command: argparse.ArgumentParser) -> None:
    """Adds what the pipeline wants to know."""
    command.add_argument("recipes", nargs="+", metavar="RECIPE", help="names that 'python -m trainer recipes' prints, or 'all'")
    add_data(command)
    add_own(command)
    add_root(command)
    add_published(command)
    command.add_argument("--models", type=Path, default=OWN, metavar="DIR", help=f"folder for the published copy (default: {OWN})")


def convert_run(arguments: argparse.Namespace) -> None:
    """Converts a run and prints how the result compares with Keras."""
    run = Run.open(arguments.run)
    run.entry("fit")
    import_tensorflow()
    from export.config import weights_of
    from export.convert.formats import convert
    from trainer.data.mnist import load

    parity = convert(run, load(arguments.data), arguments.format, arguments.quantize, arguments.strokes)
    print(
        f"{run.path}: over {parity.images:,} test images probabilities differ by at most {parity.largest_difference:.1e}, "
        f"{parity.flips} labels flip; accuracy {parity.keras_accuracy:.2%} in the run, {parity.exported_accuracy:.2%} in {FORMATS[arguments.format]}."
    )
    entry = run.entry(arguments.format)
    print(f"Weights as {weights_of(entry)}: {entry['bytes'] / 1000:.0f} KB.")
    for drawn in entry.get("drawings", ()):
        right = f"{drawn['keras_accuracy']:.2%} in the run, {drawn['exported_accuracy']:.2%} converted"
        print(f"{drawn['title']}: of {drawn['images']:,} drawings {drawn['flips']} labels flip; right {right}.")


def draw_figures(arguments: argparse.Namespace) -> None:
    """Draws a run's figures."""
    run = Run.open(arguments.run)
    from export.figures.run import make
    from trainer.data.mnist import load

    print(f"{run.path}: {len(make(run, load(arguments.data)))} figures in {run.path / 'figures'}.")


def make_atlas(arguments: argparse.Namespace) -> None:
    """Makes the atlas of a run."""
    run = Run.open(arguments.run)
    run.entry("tfjs")
    from export.atlas import STEP, make
    from trainer.data.mnist import load

    made = make(run, load(arguments.data))
    print(f"{run.path / STEP}: a map of {made['images']:,} test images, {made['errors']} of them misread.")


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
    """Takes recipes from the data to a published copy."""
    recipes = _recipes(arguments.recipes)
    if arguments.scheduler:
        if arguments.strokes or arguments.images:
            raise InklingError("Drawings of your own are not sent to other machines: leave --scheduler out, or --strokes and --images.")
        _run_pipelines_on_cluster(arguments, recipes)
        return
    train = _trainer(arguments)
    for recipe in recipes:
        train(recipe)


def _run_pipelines_on_cluster(arguments: argparse.Namespace, recipes: Sequence[Recipe]) -> None:
    import_tensorflow()
    from export.pipeline import run_pipelines_on
    from trainer.data.mnist import load
    from trainer.training.distribute import place

    with place(arguments.scheduler) as where:
        run_pipelines_on(where, recipes, load(arguments.data), arguments.root, arguments.models, arguments.published)


def run_demonstration(arguments: argparse.Namespace) -> None:
    """Serves the site while it takes recipes from the data to the site."""
    from export.demo import Folders, run_demo

    run_demo(_recipes(arguments.recipes), lambda: _trainer(arguments), arguments.port, Folders(own=arguments.models))


def _recipes(names: Sequence[str]) -> tuple[Recipe, ...]:
    return RECIPES if "all" in names else tuple(find_recipe(name) for name in names)


def _trainer(arguments: argparse.Namespace) -> Callable[[Recipe], bool]:
    """Starts TensorFlow, reads MNIST and returns the function that takes a recipe through the pipeline."""
    import_tensorflow()
    from export.pipeline import run_pipeline
    from trainer.data.mnist import load
    from trainer.data.own import read_own

    data = load(arguments.data)

    def train(recipe: Recipe) -> bool:
        own = read_own(arguments.strokes, arguments.images, recipe.answers)
        return run_pipeline(recipe, data, arguments.root, arguments.models, arguments.published, own=own)

    return train


def publish_runs(arguments: argparse.Namespace) -> None:
    """Publishes runs as tracked results."""
    from export.derive import derive
    from export.publish import publish

    readme = _readme(arguments)
    for run in [Run.open(path) for path in _runs(arguments)]:
        print(f"{run.path}: published in {publish(run, arguments.models, tracked=True, why=arguments.why)}")
    derive(arguments.models, readme)
    if readme:
        print(f"Commit {arguments.models} and {readme} together: the results stand in both.")


def _runs(arguments: argparse.Namespace) -> list[Path]:
    """The runs that are named, by their folder or by their recipe."""
    if "all" in arguments.runs:
        return [arguments.root / f"{recipe.name}-s0" for recipe in RECIPES]
    names = {recipe.name for recipe in RECIPES}
    return [arguments.root / f"{name}-s0" if name in names and not Path(name).exists() else Path(name) for name in arguments.runs]


def write_answers(arguments: argparse.Namespace) -> None:
    """Writes the answers of runs beside the models that were published from them."""
    from export.answers import write_beside
    from export.derive import derive

    for run in [Run.open(path) for path in _runs(arguments)]:
        print(f"{run.path}: its answers to the test images are in {write_beside(run, arguments.models)}")
    derive(arguments.models, _readme(arguments))


def publish_fitted_seeds(arguments: argparse.Namespace) -> None:
    """Publishes the seeds of recipes beside their published models."""
    from export.derive import derive
    from export.seeds import publish_seeds

    for recipe in _recipes(arguments.recipes):
        print(f"{recipe.name}: its seeds are in {publish_seeds(recipe.name, arguments.root, arguments.models)}")
    derive(arguments.models, _readme(arguments))


def publish_results(arguments: argparse.Namespace) -> None:
    """Publishes the results of a benchmark."""
    from export.derive import derive
    from export.publish import publish_benchmark

    print(f"{arguments.file}: published as {publish_benchmark(arguments.file, arguments.models)}")
    derive(arguments.models, _readme(arguments))


def publish_searched(arguments: argparse.Namespace) -> None:
    """Publishes a search."""
    from export.derive import derive
    from export.searches import publish_search

    print(f"{arguments.folder}: published in {publish_search(arguments.folder, arguments.models)}")
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
    """Writes the reference of all commands and, beside it, that of the Python package."""
    from export.api_reference import api_reference
    from export.cli_reference import reference
    from trainer.cli import parser as trainer_parser
    from trainer.reading.cli import parser as reading_parser
    from trainer.run import write_atomically

    write_atomically(arguments.file, reference([reading_parser(), trainer_parser(), parser()]).encode())
    write_atomically(arguments.file.with_name("api.md"), api_reference().encode())


def add_models(command: argparse.ArgumentParser) -> None:
    """Adds the option for the folder that is published to."""
    command.add_argument("--models", type=Path, default=MODELS, metavar="DIR", help=f"folder to publish to (default: {MODELS})")


def _readme(arguments: argparse.Namespace) -> Path | None:
    """The README shows what is published in this repository; what is published elsewhere does not touch it."""
    return README if arguments.models == MODELS and README.exists() else None
