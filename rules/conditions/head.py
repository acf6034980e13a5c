"""`head`: a pull request's own branch."""

from typing import Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.globs import needed, selected
from rules.words import OneOrMany, Path, listed


class Head(Condition[OneOrMany[Path]], word="head"):
    """Met when a pull request's own branch fits any of the globs.

    `!` excludes; the last glob that fits decides.
    """

    example = "head: 'docs/**'"
    reads = frozenset({"head"})
    kinds = frozenset({"pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        branch = known(facts.head)
        return selected(branch, self.value), branch

    def hint(self) -> Hint | None:
        expressions = needed(self.value)
        return Hint("head", expressions=expressions) if expressions else None

    def asks(self) -> str:
        return f"the head branch is {listed(glob.source for glob in self.value)}"
