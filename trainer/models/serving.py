"""Trained networks as they are used: loaded from a run, with a temperature, answering probabilities.

Evaluation, prediction and export all go through this file, so that the page shows what was measured. Its functions import Keras
when they are called: commands import this file before they know whether they need TensorFlow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.data.mnist import Grids
from trainer.errors import InklingError
from trainer.reading.rejection import Answers
from trainer.run import Run

if TYPE_CHECKING:
    import keras


def load_network(run: Run) -> keras.Model:
    """Loads a run's network; it answers the probabilities that its loss trained, one with members ``(batch, members, 10 or 11)``.

    Raises:
        InklingError: The run has no intact fit, or Keras cannot read its model.
    """
    import keras

    from trainer.models import layers  # noqa: F401, it registers FusedBatchNorm with Keras

    run.entry("fit")
    try:
        return softmax_for_sigmoids(keras.saving.load_model(run.path / "model.keras", compile=False))
    except (OSError, ValueError, TypeError) as error:
        raise InklingError(f"{run.path / 'model.keras'} cannot be loaded ({str(error).splitlines()[0]}); fit the run again.") from None


def serving_model(network: keras.Model, temperature: float = 1.0) -> keras.Model:
    """Wraps a trained network so that it answers probabilities: ``(batch, 10)`` or ``(batch, 11)``, each row sums to 1.

    The answers of several members are averaged.

    Args:
        network: As it was trained. Its weights change where the temperature is not 1.
        temperature: Divisor of the logits.
    """
    import keras
    from keras import ops

    from trainer.models.layers import grid_input

    network = softmax_for_sigmoids(network)
    if temperature != 1:
        divide_logits(network, temperature)
    if len(network.output.shape) == 2:
        return network
    grid = grid_input()
    return keras.Model(grid, ops.mean(network(grid), axis=1), name=network.name)


def softmax_for_sigmoids(network: keras.Model) -> keras.Model:
    """Lets a network that ends in sigmoids answer the softmax of their logits, which is what Keras trained; others stay as they are.

    From version 3 on, Keras computes the cross-entropy of sigmoids from the logits under them, as of a softmax. Sigmoids divided by
    their sum are no probabilities that anything trained: with them, ``linear`` was right twice as often as it was sure.
    """
    import keras

    last = network.layers[-1]
    if getattr(last, "activation", None) is not keras.activations.sigmoid:
        return network
    last.activation = keras.activations.softmax
    return keras.Model(network.input, last(last.input), name=network.name)


def divide_logits(network: keras.Model, temperature: float) -> None:
    """Divides the logits of each softmax of a network by a temperature: it divides the weights of the layer.

    Raises:
        InklingError: The temperature is not 1, and the network has no softmax.
    """
    layers = _softmax_layers(network)
    if temperature != 1 and not layers:
        raise InklingError(
            f"The network {network.name} has no softmax to divide by the temperature {temperature:g}; calibrate the run again."
        )
    for layer in layers:
        layer.set_weights([weights / temperature for weights in layer.get_weights()])


def _softmax_layers(network: keras.Model) -> list[Any]:
    import keras

    return [layer for layer in network.layers if getattr(layer, "activation", None) is keras.activations.softmax]


def answers_of(network: keras.Model, grids: Grids) -> Answers:
    """Runs a network on grids ``(n, 28, 28, 1)`` -> its answers, ``(n, 10)`` or ``(n, 11)`` where it is a serving model."""
    result: Answers = network.predict(grids, batch_size=500, verbose=0)
    return result
