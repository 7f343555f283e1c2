"""The temperature that makes confidence as high as accuracy."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.evaluation.temperature import find_temperature, loss_at, soften


def test_a_temperature_is_found_again() -> None:
    random = np.random.default_rng(0)
    logits = random.normal(0, 2, (20_000, 10))
    honest = soften(np.exp(logits).astype(np.float32), 1.0)
    labels = np.array([random.choice(10, p=p / p.sum()) for p in honest.astype(np.float64)], np.uint8)
    assert find_temperature([(honest, labels)]) == pytest.approx(1, abs=0.03)
    assert find_temperature([(soften(honest, 0.5), labels)]) == pytest.approx(2, abs=0.06)
    assert 1.1 < find_temperature([(honest[:100], labels[:100]), (soften(honest, 0.5), labels)]) < 1.9


def test_members_are_softened_one_by_one_and_then_averaged() -> None:
    members = np.array([[[0.8, 0.2], [0.5, 0.5]]], np.float32)
    assert np.allclose(soften(members, 1), [[0.65, 0.35]])
    assert np.allclose(soften(members, 2), [[(2 / 3 + 0.5) / 2, (1 / 3 + 0.5) / 2]], atol=1e-6)


def test_the_loss_is_the_mean_negative_log_of_the_labels_probability() -> None:
    answers = np.array([[0.8, 0.2, *[0] * 8], [0.5, 0.5, *[0] * 8]], np.float32)
    assert loss_at(answers, np.array([0, 1], np.uint8), 1.0) == pytest.approx(-np.log([0.8, 0.5]).mean(), rel=1e-6)
