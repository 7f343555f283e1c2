"""What the two packages are made of, as CycloneDX: what pip installs with the wheel, and what is bundled into the npm package.

cyclonedx-py and npm list them; this file puts the name of the package where they put that of a folder, and takes out where files lay on
this machine. Both lists are checked with the schema of their version.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from export.programs import output
from export.wheel import CHECKOUT, environment
from trainer.errors import InklingError
from trainer.run import to_json, write_atomically

NAME = "inkling-digits"
"""The name of both packages."""


def of_wheel(wheel: Path, version: str, out: Path, work: Path) -> Path:
    """Writes the list of the wheel, installed into an environment that is made in ``work``; returns the file.

    Raises:
        InklingError: The wheel cannot be installed or listed.
    """
    python = environment(work / "sbom", [wheel]) / "python"
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--pyproject", str(CHECKOUT / "pyproject.toml"), "--mc-type", "library"]
    listed = json.loads(output("cyclonedx-py", [*command, "--sv", "1.6", "--output-reproducible", python], CHECKOUT))
    return _write(listed, out / f"{NAME}-{version}-python.cdx.json", version, "pypi")


def of_npm(version: str, out: Path) -> Path:
    """Writes the list of what is bundled into the npm package, from the lock file; returns the file.

    Raises:
        InklingError: npm cannot list it.
    """
    command = ["npm", "sbom", "--sbom-format", "cyclonedx", "--sbom-type", "library", "--package-lock-only"]
    with tempfile.TemporaryDirectory() as folder:
        _write_without_development(Path(folder))
        listed = json.loads(output("npm sbom", command, Path(folder)))
    return _write(listed, out / f"{NAME}-{version}-npm.cdx.json", version, "npm")


def _write_without_development(folder: Path) -> None:
    """Writes package.json and its lock file without what only building and testing need.

    ``npm sbom --omit dev`` also omits what both need, where it is a peer of something that only building needs.
    """
    package, lock = (json.loads((CHECKOUT / "site" / name).read_bytes()) for name in ("package.json", "package-lock.json"))
    lock["packages"] = {path: _without_development(one) for path, one in lock["packages"].items() if not one.get("dev")}
    (folder / "package.json").write_bytes(to_json(_without_development(package)))
    (folder / "package-lock.json").write_bytes(to_json(lock))


def _without_development(package: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in package.items() if name != "devDependencies"}


def check(file: Path) -> list[str]:
    """Checks a list with the schema of its CycloneDX version; returns the names of its components.

    Raises:
        InklingError: It is no such list, or it is empty.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = file.read_text(encoding="utf-8")
    listed = json.loads(text)
    error = JsonStrictValidator(SchemaVersion.from_version(listed["specVersion"])).validate_str(text)
    if error:
        raise InklingError(f"{file.name} is not CycloneDX {listed['specVersion']}: {str(error)[:200]}")
    if not listed.get("components"):
        raise InklingError(f"{file.name} lists nothing.")
    return [component["name"] for component in listed["components"]]


def _write(listed: dict[str, Any], file: Path, version: str, registry: str) -> Path:
    write_atomically(file, to_json(_named(listed, version, registry)))
    return file


def _named(listed: dict[str, Any], version: str, registry: str) -> dict[str, Any]:
    """The list with the package as its subject, and without the package among its components."""
    subject = listed["metadata"]["component"]
    old, new = subject["bom-ref"], f"{NAME}@{version}"
    components = [_elsewhere(component) for component in listed["components"] if component["name"] != NAME]
    gone = {component["bom-ref"] for component in listed["components"]} - {component["bom-ref"] for component in components}
    subject = {**subject, "name": NAME, "version": version, "bom-ref": new, "purl": f"pkg:{registry}/{NAME}@{version}", "properties": []}
    edges = [
        {**edge, "ref": new if edge["ref"] == old else edge["ref"], "dependsOn": sorted(set(edge.get("dependsOn", [])) - gone)}
        for edge in listed.get("dependencies", [])
        if edge["ref"] not in gone
    ]
    inner = [one for edge in listed.get("dependencies", []) if edge["ref"] in gone for one in edge.get("dependsOn", [])]
    for edge in edges:
        if edge["ref"] == new:
            edge["dependsOn"] = sorted({*edge["dependsOn"], *inner})
    return {**listed, "metadata": {**listed["metadata"], "component": subject}, "components": components, "dependencies": edges}


def _elsewhere(component: dict[str, Any]) -> dict[str, Any]:
    """A component without references to files of this machine."""
    references = [one for one in component.get("externalReferences", []) if not one["url"].startswith("file:")]
    return {**component, "externalReferences": references}
