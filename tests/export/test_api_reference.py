"""The reference of the Python package says what the code says."""

from __future__ import annotations

import dataclasses
import inspect
import re

from export.api_reference import api_reference
from trainer.reading import Answer, Network, Recogniser, Thresholds

TEXT = api_reference()


def test_every_field_of_every_dataclass_is_there() -> None:
    for kind in (Answer, Network, Thresholds):
        section = TEXT.split(f"### {kind.__name__}\n")[1].split("\n### ")[0]
        for field in dataclasses.fields(kind):
            assert re.search(rf"^\| `{field.name}` \| `.+` \| .+ \|$", section, re.MULTILINE)


def test_every_public_method_is_there_with_its_arguments() -> None:
    methods = {name: value for name, value in vars(Recogniser).items() if inspect.isfunction(value) and not name.startswith("_")}
    assert {"read", "recognise"} < set(methods)
    for name, method in methods.items():
        (argument,) = list(inspect.signature(method).parameters)[1:]
        assert f"#### {name}\n\n```python\n{name}({argument}: " in TEXT
    assert "*Raises* `InklingError`: The file is missing" in TEXT


def test_vertical_lines_stand_in_code_only_where_they_end_no_cell() -> None:
    for row in (line for line in TEXT.splitlines() if line.startswith("| `")):
        assert re.sub("`[^`]*`", "", row).count("|") == 4, row


def test_what_is_private_is_not_there() -> None:
    assert "_" not in {heading[0] for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)}
