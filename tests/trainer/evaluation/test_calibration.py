"""The temperature that makes confidence honest."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.data.mnist import Mnist
from trainer.errors import InklingError
from trainer.evaluation.calibration import calibrate, soften, temperature
from trainer.run import Run, to_json


def test_a_temperature_is_found_again() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, (20_000, 10))
    honest = soften(np.exp(logits).astype(np.float32), 1.0)
    labels = np.array([random.choice(10, p=p / p.sum()) for p in honest.astype(np.float64)], np.uint8)
    assert temperature(honest, labels) == pytest.approx(1, abs=0.03)
    assert temperature(soften(honest, 0.5), labels) == pytest.approx(2, abs=0.06)


def test_a_run_that_trained_on_the_validation_images_is_refused(run: Run, few: Mnist) -> None:
    manifest = run.manifest
    manifest["fit"]["recipe"]["holdout"] = False
    run.manifest_path.write_bytes(to_json(manifest))
    with pytest.raises(InklingError, match="trained on the validation images"):
        calibrate(run, few)


def test_a_softer_model_is_no_worse_calibrated_on_what_it_was_fitted_to(run: Run, few: Mnist) -> None:
    best, before, after = calibrate(run, few)
    assert 0.25 <= best <= 4
    assert after <= before


def test_members_are_softened_one_by_one_and_then_averaged() -> None:
    members = np.array([[[0.8, 0.2], [0.5, 0.5]]], np.float32)
    assert np.allclose(soften(members, 1), [[0.65, 0.35]])
    assert np.allclose(soften(members, 2), [[(2 / 3 + 0.5) / 2, (1 / 3 + 0.5) / 2]], atol=1e-6)
