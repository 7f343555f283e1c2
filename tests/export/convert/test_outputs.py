"""The names of a network's outputs: what the page asks for instead of nodes of a graph."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from export.convert.outputs import outputs_of
from tests.conftest import ROOT

MODELS = sorted((ROOT / "docs" / "models").glob("*/model.json"), key=lambda path: path.parent.name)


def read(path: Path) -> dict[str, Any]:
    model: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return model


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.parent.name)
def test_a_published_model_lists_the_outputs_of_its_graph(path: Path) -> None:
    model = read(path)
    assert model["userDefinedMetadata"]["outputs"] == outputs_of(model)


def test_a_network_of_two_members_has_features_of_each() -> None:
    outputs = outputs_of(read(ROOT / "docs/models/inkling/model.json"))
    assert outputs["probabilities"]["shape"] == [11]
    assert [outputs[f"features_{member}"]["shape"] for member in (1, 2)] == [[48], [24]]
    assert outputs["maps_1"]["shape"] == [28, 28, 16]


def test_a_convolution_without_padding_shrinks_its_maps() -> None:
    outputs = outputs_of(read(ROOT / "docs/models/convnet/model.json"))
    assert [outputs[f"maps_{number}"]["shape"] for number in (1, 2)] == [[26, 26, 32], [11, 11, 64]]


def test_a_network_without_convolutions_has_no_maps() -> None:
    outputs = outputs_of(read(ROOT / "docs/models/mlp_128_64/model.json"))
    assert list(outputs) == ["probabilities", "features_1"]
    assert outputs["features_1"]["shape"] == [64]


SHAPES = """
import { readFile } from "node:fs/promises";
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { readModel } from "./src/inference/model-files.js";
import { pathToFileURL } from "node:url";
const files = await readModel(pathToFileURL(process.argv[1]));
const model = await loadGraphModel({ load: async () => files });
const names = Object.values(files.userDefinedMetadata.outputs).map(({ node }) => node);
const found = model.execute(tf.zeros([1, 28, 28, 1]), names);
console.log(JSON.stringify([found].flat().map(({ shape }) => shape.slice(1))));
"""


@pytest.mark.parametrize("name", ["inkling", "convnet", "linear"])
def test_shapes_are_those_that_tensorflow_js_computes(name: str) -> None:
    path = ROOT / "docs" / "models" / name / "model.json"
    command = ["node", "--input-type=module", "--eval", SHAPES, str(path)]
    done = subprocess.run(command, cwd=ROOT / "site", capture_output=True, text=True, check=True)
    computed = json.loads(done.stdout.strip().splitlines()[-1])
    assert computed == [output["shape"] for output in outputs_of(read(path)).values()]
