"""The reference of the Python package: docstrings -> Markdown, so that it cannot differ from the code.

Reads the sources of ``trainer/reading/`` without importing them: the pages are built without NumPy.
Command: ``python -m export reference FILE`` writes it beside the reference of the commands.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

READING = Path(__file__).parents[1] / "trainer" / "reading"
"""The package."""

SHOWN = (("recogniser.py", "Recogniser"), ("answer.py", "Answer"), ("network.py", "Network"), ("rejection.py", "Thresholds"))
"""What is shown: the file and its class."""

SECTION = re.compile(r"^(Args|Returns|Raises):\n((?:    .*\n|\n)+)", re.MULTILINE)
"""A section of a docstring in Google's style."""


def api_reference() -> str:
    """Returns a section a class: what it is, its fields as a table, its methods with their arguments."""
    return "\n".join(line for file, name in SHOWN for line in _class(READING / file, name))


def _class(file: Path, name: str) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    (found,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    yield from (f"### {name}", "", _text(ast.get_docstring(found) or ""), "")
    fields = list(_fields(found))
    if fields:
        yield from ("| Field | Type | What it is |", "|---|---|---|", *fields, "")
    for function in found.body:
        if isinstance(function, ast.FunctionDef) and (function.name == "__init__" or not function.name.startswith("_")):
            yield from _function(function, name)


def _fields(found: ast.ClassDef) -> Iterator[str]:
    """The rows of a dataclass's fields and of the properties; a field's words are the string below it."""
    for node, below in zip(found.body, [*found.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(below, ast.Expr):
            yield _row(ast.unparse(node.target), node.annotation, ast.literal_eval(below.value))
        elif isinstance(node, ast.FunctionDef) and _is_property(node):
            yield _row(node.name, node.returns, ast.get_docstring(node) or "")


def _row(name: str, kind: ast.expr | None, words: str) -> str:
    return f"| `{name}` | {f'`{ast.unparse(kind)}`' if kind else ''} | {_line(words)} |"  # a vertical line in code ends no cell


def _is_property(function: ast.FunctionDef) -> bool:
    return any(isinstance(decorator, ast.Name) and decorator.id == "property" for decorator in function.decorator_list)


def _function(function: ast.FunctionDef, owner: str) -> Iterator[str]:
    if _is_property(function):
        return
    del function.args.args[0]  # self
    called = owner if function.name == "__init__" else function.name
    returns = "" if function.name == "__init__" or function.returns is None else f" -> {ast.unparse(function.returns)}"
    yield from (() if called == owner else (f"#### {called}", ""))
    yield from ("```python", f"{called}({ast.unparse(function.args)}){returns}", "```", "")
    docstring = ast.get_docstring(function) or ""
    yield from (_text(SECTION.sub("", docstring + "\n")), "")
    for title, body in SECTION.findall(docstring + "\n"):
        words = _line(re.sub(r"^(\w+): ", r"``\1``: ", textwrap.dedent(body), flags=re.MULTILINE))
        yield from ({"Args": "*Arguments.* ", "Returns": "*Returns* ", "Raises": "*Raises* "}[title] + words, "")


def _text(docstring: str) -> str:
    """A docstring's paragraphs as Markdown."""
    return "\n\n".join(_line(paragraph) for paragraph in docstring.strip().split("\n\n"))


def _line(words: str) -> str:
    return " ".join(words.split()).replace("``", "`")
