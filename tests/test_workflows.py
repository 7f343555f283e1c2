"""What GitHub runs: only a commit that was pushed here and passed its checks is deployed, and it is that very commit."""

from __future__ import annotations

import tomllib
from typing import Any

import yaml

from tests.conftest import ROOT


def workflow(name: str) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text(encoding="utf-8"))
    return read


def test_the_deployed_commit_is_the_checked_one() -> None:
    pages = workflow("pages.yml")
    checkout = next(step for step in pages["jobs"]["deploy"]["steps"] if step.get("uses", "").startswith("actions/checkout"))
    assert checkout["with"]["ref"] == "${{ github.event.workflow_run.head_sha }}"
    assert list(pages[True]) == ["workflow_run"]  # YAML reads the key `on` as a truth value


def test_a_pull_request_from_a_fork_deploys_nothing() -> None:
    condition = workflow("pages.yml")["jobs"]["deploy"]["if"]
    for part in ("conclusion == 'success'", "event == 'push'", "head_repository.full_name == github.repository"):
        assert f"github.event.workflow_run.{part}" in condition
    assert "||" not in condition


def test_an_older_check_cannot_end_after_a_newer_one_and_deploy() -> None:
    assert workflow("check.yml")["concurrency"]["cancel-in-progress"] is True


def test_the_newest_node_that_is_supported_long_is_checked_and_builds_the_site() -> None:
    pages, check = workflow("pages.yml"), workflow("check.yml")
    assert [row["node"] for row in check["jobs"]["check"]["strategy"]["matrix"]["include"]] == [20, "lts/*"]
    node = next(step for step in pages["jobs"]["deploy"]["steps"] if step.get("uses", "").startswith("actions/setup-node"))
    assert node["with"]["node-version"] == "lts/*"


def test_the_package_is_installed_on_every_python_that_it_promises() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    promised = [words.rpartition(" ")[2] for words in project["classifiers"] if "Python :: 3." in words]
    assert workflow("check.yml")["jobs"]["package"]["strategy"]["matrix"]["python"] == promised
    assert project["requires-python"] == f">={promised[0]}"
