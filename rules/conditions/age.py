"""`age`: how long ago the item was opened."""

from datetime import datetime
from typing import Any

from rules.condition import Condition, known
from rules.facts import Facts
from rules.words import Span


class Age(Condition[Span], word="age"):
    """Met when the item is at least this old: `"30 days"`, `"12 hours"`, `"2 weeks"`, `"5 business days"`.

    Business days are Monday to Friday in `project.timezone`. A younger item is `not: {age: 2 days}`.
    """

    example = "age: 30 days"
    reads = frozenset({"created_at", "now"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        opened = known(facts.created_at)
        return self.value.over(opened, known(facts.now), self.home.zone), opened.isoformat()

    def turns(self, facts: Facts) -> datetime | None:
        return self.value.end(known(facts.created_at), self.home.zone)

    def asks(self) -> str:
        return f"the item was opened at least {self.value} ago"
