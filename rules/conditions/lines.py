"""`lines`: how much a pull request changes."""

from typing import Any

from rules.amount import Amount, amount
from rules.condition import Condition, known
from rules.facts import Facts


class Lines(Condition[Amount], word="lines"):
    """Met when the number of changed lines compares as asked: lines added and lines deleted together.

    `">= 500"`, `"< 10"`, or a bare number that it must equal.
    """

    example = 'lines: ">= 500"'
    reads = frozenset({"additions", "deletions"})
    kinds = frozenset({"pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        changed = known(facts.additions) + known(facts.deletions)
        return amount(self.value)(changed), changed

    def asks(self) -> str:
        return f"the number of changed lines is {self.value}"
