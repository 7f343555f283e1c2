"""Verdicts on answers: the vectors that the page is tested on too, and thresholds."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from trainer.reading.rejection import VERDICTS, Thresholds, digit_scores, digits_of, find_thresholds, verdict_of, verdicts_of

CASES = json.loads((ROOT / "tests" / "vectors" / "rejection.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_verdict_is_that_of_its_vector(case: dict[str, Any]) -> None:
    answer = None if case["answer"] is None else np.array(case["answer"], np.float32)
    thresholds = Thresholds(**case["thresholds"]) if "thresholds" in case else None
    verdict = verdict_of(answer, thresholds)
    assert (verdict.verdict, verdict.label, list(verdict.candidates)) == (case["verdict"], case["label"], case["candidates"])
    assert verdict.confidence == pytest.approx(case["confidence"], abs=1e-6)
    if answer is not None:
        assert verdicts_of(answer[None], thresholds).tolist() == [case["verdict"]]


def test_the_vectors_cover_every_verdict_of_both_kinds_of_network() -> None:
    found = {(case["verdict"], len(case["answer"] or ())) for case in CASES}
    assert found >= {(verdict, answers) for verdict in VERDICTS for answers in (10, 11)} | {("blank", 0)}


def test_digits_are_given_that_it_is_a_digit() -> None:
    answers = np.array([[0.2, *[0] * 8, 0.3, 0.5], [*[0] * 10, 1]], np.float32)
    digits = digits_of(answers)
    assert digits.shape == (2, 10)
    assert digits[0, 0] == pytest.approx(0.4)
    assert not digits[1].any()


def test_a_score_is_the_highest_probability_of_a_digit_and_never_that_of_no_digit() -> None:
    answers = np.array([[0.25, *[0] * 8, 0.5, 0.25], [*[0] * 9, 0.125, 0.875]], np.float32)
    assert digit_scores(answers).tolist() == [0.5, 0.125]


def test_thresholds_refuse_and_doubt_the_shares_that_they_should() -> None:
    random = np.random.default_rng(0)
    answers = random.dirichlet([0.3] * 11, 5000).astype(np.float32)
    verdicts = verdicts_of(answers, find_thresholds(answers))
    assert (verdicts == "not a digit").mean() == pytest.approx(0.01, abs=0.002)
    assert (verdicts == "unsure").mean() == pytest.approx(0.02, abs=0.003)


def test_without_thresholds_a_network_refuses_where_its_eleventh_answer_wins() -> None:
    answers = np.full((2, 11), 0.01, np.float32)
    answers[0, [9, 10]] = 0.3, 0.61
    answers[1, [9, 10]] = 0.61, 0.3
    assert list(verdicts_of(answers, None)) == ["not a digit", "digit"]
