"""The Markdown of model cards, of the comparison page and of the results in the README. Pure: numbers in, text out.

Every number comes from a published ``metrics.json`` or ``manifest.json``; the cards and the comparison name the commands that measure it.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trainer.recipes import RECIPES

GENERATED = "<!-- Written by `python -m export publish`; edit export/report.py instead. -->"


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of one published model."""

    manifest: dict[str, Any]
    """The run's manifest."""
    metrics: dict[str, Any]
    """What ``evaluate`` measured."""
    seeds: dict[str, Any] | None = None
    """What ``trainer seeds`` summarised, where several seeds of this very recipe were fitted."""
    strokes: dict[str, Any] | None = None
    """What ``evaluate --strokes`` measured, where it did."""
    calibration: dict[str, Any] = field(default_factory=dict)
    """What ``calibrate`` found."""

    @property
    def recipe(self) -> dict[str, Any]:
        """The recipe that made it, as the manifest froze it."""
        recipe: dict[str, Any] = self.manifest["fit"]["recipe"]
        return recipe

    @property
    def name(self) -> str:
        """The recipe's name; the model's folder."""
        return str(self.recipe["name"])


def catalogue_entry(model: Published, default: bool) -> dict[str, Any]:
    """One model's entry of ``docs/models/index.json``; paths are relative to that file."""
    return {
        "name": model.name,
        "title": model.recipe["title"],
        "summary": model.recipe["summary"],
        "model": f"{model.name}/model.json",
        "card": f"{model.name}/",
        "parameters": model.manifest["fit"]["parameters"],
        "bytes": model.manifest["tfjs"]["bytes"],
        "accuracy": model.metrics["accuracy"],
        "errors": model.metrics["errors"],
        "images": model.metrics["images"],
        "strokes_accuracy": model.strokes["digits"]["accuracy"] if model.strokes else None,
        "default": default,
    }


def card(model: Published) -> str:
    """The model card, ``docs/models/NAME/index.md``."""
    recipe = model.recipe
    return (
        "\n\n".join(
            [
                f"---\ntitle: {recipe['title']}\ndescription: {json.dumps(recipe['summary'], ensure_ascii=False)}\n---",
                GENERATED,
                f"# {recipe['title']}",
                recipe["summary"],
                _facts(model),
                "## On the test set",
                _test_set(model),
                figure("confusion", f"Confusion matrix of {recipe['title']}: {errors_in_words(model)}."),
                "The diagonal and the errors are coloured by scales of their own; a dot is a zero.",
                figure("per_digit", f"Share of each digit's test images that {recipe['title']} reads right."),
                _per_digit(model),
                _reproduce(f"python -m trainer evaluate runs/{_run(model)}"),
                *_seeds(model),
                *_drawings(model),
                "## The most confident errors",
                figure("errors", "The ten test images that it misreads with the highest confidence, with the answer and the label."),
                "## Random test images",
                figure("predictions", "Sixteen random test images with the answer and the label."),
                "## Training",
                _training(model),
                figure(
                    "curves",
                    f"Accuracy and loss per epoch, on the {'training and the validation' if recipe['holdout'] else 'training'} images.",
                ),
                _reproduce(_fit_command(model)),
                "## The same answers in the browser",
                _proof(model),
                _reproduce(f"python -m export tfjs runs/{_run(model)}"),
                "## Files",
                _files(),
            ]
        )
        + "\n"
    )


