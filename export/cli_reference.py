"""The reference of the commands: argparse -> Markdown, so that it cannot differ from what the commands accept."""

from __future__ import annotations

import argparse
import textwrap


def reference(parsers: list[argparse.ArgumentParser]) -> str:
    """Returns a section a program, a subsection a command, and its options as a table."""
    return "\n".join(section for parser in parsers for section in _program(parser))


def _program(parser: argparse.ArgumentParser) -> list[str]:
    commands = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    helps = {choice.dest: choice.help or "" for choice in commands._choices_actions}
    lines = [f"## {parser.prog.removeprefix('python -m ').capitalize()}", "", parser.description or "", ""]
    for name, command in commands.choices.items():
        usage = textwrap.dedent(command.format_usage().replace("usage: ", "       ")).strip()
        lines += [f"### {name}", "", f"{helps[name][:1].upper()}{helps[name][1:]}.", "", "```text", usage, "```", ""]
        options = [action for action in command._actions if action.dest != "help"]
        if options:
            lines += ["| Argument | Meaning |", "|---|---|", *(_option(action) for action in options), ""]
    return lines


def _option(action: argparse.Action) -> str:
    name = ", ".join(action.option_strings) or str(action.metavar)
    if action.option_strings and action.nargs != 0:
        name += f" {action.metavar or ', '.join(map(str, action.choices or ()))}"
    words = action.help or ""
    return f"| `{name}` | {words[:1].upper()}{words[1:]} |"
