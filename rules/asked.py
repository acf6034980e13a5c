"""What rules ask: conditions can be told of what a rule looks at, and what they name exists."""

from collections.abc import Iterator
from typing import Any

from rules.checking import Checking, Path
from rules.condition import a_kind
from rules.conditions import CONDITIONS
from rules.diagnostics import Diagnostic, Severity
from rules.expression import ExpressionError, expression
from rules.later import CONDITIONS_LATER
from rules.people import PersonWanted
from rules.yamltree import locate

MOST_EXPRESSED = 50_000  # characters of expressions in one file; checking one takes some microseconds each


class AskedChecks(Checking):
    """Checks of `when`, `passes_when` and `if`."""

    def expression(self, source: str, path: Path) -> Iterator[Diagnostic]:
        """An expression can be used; a mistake in it is told where it stands."""
        self.expressed += len(source)
        if self.expressed > MOST_EXPRESSED:
            message = f"the expressions of this file have more than {MOST_EXPRESSED:,} characters"
            yield self.at(path, "error", "limit", message, "ask with conditions under `when`", key=True)
            return
        try:
            expression(source)
        except ExpressionError as error:
            node = locate(self.tree, path)
            if node.line == node.end_line:
                quoted = node.end_column - node.column > len(node.text)
                column = node.column + quoted + error.column
                yield Diagnostic(node.line + 1, column + 1, "error", "expression", str(error), error.help)
            else:
                where = f" (line {error.line + 1}, column {error.column + 1} of the expression)"
                yield self.at(path, "error", "expression", str(error) + where, error.help, key=True)

    def conditions(self, when: Any, path: Path, kinds: frozenset[str]) -> Iterator[Diagnostic]:
        """Each condition can be told of what the rule looks at; stages and roles exist; words for later are told."""
        if when is None:
            return
        for name in when.model_fields_set:
            word, value = name.removesuffix("_"), getattr(when, name)
            where = (*path, word)
            if word in {"not", "any", "all"}:
                for i, block in enumerate(value):
                    yield from self.conditions(block, (*where, i), kinds)
            elif word in CONDITIONS_LATER:
                yield self.note(where, f"the condition `{word}`")
            else:
                yield from self.kinds(word, where, kinds, CONDITIONS[word].kinds)
                yield from self.condition(word, value, where)

    def condition(self, word: str, value: Any, path: Path) -> Iterator[Diagnostic]:
        """What one condition names exists."""
        if word == "stage":
            known = (*self.stages, "none")
            for i, stage in enumerate(value):
                yield from self.stage(stage, (*path, i), known)
        elif word in {"region", "pathway"}:
            named = self.region if word == "region" else self.pathway
            for i, name in enumerate(value):
                yield from named(name, (*path, i))
        elif isinstance(value, PersonWanted):
            yield from self.roles(value.role or (), (*path, "role"))
        elif word in {"title", "body"}:
            for i, pattern in enumerate(value):
                if pattern.doubt:
                    yield self.at((*path, i), "warning", "ascii-boundary", *pattern.doubt)

    def kinds(self, word: str, path: Path, looked_at: frozenset[str], able: frozenset[str]) -> Iterator[Diagnostic]:
        """A word that means nothing for the items that the rule looks at."""
        if looked_at.isdisjoint(able):
            severity: Severity = "error" if word == "stage" else "warning"
            message = f"`{word}` means nothing here: {' or '.join(map(a_kind, sorted(looked_at)))} has none"
            yield self.at(path, severity, "wrong-item", message, "use it in a rule about another event", key=True)
