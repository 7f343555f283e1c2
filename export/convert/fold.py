"""A model of standard Keras layers only: batch norms folded into the convolutions before them, nothing of this project's own.

Takes the model that ``serving.serving_model`` returns and gives one that answers the same. ``keras_file.py`` saves it.

Three things of a trained network would need this repository, or a part of Keras that is private: our ``FusedBatchNorm``, and the operations
``reshape`` and ``stack`` that networks are built with. Each is replaced while Keras clones the network; what no rule knows is refused.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from trainer.errors import InklingError

Tensor = Any
"""A symbolic Keras tensor, or a list of them."""
Layer = Any
"""A Keras layer or operation; mypy does not follow Keras."""


def plain_model(model: Any) -> Any:
    """Returns a ``keras.Model`` that answers as a serving model does, ``(n, 28, 28, 1) -> (n, 10 or 11)``.

    Raises:
        InklingError: The network holds a layer that Keras does not bring, or a batch norm that cannot be folded.
    """
    import keras

    made: dict[str, Layer] = {}
    grid = keras.Input((28, 28, 1), name="grid")
    plain = keras.Model(grid, _replay(model, grid, made), name=model.name)
    _copy_weights(model, made)
    return plain


def _replay(model: Any, inputs: Tensor, made: dict[str, Layer]) -> Tensor:
    """Builds a model again on other inputs, and what is inside a model within it; ``made`` gets the new layers by their names."""
    import keras

    norms = _norms_of(model)

    def clone(layer: Layer) -> Layer:
        if not isinstance(layer, keras.layers.Layer) or isinstance(layer, keras.Model) or _is_norm(layer):
            return layer
        _check_standard(layer)
        made[layer.name] = _new(layer, folds=layer.name in norms)
        return made[layer.name]

    def call(layer: Layer, x: Tensor, **options: Any) -> Tensor:
        return _replay(layer, x, made) if isinstance(layer, keras.Model) else _call(layer, x)

    return keras.models.clone_model(model, input_tensors=inputs, clone_function=clone, call_function=call).output


def _new(layer: Layer, folds: bool) -> Layer:
    """Returns a layer of the same settings, without weights; a convolution that a batch norm is folded into gets a bias.

    The weights are loaded in any case. Keras 3.15 writes initialisers that Keras 3.12 cannot read, so the file names the plainest one.
    """
    config = layer.get_config()
    config |= {name: "zeros" for name in config if name.endswith("_initializer")}
    return type(layer).from_config({**config, "use_bias": True} if folds else config)


def _call(layer: Layer, x: Tensor) -> Tensor:
    """Calls a layer on what it reads; a batch norm is left out, and an operation gives way to the layer that does the same."""
    import keras

    if _is_norm(layer):
        return x
    if isinstance(layer, keras.layers.Layer):
        return layer(x)
    kind = type(layer).__name__
    if kind == "Reshape":
        return keras.layers.Reshape(layer.output.shape[1:], name=layer.name)(x)
    if kind == "Stack":  # of members: their mean is taken here
        return keras.layers.Average(name="mean_of_members")(x)
    if kind == "Mean":  # over the members, which are one already
        return x
    raise InklingError(f"The operation '{kind}' has no standard layer here; give it one in export/convert/fold.py.")


def _check_standard(layer: Layer) -> None:
    if not type(layer).__module__.startswith("keras."):
        raise InklingError(f"The layer '{type(layer).__name__}' is not one of Keras; give it a rule in export/convert/fold.py.")


def _is_norm(layer: Layer) -> bool:
    import keras

    from trainer.models.layers import FusedBatchNorm

    return isinstance(layer, (FusedBatchNorm, keras.layers.BatchNormalization))


def _norms_of(model: Any) -> dict[str, Layer]:
    """Returns the batch norms of a model by the name of the convolution before each.

    Raises:
        InklingError: A batch norm does not directly follow a convolution, or something else reads that convolution as well.
    """
    import keras

    norms: dict[str, Layer] = {}
    for norm in filter(_is_norm, model.layers):
        before = next(layer for layer in model.operations if layer.output is norm.input)
        folds = isinstance(before, keras.layers.Conv2D) and before.activation is keras.activations.linear
        if not folds or len(readers_of(model, norm.input)) > 1:
            raise InklingError(f"The batch norm {norm.name} cannot be folded; put it right after a convolution without an activation.")
        norms[before.name] = norm
    return norms


def readers_of(model: Any, x: Tensor) -> list[Layer]:
    """Returns the layers and operations of a model that read a tensor."""
    inputs = [(layer, layer.input if isinstance(layer.input, list) else [layer.input]) for layer in model.operations]
    return [layer for layer, read in inputs if any(one is x for one in read)]


def _copy_weights(model: Any, made: dict[str, Layer]) -> None:
    """Gives the new layers the trained weights, with those of the batch norms folded in."""
    import keras

    norms = _norms_of(model)
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            _copy_weights(layer, made)
        elif layer.name in norms:
            made[layer.name].set_weights(_folded(layer, norms[layer.name]))
        elif layer.name in made:
            made[layer.name].set_weights(layer.get_weights())


def unfold(plain: Any, model: Any) -> None:
    """Gives a model the weights that its folded copy has now; all that is left to a batch norm is to add the bias.

    Args:
        plain: What ``plain_model`` made of the model; its weights may have changed since.
        model: Its weights are replaced.
    """
    import keras

    norms = _norms_of(model)
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            unfold(plain, layer)
        elif layer.name in norms:
            kernel, bias = plain.get_layer(layer.name).get_weights()
            layer.set_weights([kernel, *(np.zeros_like(bias) for _ in layer.get_weights()[1:])])
            one = np.ones_like(bias)
            norms[layer.name].set_weights([one, bias, 0 * one, one - norms[layer.name].epsilon])
        elif layer.get_weights() and not _is_norm(layer):
            layer.set_weights(plain.get_layer(layer.name).get_weights())


def _folded(convolution: Layer, norm: Layer) -> list[Any]:
    """Returns kernel and bias of a convolution that answers what the convolution and the batch norm after it answer.

    Source: Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", 2018, 3.2.
    """
    gamma, beta, mean, variance = (np.asarray(vector, np.float64) for vector in norm.get_weights())
    kernel, *bias = (np.asarray(weights, np.float64) for weights in convolution.get_weights())
    scale = gamma / np.sqrt(variance + norm.epsilon)
    return [kernel * scale, beta + ((bias[0] if bias else 0) - mean) * scale]
