"""What is known of what is published: the order of its results."""

from __future__ import annotations

from typing import get_args

from export.catalogue import ORDER, listed
from trainer.evaluation.datasets import Role


def test_results_on_files_of_every_role_can_be_listed_those_that_decide_nothing_first() -> None:
    assert set(ORDER) == set(get_args(Role))
    scored = listed(
        {"a.json": {"role": "training"}, "b.json": {"role": "own"}, "c.json": {"role": "test"}, "a.tra": {"role": "development"}}
    )
    assert [one["file"] for one in scored] == ["c.json", "a.tra", "b.json", "a.json"]
