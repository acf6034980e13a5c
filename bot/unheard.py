"""Rules that wait for a command that nobody can give: a slip of the pen, another name, or one of a later version. Pure.

The rule language does not know the commands; what checks a rule file for people says this besides.
"""

from collections.abc import Iterator

from bot.commands import COMMANDS, NAMES
from rules.diagnostics import Diagnostic, nearest
from rules.rulefile import RuleFile
from rules.yamltree import Node, locate

_FAMILY = "command."
_SHOWN = 50


def unheard(file: RuleFile, tree: Node) -> Iterator[Diagnostic]:
    """What is to be said of the commands that rules wait for."""
    for i, rule in enumerate(file.rules or ()):
        for j, event in enumerate(rule.on or ()):
            name = event.removeprefix(_FAMILY)
            if event.startswith(_FAMILY) and name not in COMMANDS:
                yield _told(name, locate(tree, ("rules", i, "on", j)))


def _told(name: str, node: Node) -> Diagnostic:
    line, column, width = node.line + 1, node.column + 1, max(1, node.end_column - node.column)
    message = f"no command of this version is called `{name[:_SHOWN]}`"
    if near := NAMES.get(name) or nearest(name[:_SHOWN], COMMANDS):
        return Diagnostic(line, column, "warning", "unknown-event", message, f"did you mean `{_FAMILY}{near}`?", width)
    return Diagnostic(line, column, "note", "not-yet", message, width=width)
