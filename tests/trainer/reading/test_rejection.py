"""Verdicts on answers: the vectors that the page is tested on too, and thresholds."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import numpy as np
import pytest

from tests.conftest import ROOT
from trainer.reading.rejection import VERDICTS, Answers, Thresholds, digit_scores, digits_of, find_thresholds, verdict_of, verdicts_of

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


def drawn(seed: int, count: int, spread: float = 0.3) -> Answers:
    return np.random.default_rng(seed).dirichlet([spread] * 11, count).astype(np.float32)


def shares(sources: list[Answers], thresholds: Thresholds, verdict: str) -> list[float]:
    return [float((verdicts_of(answers, thresholds) == verdict).mean()) for answers in sources]


@pytest.mark.parametrize("refused", [0.01, 0.007, 0.0])
def test_thresholds_refuse_and_doubt_the_shares_that_they_should(refused: float) -> None:
    found = find_thresholds([drawn(0, 5000)], refused)
    assert shares([drawn(0, 5000)], found, "not a digit") == [pytest.approx(refused, abs=0.0005)]
    assert shares([drawn(0, 5000)], found, "unsure") == [pytest.approx(0.02, abs=0.0005)]
    assert shares([drawn(0, 5000)], found, "not a digit")[0] <= refused
    assert shares([drawn(0, 5000)], found, "unsure")[0] <= 0.02


def test_a_source_weighs_the_same_whatever_its_size() -> None:
    small, large = drawn(0, 500), drawn(1, 1000)
    assert find_thresholds([small, large]) == find_thresholds([small, np.tile(large, (4, 1))])
    assert find_thresholds([small, large]) != find_thresholds([np.concatenate([small, large])])


def test_thresholds_are_the_largest_that_the_rule_allows() -> None:
    sources = [drawn(0, 4000), drawn(1, 1000, 0.35), drawn(2, 2000, 0.32)]
    found = find_thresholds(sources)
    for verdict, allowed, name in (("not a digit", 0.01, "digit"), ("unsure", 0.02, "sure")):
        assert np.mean(shares(sources, found, verdict)) <= allowed
        higher = dataclasses.replace(found, **{name: getattr(found, name) + 0.005})
        assert np.mean(shares(sources, higher, verdict)) > allowed


def test_no_source_has_more_than_twice_as_many_refused_or_unsure_as_the_mean_may_have() -> None:
    easy = [np.tile(np.array([[1, *[0] * 10]], np.float32), (1000, 1)) for _ in range(3)]
    hard = drawn(0, 2000)
    found = find_thresholds([*easy, hard])
    assert shares([hard], found, "not a digit") == [pytest.approx(0.02, abs=0.0005)]
    assert shares([hard], found, "unsure") == [pytest.approx(0.04, abs=0.0005)]
    assert np.mean(shares([*easy, hard], found, "not a digit")) < 0.006


def test_without_thresholds_a_network_refuses_where_its_eleventh_answer_wins() -> None:
    answers = np.full((2, 11), 0.01, np.float32)
    answers[0, [9, 10]] = 0.3, 0.61
    answers[1, [9, 10]] = 0.61, 0.3
    assert list(verdicts_of(answers, None)) == ["not a digit", "digit"]
