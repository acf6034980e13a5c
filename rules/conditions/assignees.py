"""`assignees`: who is at work on the item."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema

from rules.amount import AMOUNT, amount, spelled
from rules.condition import Condition, known
from rules.facts import Facts
from rules.words import LOGIN, OneOrMany, listed

_FORM = f"{LOGIN}|{AMOUNT}"
Assignee = Annotated[
    str,
    StringConstraints(pattern=_FORM, max_length=70),
    BeforeValidator(spelled),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": _FORM, "maxLength": 70}, {"type": "integer", "minimum": 0}]}
    ),
]


class Assignees(Condition[OneOrMany[Assignee]], word="assignees"):
    """Met when any of these holds: a login is assigned, `none` is, or their number compares as asked.

    `">= 2"` and a bare number count the people assigned; a login that is a number is written `"@7"`.
    """

    example = "assignees: none"
    reads = frozenset({"assignees"})
    kinds = frozenset({"issue", "pull_request"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        assignees = known(facts.assignees)
        have = {login.lower() for login in assignees}
        return any(_holds(wanted, have) for wanted in self.value), list(assignees)

    def asks(self) -> str:
        return f"assigned is {listed(self.value)}"


def _holds(wanted: str, have: set[str]) -> bool:
    if re.fullmatch(AMOUNT, wanted):
        return amount(wanted)(len(have))
    return not have if wanted.lower() == "none" else wanted.removeprefix("@").lower() in have
