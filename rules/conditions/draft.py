"""`draft`: whether a pull request is still a draft."""

from typing import Any

from rules.condition import Condition, Hint, known
from rules.facts import Facts


class Draft(Condition[bool], word="draft"):
    """Met when the pull request is a draft, or with `false` when it is ready for review."""

    example = "draft: false"
    reads = frozenset({"draft"})
    kinds = frozenset({"pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        draft = known(facts.draft)
        return draft is self.value, draft

    def hint(self) -> Hint:
        return Hint("draft", values=frozenset({str(self.value)}))

    def asks(self) -> str:
        return "the pull request is a draft" if self.value else "the pull request is not a draft"
