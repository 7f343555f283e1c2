"""The recipes: what to train and which accuracy to expect, one constant each.

``python -m trainer recipes`` prints them as a table. To publish a model of your own, add a constant here and to ``RECIPES``;
``docs/how/extend.md`` has the steps. This file imports no Keras, so that it loads at once.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from trainer.errors import InklingError

VALIDATION = 5_000
"""So many of the last of the 60,000 training images are the validation images, where a recipe says nothing else."""


@dataclass(frozen=True, slots=True)
class Augment:
    """Random transforms, new ones for each image at each epoch. Affine ranges are uniform and symmetric around no change."""

    rotate: float = 10.0
    """Largest rotation, in degrees."""
    scale: float = 0.1
    """Largest change of size per axis, as a fraction of it."""
    shear: float = 0.1
    """Largest shear: pixels sideways per pixel of height."""
    shift: float = 2.0
    """Largest shift per axis, in pixels."""
    elastic: float = 0.0
    """Standard deviation of smooth elastic displacements, in pixels. Source: Simard, Steinkraus, Platt, 2003."""
    pens: float = 0.0
    """Share of the images whose strokes become thicker or thinner, half of them each; see ``augment.change_pens``."""
    disturbed: float = 0.0
    """Share of the images that also get noise, blur, less contrast, a background or a patch; see ``trainer/data/disturb.py``."""
    final_strength: float = 1.0
    """What is left of all ranges, and of ``disturbed``, at the end of the training, so that it ends on digits as they are; see
    ``augment.strength_at``."""
    fade_start: float = 0.6
    """Share of the training after which the ranges become smaller."""
    fade_end: float = 0.75
    """Share of the training after which ``final_strength`` is left."""


@dataclass(frozen=True, slots=True)
class Synthetic:
    """Synthetic images that are mixed into MNIST. The seed decides them; see ``trainer/synthetic/render.py``."""

    digits: int = 0
    """Synthetic digits an epoch; see ``trainer/synthetic/digits.py``."""
    negatives: int = 0
    """Negatives an epoch, which are not digits; see ``trainer/synthetic/negatives.py``. A network that trains on them has an eleventh answer."""
    pools: int = 1
    """How many pools of that size are drawn; the epochs take them in turn."""
    pen: float = 0.2
    """Standard deviation of the logarithm of the pen's radius."""
    hands: float = 0.35
    """Share of the digits that a hand from a font writes; the others are drawn by the grammar of ``trainer/synthetic/letterforms``."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides a trained model, except for the seed. A run's manifest keeps the recipe that made it."""

    name: str
    """Name in commands, folders and URLs."""
    title: str
    """Name on the site."""
    summary: str
    """One line for readers: what it is and where it comes from."""
    architecture: str
    """Its name in ``ARCHITECTURES`` of ``trainer/models/architectures.py``."""
    parameters: int
    """Numbers in the network, moving averages of batch norms included; a test compares."""
    expected: tuple[float, float]
    """Lowest and highest test accuracy to expect, in percent; a test compares the published model."""
    epochs: int
    """Passes over the training images."""
    batch: int
    """Images per optimiser step."""
    members: int = 1
    """Networks side by side in the architecture, each trained on its own answer; the model answers their mean."""
    loss: Literal["sparse_categorical_crossentropy", "categorical_crossentropy"] = "sparse_categorical_crossentropy"
    """Keras loss; ``categorical_crossentropy`` trains on one-hot labels."""
    optimizer: Literal["adam", "adamw"] = "adam"
    """Keras optimiser, with its defaults except for the fields below."""
    learning_rate: float = 1e-3
    """Learning rate; the peak of the schedule where there is one."""
    schedule: Literal["constant", "onecycle"] = "constant"
    """``onecycle``: linear warm-up over the first fifth of the steps, then cosine decay to zero."""
    weight_decay: float = 0.0
    """Decoupled weight decay of AdamW, on kernels only."""
    augment: Augment | None = None
    """Random transforms in training; None trains on every image as it is."""
    synthetic: Synthetic | None = None
    """Images to train on beside MNIST; None trains on MNIST alone."""
    holdout: bool = True
    """Keep the validation images out of training. False trains on all 60,000, and nothing is left to choose settings by."""
    validation: int = VALIDATION
    """How many of the last training images are the validation images."""
    bfloat16: bool = False
    """Compute in bfloat16 where the processor supports it, in float32 elsewhere. The saved model is always float32."""
    seeds: int = 3
    """How many seeds ``python -m trainer seeds`` fits, starting at 0, where no others are named."""
    notes: str = ""
    """What the source does not say and what was chosen, for the model card."""
    chosen: str = ""
    """By which data its settings were chosen, for the model card."""

    @property
    def answers(self) -> int:
        """How many probabilities its network answers: ten digits and, where it trains on negatives, "not a digit"."""
        return 11 if self.synthetic and self.synthetic.negatives else 10

    def as_json(self) -> dict[str, Any]:
        """Returns the recipe as a manifest holds it."""
        resolved: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(self)))
        return resolved

    def made(self, recipe: Mapping[str, Any]) -> bool:
        """Tells whether a manifest's recipe trains the same weights as this one."""
        return same_weights(self.as_json(), recipe)