def comparison(models: list[Published]) -> str:
    """The comparison page, ``docs/models/index.md``."""
    return (
        "\n\n".join(
            [
                "---\ntitle: Models\ndescription: Every published model, measured on the same test images and on drawings, side by side.\nhide:\n  - toc\n---",
                GENERATED,
                "# Models",
                "Every published recipe, measured on the same 10,000 test images, and carried to the browser with a proof. "
                "All of them can be tried in [the demo](../index.md): draw once, then switch.",
                table(models, link="{name}/index.md"),
                figure(
                    "seeds", "Errors of each seed of each recipe on a logarithmic scale, with the mean; the table above has the numbers."
                ),
                "*MNIST* and *errors* are means over the seeds, errors out of 10,000 with their standard deviation and range; *drawn* is the share of digits "
                "that people drew with a pen, not on paper, that it reads right; *size* is what a browser fetches. No seed, epoch or setting was chosen on the "
                "test set.",
                _reproduce("make seeds"),
                *_drawings_compared(models),
                "## The models that stand here",
                f"They are those of seed {', '.join(sorted({str(model.manifest['fit']['seed']) for model in models}))}, fixed beforehand.",
                published_table(models, link="{name}/index.md"),
                "The *95 % interval* is Wilson's, of the share that is right. *Calibration*, the expected calibration error, says how far confidence and "
                "accuracy lie apart.",
                _reproduce("make demo RECIPES=all"),
                "The catalogue is also there as [JSON](index.json).",
            ]
        )
        + "\n"
    )


def table(models: list[Published], link: str) -> str:
    """One row a model; ``link`` is the address of a card, with ``{name}`` in it."""
    lines = ["| Model | MNIST | Drawn | Errors | Range | Seeds | Parameters | Size |", "|---|--:|--:|--:|:-:|--:|--:|--:|"]
    for model in models:
        parameters = model.manifest["fit"]["parameters"]
        right, rest = _over_seeds(model)
        drawn = percent(model.strokes["digits"]["accuracy"]) if model.strokes else ""
        lines.append(f"| {_linked(model, link)} | {right} | {drawn} | {rest} | {parameters:,} | {kilobytes(model)} |")
    return "\n".join(lines)


def drawn_table(models: list[Published], link: str) -> str:
    """How each model does on drawings, one row each; those that were not measured on any are left out."""
    lines = [
        "| Model | Digits right | Wrong, p > 0.9 | AUROC | Others answered |",
        "|---|--:|--:|--:|--:|",
    ]
    for model in models:
        if model.strokes:
            digits, others = model.strokes["digits"], model.strokes.get("non_digits")
            rest = f"{others['auroc']:.3f} | {tenths(others['answered'])}" if others else "|"
            lines.append(f"| {_linked(model, link)} | {percent(digits['accuracy'])} | {percent(digits['confident_wrong'])} | {rest} |")
    return "\n".join(lines)


def published_table(models: list[Published], link: str) -> str:
    """What is known of the very model that is published, one row each."""
    lines = ["| Model | Errors | 95 % interval | Calibration | Training |", "|---|--:|:-:|--:|--:|"]
    for model in models:
        metrics = model.metrics
        low, high = metrics["accuracy_interval"]
        lines.append(
            f"| {_linked(model, link)} | {metrics['errors']} | {100 * low:.2f} to {percent(high)} "
            f"| {percent(metrics['calibration_error'])} | {duration(model.manifest['fit']['seconds'])} |"
        )
    return "\n".join(lines)


def _linked(model: Published, link: str) -> str:
    return f"[{model.recipe['title']}]({link.format(name=model.name)})"


def _over_seeds(model: Published) -> tuple[str, str]:
    """The share that is right; then errors, range and number of seeds as cells of the table. A single run has no spread."""
    if not model.seeds:
        return percent(model.metrics["accuracy"]), f"{model.metrics['errors']} | | 1"
    errors, accuracy = model.seeds["errors"], model.seeds["accuracy"]
    return mean_percent(accuracy["mean"]), (
        f"{errors['mean']:.1f} ± {errors['sd']:.1f} | {errors['min']} to {errors['max']} | {len(model.seeds['seeds'])}"
    )


def tolerance(allowed: Mapping[Any, tuple[float, int]]) -> str:
    """What an export may differ by, as the proof checks it: weight type -> probability, labels."""
    lines = ["| Weights | Largest difference in a probability | Labels that may flip |", "|---|--:|--:|"]
    return "\n".join([*lines, *(f"| `{quantize}` | {_plain(difference)} | {flips} |" for quantize, (difference, flips) in allowed.items())])


