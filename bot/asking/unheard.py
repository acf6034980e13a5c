"""Rules that wait for a command and probably mean another one: a slip of the pen, or another name of it. Pure.

A rule may wait for a command of the community's own; the rule language does not know the others. So what checks a rule
file for people says this besides.
"""

from collections.abc import Iterator

from bot.commands import COMMANDS, NAMES
from rules.diagnostics import Diagnostic, nearest
from rules.pointing import point
from rules.rulefile import RuleFile
from rules.yamltree import Node, locate

_FAMILY = "command."
_SHOWN = 50


def unheard(file: RuleFile, tree: Node) -> Iterator[Diagnostic]:
    """What is to be said of the commands that rules wait for."""
    for i, rule in enumerate(file.rules or ()):
        for j, event in enumerate(rule.on or ()):
            name = event.removeprefix(_FAMILY)
            near = NAMES.get(name) or nearest(name[:_SHOWN], COMMANDS)
            if event.startswith(_FAMILY) and near and near != name:
                yield _told(name, near, locate(tree, ("rules", i, "on", j)))


def _told(name: str, near: str, node: Node) -> Diagnostic:
    message, advice = f"no command is called `{name[:_SHOWN]}`", f"did you mean `{_FAMILY}{near}`?"
    return point(node, "warning", "unknown-event", message, advice)
