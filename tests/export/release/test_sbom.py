"""Lists of contents: the package is their subject, nothing of this machine is in them, and they are valid CycloneDX."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from export.release import sbom
from trainer.errors import InklingError
from trainer.run import to_json

LISTED: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "metadata": {"component": {"bom-ref": "root", "type": "library", "name": "inkling-site", "version": "0.0.0"}},
    "components": [
        {"bom-ref": "inkling-digits==1.2.3", "type": "library", "name": "inkling-digits", "version": "1.2.3"},
        {
            "bom-ref": "numpy==2.0",
            "type": "library",
            "name": "numpy",
            "version": "2.0",
            "externalReferences": [{"type": "distribution", "url": "file:///home/me"}, {"type": "website", "url": "https://numpy.org"}],
        },
    ],
    "dependencies": [
        {"ref": "root", "dependsOn": ["inkling-digits==1.2.3"]},
        {"ref": "inkling-digits==1.2.3", "dependsOn": ["numpy==2.0"]},
    ],
}
"""What a tool lists of an environment in which the package is installed."""


def test_the_package_is_the_subject_and_needs_what_it_needed_before(tmp_path: Path) -> None:
    file = sbom._write(LISTED, tmp_path / "list.json", "1.2.3", "pypi")
    assert sbom.check(file) == ["numpy"]
    listed = json.loads(file.read_text(encoding="utf-8"))
    assert listed["metadata"]["component"]["purl"] == "pkg:pypi/inkling-digits@1.2.3"
    assert listed["dependencies"] == [{"ref": "inkling-digits@1.2.3", "dependsOn": ["numpy==2.0"]}]


def test_where_files_lay_on_this_machine_is_left_out(tmp_path: Path) -> None:
    text = sbom._write(LISTED, tmp_path / "list.json", "1.2.3", "pypi").read_text(encoding="utf-8")
    assert "file:" not in text and "https://numpy.org" in text


def test_what_is_bundled_into_the_npm_package_is_listed(tmp_path: Path) -> None:
    listed = sbom.check(sbom.of_npm("1.2.3", tmp_path))
    assert "@tensorflow/tfjs-core" in listed and "esbuild" not in listed


@pytest.mark.parametrize(("change", "complaint"), [({"components": []}, "lists nothing"), ({"bomFormat": "Other"}, "is not CycloneDX 1.6")])
def test_an_empty_or_wrong_list_is_refused(change: dict[str, Any], complaint: str, tmp_path: Path) -> None:
    (tmp_path / "list.json").write_bytes(to_json({**LISTED, **change}))
    with pytest.raises(InklingError, match=complaint):
        sbom.check(tmp_path / "list.json")
