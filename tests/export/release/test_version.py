"""One version number: the files of three ecosystems agree, a command writes them all or none, and a tag has to fit."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from export.release import version
from tests.conftest import ROOT, Command
from trainer.errors import InklingError

DAY = datetime.date(2027, 1, 2)
FILES = [*(place.file for place in version.PLACES), "CHANGELOG.md"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the files that hold the version."""
    for file in FILES:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_the_files_of_the_repository_agree() -> None:
    assert len(set(version.versions().values())) == 1


def test_a_version_is_written_everywhere_and_the_changelog_gets_its_heading(checkout: Path) -> None:
    assert version.set_version("7.8.9", checkout, DAY) == FILES
    assert set(version.versions(checkout).values()) == {"7.8.9"}
    assert "version: 7.8.9\ndate-released: 2027-01-02\n" in (checkout / "CITATION.cff").read_text(encoding="utf-8")
    assert "## Unreleased\n\n## 7.8.9 - 2027-01-02\n" in (checkout / "CHANGELOG.md").read_text(encoding="utf-8")
    version.check_tag("v7.8.9", checkout)


def test_writing_it_again_changes_the_day_alone(checkout: Path) -> None:
    version.set_version("7.8.9", checkout, DAY)
    assert version.set_version("7.8.9", checkout, DAY) == []
    assert version.set_version("7.8.9", checkout, datetime.date(2027, 1, 3)) == ["CITATION.cff"]


def test_the_notes_are_what_was_unreleased(checkout: Path) -> None:
    assert version.notes(checkout) == ""
    before = (checkout / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1].removeprefix("Unreleased\n").strip()
    version.set_version("7.8.9", checkout, DAY)
    assert version.notes(checkout) == before


def test_files_that_disagree_are_named(checkout: Path) -> None:
    file = checkout / "CITATION.cff"
    file.write_text(file.read_text(encoding="utf-8").replace("\nversion: ", "\nversion: 9"), encoding="utf-8")
    with pytest.raises(InklingError, match=r"disagree about the version: .*CITATION\.cff"):
        version.version(checkout)


@pytest.mark.parametrize("tag", ["7.8.9", "v7.8.8", "v7.8.9-rc1"])
def test_a_tag_that_is_not_the_version_is_refused(tag: str, checkout: Path) -> None:
    version.set_version("7.8.9", checkout, DAY)
    with pytest.raises(InklingError, match=r"is not v7\.8\.9"):
        version.check_tag(tag, checkout)


def test_a_tag_without_a_part_of_the_changelog_is_refused(checkout: Path) -> None:
    with pytest.raises(InklingError, match=r"CHANGELOG\.md has no part"):
        version.check_tag(f"v{version.version(checkout)}", checkout)


def test_what_is_no_version_or_has_no_place_changes_nothing(checkout: Path) -> None:
    with pytest.raises(InklingError, match=r"1\.2 is not a version such as"):
        version.set_version("1.2", checkout)
    (checkout / "CHANGELOG.md").write_text("# Changelog\n", encoding="utf-8")
    before = {file: (checkout / file).read_bytes() for file in FILES}
    with pytest.raises(InklingError, match="has no line '## Unreleased'"):
        version.set_version("7.8.9", checkout)
    assert {file: (checkout / file).read_bytes() for file in FILES} == before


def test_the_command_prints_the_version(command: Command) -> None:
    done = command("export", "version")
    assert (done.returncode, done.stdout.strip()) == (0, version.version())