def _plain(number: float) -> str:
    """0.00001 and not 1e-05."""
    return f"{number:.6f}".rstrip("0")


def training_speed(measured: Mapping[str, Any]) -> str:
    """What ``python -m trainer bench`` measured: both sides of both claims, and their ratios."""
    hardware, fast, race = measured["hardware"], measured["throughput"], measured["race"]
    images, seconds = fast["images_per_second"], race["seconds"]
    lines = [
        "| Measured | Ours | Stock Keras | Ratio |",
        "|---|--:|--:|--:|",
        f"| Images a second | {_median(images['ours'], 0)} | {_median(images['stock'], 0)} | {_ratio(fast['ratio'])} |",
        f"| Seconds to {percent(race['finish'])} | {_median(seconds['ours'], 1)} | {_median(seconds['classic'], 1)} | {_ratio(race['ratio'])} |",
    ]
    return (
        "\n".join(lines)
        + f"\n\nImages a second: `{fast['recipe']}` in {fast['computes']} with the fused batch norm, against the same network of stock "
        f"layers in float32. Seconds of training until the test images are read that well: `{race['recipe']}`, against the Keras convnet example. Both sides "
        f"in turn, medians of {len(images['ours'])} rounds, on {hardware['cores']} cores ({hardware['processor']}), TensorFlow "
        f"{measured['packages']['tensorflow']}, Keras {measured['packages']['keras']}."
    )


def teaching(measured: Mapping[str, Any]) -> str:
    """What ``node site/bench/few-shot.mjs`` measured: drawings read right before and after corrections."""
    lines = ["| Corrections, at most | Given | Their other drawings | Everybody else's |", "|--:|--:|:-:|:-:|"]
    for row in measured["rows"]:
        own, others = (f"{percent(row[who]['before'])} → {percent(row[who]['after'])}" for who in ("own", "others"))
        lines.append(f"| {row['corrections']} | {row['given']:.1f} | {own} | {others} |")
    return (
        "\n".join(lines)
        + f"\n\nMeans over the {measured['writers']} writers of `{measured['file']}` that `{measured['model']}` reads worst."
    )


def in_browser(measured: Mapping[str, Any]) -> str:
    """What ``python -m export browser`` measured: the published models in a real browser, and Keras."""
    lines = [
        "| Model | Errors in Keras | Errors in the browser | Labels that differ | Largest difference of a probability |",
        "|---|--:|--:|--:|--:|",
    ]
    for row in measured["rows"]:
        keras, browser = (round(row["images"] * (1 - row[f"{side}_accuracy"])) for side in ("keras", "tfjs"))
        lines.append(f"| `{row['recipe']}` | {keras} | {browser} | {row['flips']} | {row['largest_difference']:.1e} |")
    first = measured["rows"][0]
    computes = "JavaScript" if first["backend"] == "cpu" else f"WebAssembly {'with' if first['simd'] else 'without'} SIMD"
    return (
        "\n".join(lines)
        + f"\n\nAll {first['images']:,} test images in {measured['browser']}, {computes}, with the files of the built site."
    )


def _median(values: list[float | None], digits: int) -> str:
    """The middle of several measurements; a side that did not always get there has none."""
    known = [value for value in values if value is not None]
    return f"{statistics.median(known):,.{digits}f}" if len(known) == len(values) else "not always there"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"**{value:.1f}x**"


def sentence(model: Published) -> str:
    """The result in one sentence, for pages that include it."""
    size = f"with {model.manifest['fit']['parameters']:,} parameters in {kilobytes(model)}"
    if not model.seeds:
        return f"**{model.recipe['title']}** makes {errors_in_words(model)} ({percent(model.metrics['accuracy'])} right) {size}."
    accuracy = model.seeds["accuracy"]
    return (
        f"**{model.recipe['title']}** reads {mean_percent(accuracy['mean'])} of the test images right, on average over {len(model.seeds['seeds'])} seeds "
        f"({percent(accuracy['min'])} to {percent(accuracy['max'])}), {size}."
    )