FOR_READERS = {"title", "summary", "notes", "chosen", "expected", "parameters", "seeds"}
"""Fields of a recipe that describe a model and do not change its weights."""


def same_weights(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tells whether two recipes, as manifests hold them, train the same weights from the same seed.

    Only fields that decide the weights count, so that a run stays valid when a sentence is corrected. A field that a manifest
    does not have is newer than the manifest: it counts as the default.
    """
    return _deciding(one) == _deciding(other)


def _deciding(recipe: Mapping[str, Any]) -> dict[str, Any]:
    defaults = {field.name: field.default for field in dataclasses.fields(Recipe) if field.default is not dataclasses.MISSING}
    known = {**defaults, **recipe}
    for name, part in (("augment", Augment()), ("synthetic", Synthetic())):
        if known[name]:
            known[name] = {**dataclasses.asdict(part), **known[name]}
    return {name: value for name, value in known.items() if name not in FOR_READERS}


AS_SOURCE = "Its settings are those of the source, or the usual ones where the source is silent; no data decided them here."
"""By which data the settings of the origins and of the Keras example were chosen."""

LINEAR = Recipe(
    name="linear",
    title="Linear",
    summary="784 pixels straight to 10 sigmoids: logistic regression, the baseline that every other model is compared with.",
    architecture="linear",
    parameters=7_850,
    expected=(91.5, 93.0),
    epochs=5,
    batch=32,
    notes="The source states the layers; Adam, sparse cross-entropy, 5 epochs and batch 32 are the usual choice for it. "
    "It ends in ten sigmoids. Keras computes their cross-entropy from the logits under them, as of a softmax, so the model answers that softmax.",
    chosen=AS_SOURCE,
)

MLP_100 = Recipe(
    name="mlp_100",
    title="MLP 100",
    summary="One hidden layer of 100 ReLU units, 10 sigmoids.",
    architecture="mlp_100",
    parameters=79_510,
    expected=(96.8, 98.2),
    epochs=5,
    batch=32,
    notes="The source states the layers; Adam, sparse cross-entropy, 5 epochs and batch 32 are the usual choice for it. "
    "It ends in ten sigmoids. Keras computes their cross-entropy from the logits under them, as of a softmax, so the model answers that softmax.",
    chosen=AS_SOURCE,
)

MLP_128_64 = Recipe(
    name="mlp_128_64",
    title="MLP 128-64",
    summary="Two hidden layers, 128 and 64 ReLU units, softmax.",
    architecture="mlp_128_64",
    parameters=109_386,
    expected=(97.0, 98.5),
    epochs=10,
    batch=128,
    notes="The source states the layers; Adam, sparse cross-entropy, 10 epochs and batch 128 are the usual choice for it.",
    chosen=AS_SOURCE,
)

MLP_128_128_DROP25 = Recipe(
    name="mlp_128_128_drop25",
    title="MLP 128-128, dropout 0.25",
    summary="Two hidden layers of 128 ReLU units, a quarter of them dropped in training.",
    architecture="mlp_128_128_drop25",
    parameters=118_282,
    expected=(97.3, 98.6),
    epochs=10,
    batch=512,
    loss="categorical_crossentropy",
    notes="As the source states: one-hot labels, Adam, 10 epochs, batch 512.",
    chosen=AS_SOURCE,
)

MLP_128_128_DROP05 = Recipe(
    name="mlp_128_128_drop05",
    title="MLP 128-128, dropout 0.05",
    summary="Two hidden layers of 128 ReLU units, one in twenty dropped in training.",
    architecture="mlp_128_128_drop05",
    parameters=118_282,
    expected=(97.0, 99.0),
    epochs=20,
    batch=512,
    loss="categorical_crossentropy",
    notes="As the source states: one-hot labels, Adam, 20 epochs, batch 512.",
    chosen=AS_SOURCE,
)

CONVNET = Recipe(
    name="convnet",
    title="Convnet",
    summary="The classic small Keras convnet: 32 and 64 filters of 3x3, pooling, dropout 0.5.",
    architecture="convnet",
    parameters=34_826,
    expected=(98.9, 99.4),
    epochs=15,
    batch=128,
    loss="categorical_crossentropy",
    notes="As the Keras example states: one-hot labels, Adam, 15 epochs, batch 128. "
    "The example validates on its last 6,000 training images; here it is the 5,000 that every recipe validates on.",
    chosen=AS_SOURCE,
)

INKLING = Recipe(
    name="inkling",
    title="Inkling",
    summary="The flagship: two convnets side by side, one broad and one fine, under 100,000 parameters together. It also refuses what is not a digit.",
    architecture="inkling",
    parameters=84_686,
    expected=(99.3, 99.9),
    epochs=16,
    batch=256,
    members=2,
    loss="categorical_crossentropy",
    optimizer="adamw",
    learning_rate=8e-3,
    schedule="onecycle",
    weight_decay=1e-2,
    augment=Augment(rotate=6, scale=0.06, shear=0.06, shift=1.2, elastic=0.75, pens=0.3, disturbed=0.06, final_strength=0.1),
    synthetic=Synthetic(digits=15_000, negatives=15_000, pools=3, hands=0.25),
    holdout=False,
    bfloat16=True,
    seeds=5,
    chosen="Its settings were chosen by errors on the last 10,000 training images, in fits on the first 50,000, and by development files of "
    "drawings. The test images of MNIST had a part in its networks: an earlier flagship had missed its goal on them. Its synthetic images "
    "and how it is trained were chosen without them. One thing was known of the drawings of the test set: that a writer's fours in one "
    "stroke without a bar were misread.",
)

INKLING_TINY = Recipe(
    name="inkling_tiny",
    title="Inkling tiny",
    summary="The small version of the flagship: six narrow convolutions, under 10,000 parameters. It also refuses what is not a digit.",
    architecture="inkling_tiny",
    parameters=9_795,
    expected=(99.3, 99.8),
    epochs=25,
    batch=128,
    loss="categorical_crossentropy",
    optimizer="adamw",
    learning_rate=8e-3,
    schedule="onecycle",
    weight_decay=1e-2,
    augment=Augment(
        rotate=8, scale=0.08, shear=0.08, shift=1.5, elastic=0.5, disturbed=0.08, final_strength=0.3, fade_start=0.8, fade_end=0.95
    ),
    synthetic=Synthetic(digits=11_000, negatives=11_000, pools=5),
    holdout=False,
    seeds=5,
    chosen="Its settings were chosen by errors on the last 10,000 training images, in fits on the first 50,000, and by development files of "
    "drawings. The test images of MNIST decided nothing. One thing was known of the drawings of the test set: that a writer's fours in one "
    "stroke without a bar were misread.",
)

SPRINT = Recipe(
    name="sprint",
    title="Sprint",
    summary="The fastest way to 99 % that we know. `make bench-train` compares it with the Keras convnet. Not published.",
    architecture="sprint",
    parameters=27_418,
    expected=(98.9, 99.3),
    epochs=2,
    batch=128,
    loss="categorical_crossentropy",
    optimizer="adamw",
    learning_rate=1e-2,
    schedule="onecycle",
    weight_decay=1e-2,
    augment=Augment(rotate=5, scale=0.05, shear=0.05, shift=1),
    holdout=False,
    bfloat16=True,
)

RECIPES = (LINEAR, MLP_100, MLP_128_64, MLP_128_128_DROP25, MLP_128_128_DROP05, CONVNET, INKLING_TINY, INKLING)
"""The recipes that are published, the simplest first."""

FLAGSHIP = INKLING
"""The recipe that ``make demo`` trains, and the model that the demo opens with."""


def find_recipe(name: str) -> Recipe:
    """Returns the recipe of that name.

    Raises:
        InklingError: There is no such recipe; the message lists all names.
    """
    known = (*RECIPES, SPRINT)
    for recipe in known:
        if recipe.name == name:
            return recipe
    raise InklingError(f"There is no recipe '{name}'; choose one of: {', '.join(recipe.name for recipe in known)}.")
