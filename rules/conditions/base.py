"""`base`: the branch that a pull request is meant for."""

from typing import Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts
from rules.globs import needed, selected
from rules.words import OneOrMany, Path, listed


class Base(Condition[OneOrMany[Path]], word="base"):
    """Met when the branch that a pull request is meant for fits any of the globs.

    `!` excludes; the last glob that fits decides.
    """

    example = "base: [main, 'release/*']"
    reads = frozenset({"base"})
    kinds = frozenset({"pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        branch = known(facts.base)
        return selected(branch, self.value), branch

    def hint(self) -> Hint | None:
        expressions = needed(self.value)
        return Hint("base", expressions=expressions) if expressions else None

    def asks(self) -> str:
        return f"the base branch is {listed(glob.source for glob in self.value)}"
