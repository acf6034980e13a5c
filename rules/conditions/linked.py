"""`linked`: whether an issue has its pull request, or a pull request its issue."""

from typing import Any

from rules.amount import Amount, amount
from rules.condition import Condition, known
from rules.facts import Facts


class Linked(Condition[bool | Amount], word="linked"):
    """Met when the issue is linked to a pull request that closes it, or the pull request to an issue that it closes.

    `false` asks for no link, a number for so many: `">= 2"`. A mere mention is no link.
    """

    example = "linked: true"
    reads = frozenset({"linked"})
    kinds = frozenset({"issue", "pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        linked, want = known(facts.linked), self.value
        return (linked > 0) is want if isinstance(want, bool) else amount(want)(linked), linked

    def asks(self) -> str:
        if isinstance(self.value, bool):
            return "an issue or pull request is linked" if self.value else "no issue or pull request is linked"
        return f"the number of linked issues or pull requests is {self.value}"