def figure(name: str, alternative: str) -> str:
    """A figure for light pages and its twin for dark ones."""
    return "\n".join(f"![{alternative}](figures/{name}.{theme}.svg#only-{theme}){{ loading=lazy }}" for theme in ("light", "dark"))


def percent(share: float) -> str:
    """0.99634 -> ``99.63 %``."""
    return f"{100 * share:.2f} %"


def tenths(share: float) -> str:
    """0.21532 -> ``21.5 %``, where more digits would say more than is known."""
    return f"{100 * share:.1f} %"


def mean_percent(share: float) -> str:
    """A mean over seeds has a digit more than a single run: 0.997 -> ``99.700 %``."""
    return f"{100 * share:.3f} %"


def kilobytes(model: Published) -> str:
    """The model's files in units of 1000 bytes."""
    return f"{model.manifest['tfjs']['bytes'] / 1000:.0f} KB"


def duration(seconds: float) -> str:
    """75.3 -> ``1 min 15 s``."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60} s"


def errors_in_words(model: Published) -> str:
    """``37 errors in 10,000 test images``."""
    return f"{model.metrics['errors']} errors in {model.metrics['images']:,} test images"


def _facts(model: Published) -> str:
    """What a reader wants to know first."""
    fit, metrics = model.manifest["fit"], model.metrics
    low, high = metrics["accuracy_interval"]
    rows = [
        (
            "Test accuracy",
            f"**{percent(metrics['accuracy'])}**, {errors_in_words(model)} (95 % interval {100 * low:.2f} to {percent(high)})",
        ),
        ("Expected", f"{model.recipe['expected'][0]} to {model.recipe['expected'][1]} %"),
        ("Parameters", f"{fit['parameters']:,}"),
        ("Size", f"{kilobytes(model)}, weights as {model.manifest['tfjs']['quantize']}"),
        ("Input", "28x28 grid, ink 1 on ground 0; the [drawing rule](../../how/drawing.md) makes it from strokes"),
        (
            "Output",
            "eleven probabilities that sum to 1: the ten digits, and none of them"
            if (model.recipe.get("synthetic") or {}).get("negatives")
            else "ten probabilities that sum to 1",
        ),
        ("Seed", str(fit["seed"])),
    ]
    return "\n".join(["| At a glance | This model |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def _test_set(model: Published) -> str:
    metrics, sound = model.metrics, model.metrics["without_label_errors"]
    return (
        f"{errors_in_words(model)[:1].upper()}{errors_in_words(model)[1:]}; mean negative log-likelihood {metrics['loss']:.4f} nats; expected "
        f"calibration error {percent(metrics['calibration_error'])}. Without the {metrics['images'] - sound['images']} images whose labels are known to be wrong or disputed: "
        f"{sound['errors']} errors in {sound['images']:,}, {percent(sound['accuracy'])}."
    )


def _seeds(model: Published) -> list[str]:
    """The section on several seeds: one row a seed, then what they come to; nothing where there is but one."""
    if not model.seeds:
        return []
    summary = model.seeds
    rows = ["| Seed | Errors | Without label errors | Calibration | Training |", "|--:|--:|--:|--:|--:|"]
    rows += [
        f"| {one['seed']} | {one['errors']} | {one['errors_without_label_errors']} | {percent(one['calibration_error'])} | {duration(one['seconds'])} |"
        for one in summary["seeds"]
    ]
    count = len(summary["seeds"])
    return [
        "## Over seeds",
        f"The same recipe from {count} starts, the last epoch of each: mean {_spread(summary['accuracy'])}; "
        f"without the label errors, mean {_spread(summary['accuracy_without_label_errors'])}.",
        "\n".join(rows),
        _reproduce(f"python -m trainer seeds {model.name} --seeds {seed_list([one['seed'] for one in summary['seeds']])}"),
    ]


def _drawings(model: Published) -> list[str]:
    """The section on drawings; nothing where it was not measured."""
    if not model.strokes:
        return []
    digits, others = model.strokes["digits"], model.strokes.get("non_digits")
    said, low = digits["verdicts"], model.strokes["thresholds"]
    low_end, high_end = digits["accuracy_interval"]
    parts = [
        "## On drawings",
        f"Of {digits['images']:,} digits that people drew with a pen on a tablet (`{digits['file']}`), rendered as the demo renders yours, it reads "
        f"**{percent(digits['accuracy'])}** right (95 % interval {100 * low_end:.2f} to {percent(high_end)}), and {percent(digits['confident_wrong'])} "
        f"wrong with a probability above 0.9.",
        _recalls(digits["per_digit"]),
        f"The demo takes a drawing for a digit when its likeliest digit has a probability of {low['digit']:g} or more, and names one alone from "
        f"{low['sure']:g} on (given that it is a digit). So it names one digit for {tenths(said['digit'])} of these, two for {tenths(said['unsure'])}, and refuses "
        f"{tenths(said['not a digit'])}.",
        figure("coverage", "Share of answers that are right when only the surest are given, for test images and for drawn digits."),
        figure("strokes_confusion", "Confusion matrix of the drawn digits."),
        figure("strokes_errors", "The ten drawn digits that it misreads with the highest confidence, with the answer and the label."),
    ]
    if others:
        told = others["verdicts"]
        parts.append(
            f"Of {others['images']:,} drawings of letters and other characters (`{others['file']}`) it names one digit for {tenths(told['digit'])}, two for "
            f"{tenths(told['unsure'])}, and refuses {tenths(told['not a digit'])}; some of them are what a reader would take for a digit too. Area under the ROC "
            f"curve, digits against others: {others['auroc']:.3f}."
        )
    command = f"python -m trainer evaluate runs/{_run(model)} --strokes {digits['file']}" + (
        f" --non-digits {others['file']}" if others else ""
    )
    return [*parts, _reproduce(command), "[Where the files are](../../guide/drawings.md) says the guide."]


def _recalls(per_digit: list[dict[str, float]]) -> str:
    """The share that is right of each digit, as one row."""
    head = [f"{row['digit']:.0f}" for row in per_digit]
    shares = [f"{100 * row['recall']:.1f}" for row in per_digit]
    return "\n".join(
        [
            f"| Digit | {' | '.join(head)} |",
            f"|---|{'--:|' * len(head)}",
            f"| Right, % | {' | '.join(shares)} |",
        ]
    )


def _drawings_compared(models: list[Published]) -> list[str]:
    """The section on drawings of the comparison page."""
    if not any(model.strokes for model in models):
        return []
    return [
        "## On drawings",
        "What counts in a demo is not MNIST but whoever draws. The same models on digits drawn by 30 people with a pen on a tablet, and on drawings of letters "
        "and other characters, which no digit model should answer.",
        drawn_table(models, link="{name}/index.md"),
        "*Wrong, p > 0.9* is the share of drawn digits that is misread with that confidence; *AUROC* says how often a digit looks more like a digit to the model "
        "than another character does; *others answered* is the share of the other characters that still gets an answer when 1 % of the digits are refused.",
        _reproduce("python -m trainer evaluate RUN --strokes FILE --non-digits FILE"),
        "[The guide](../guide/drawings.md) says where the files are.",
    ]


def _spread(share: Mapping[str, float]) -> str:
    """Mean, deviation and range of an accuracy over seeds."""
    return (
        f"{mean_percent(share['mean'])}, standard deviation {mean_percent(share['sd'])}, {percent(share['min'])} to {percent(share['max'])}"
    )


def seed_list(seeds: list[int]) -> str:
    """[0, 1, 2] -> ``0-2``; others are listed."""
    whole = seeds == list(range(seeds[0], seeds[-1] + 1)) and len(seeds) > 1
    return f"{seeds[0]}-{seeds[-1]}" if whole else ",".join(map(str, seeds))


def _per_digit(model: Published) -> str:
    lines = ["| Digit | Images | Precision | Recall | F1 |", "|--:|--:|--:|--:|--:|"]
    for row in model.metrics["per_digit"]:
        lines.append(
            f"| {row['digit']} | {row['images']:,} | {percent(row['precision'])} | {percent(row['recall'])} | {percent(row['f1'])} |"
        )
    return "\n".join(lines)


def _training(model: Published) -> str:
    recipe, fit = model.recipe, model.manifest["fit"]
    hardware, packages = fit["hardware"], fit["packages"]
    said = [
        f"{recipe['epochs']} epochs of {'all training images but those that validate' if recipe['holdout'] else 'all training images'}, "
        f"batch {recipe['batch']}, {recipe['optimizer']} at a learning rate of {recipe['learning_rate']:g} ({recipe['schedule']}), "
        f"loss `{recipe['loss']}`, computed in {fit['computes']}.",
        _transforms(recipe["augment"]),
        _mixture(recipe.get("synthetic")),
        f"Logits are divided by a temperature of {model.calibration['temperature']:g}, found on validation images."
        if model.calibration["temperature"] != 1
        else "",
        f"Took {duration(fit['seconds'])} on {hardware['cores']} cores ({hardware['processor']}), TensorFlow {packages['tensorflow']}, "
        f"Keras {packages['keras']}.",
        recipe["notes"],
    ]
    return " ".join(filter(None, said))


def _transforms(augment: Mapping[str, float] | None) -> str:
    """What happens to a digit before the network sees it in training."""
    if augment is None:
        return ""
    return (
        f"Each digit is turned by up to {augment['rotate']:g} degrees, scaled by {augment['scale']:.0%}, sheared by {augment['shear']:g}, shifted by "
        f"{augment['shift']:g} pixels and pulled about by {augment['elastic']:g} pixels (standard deviation), anew each time."
    )


def _mixture(drawn: Mapping[str, int] | None) -> str:
    """What the project draws itself to train on."""
    if not drawn:
        return ""
    return (
        f"Each epoch adds {drawn['digits']:,} digits and {drawn['negatives']:,} drawings of no digit that "
        f"[the project draws itself](../../how/models.md#what-is-no-digit), of {drawn['pools']} times as many in all."
    )


def _proof(model: Published) -> str:
    step = model.manifest["tfjs"]
    parity = step["parity"]
    return (
        f"All {parity['images']:,} test images, through TensorFlow.js {step['runtime']['tfjs']} ({step['runtime']['backend']}) and through Keras: "
        f"the largest difference between two probabilities is {parity['largest_difference']:.1e}, {parity['flips']} labels differ, "
        f"accuracy {percent(parity['keras_accuracy'])} in Keras and {percent(parity['tfjs_accuracy'])} in TensorFlow.js."
    )


def _files() -> str:
    return (
        "[model.json](model.json) and its weights beside it are a TensorFlow.js graph model; [metrics.json](metrics.json) holds every number of this page; "
        "[manifest.json](manifest.json) says how each was made: recipe, data and package versions, hardware, SHA-256 of every file."
    )


def _fit_command(model: Published) -> str:
    """The command that fits this very model: a run may have been shorter or longer than its recipe says."""
    usual = [recipe.epochs for recipe in RECIPES if recipe.name == model.name]
    epochs = model.recipe["epochs"]
    return f"python -m trainer fit {model.name} --seed {model.manifest['fit']['seed']}" + ("" if epochs in usual else f" --epochs {epochs}")


def _run(model: Published) -> str:
    return f"{model.name}-s{model.manifest['fit']['seed']}"


def _reproduce(command: str) -> str:
    return f'```sh title="Measure it yourself"\n{command}\n```'
