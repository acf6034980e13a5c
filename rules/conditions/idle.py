"""`idle`: how long nobody has done anything."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field

from rules.condition import Condition, known
from rules.facts import Facts
from rules.reviewing import waits_for_a_reviewer
from rules.shorthand import Shorthand
from rules.words import Span, Strictly

FACT = {"human": "human_at", "update": "updated_at", "created": "created_at"}
SAYS = {"human": "no person did anything", "update": "nothing changed", "created": "the item was there"}


class Silence(Strictly):
    """How long, and since what."""

    for_: Span = Field(alias="for")
    since: Literal["human", "update", "created"] = "human"


SilenceWanted = Annotated[Silence, Shorthand("for")]


class Idle(Condition[SilenceWanted], word="idle"):
    """Met when no person has done anything for this long: `"30 days"`, `"5 business days"`.

    What bots do does not count, this one included. What people do to a pull request that will close an issue counts for
    the issue too, and an issue whose pull request waits for a reviewer is not idle. `{for: 30 days, since: update}`
    counts from GitHub's last update, whoever made it, and `since: created` from the beginning. Business days are Monday
    to Friday in `project.timezone`.
    """

    example = "idle: 30 days"

    @property
    def needs(self) -> frozenset[str]:
        return frozenset({FACT[self.value.since], "now"})

    def test(self, facts: Facts) -> tuple[bool, Any]:
        since = known(getattr(facts, FACT[self.value.since]))
        if reviewed := self.waits_for(facts):
            return False, reviewed
        return self.value.for_.over(since, known(facts.now), self.home.zone), since.isoformat()

    def turns(self, facts: Facts) -> datetime | None:
        if self.waits_for(facts):
            return known(facts.now) + timedelta(days=1)
        return self.value.for_.end(known(getattr(facts, FACT[self.value.since])), self.home.zone)

    def waits_for(self, facts: Facts) -> str:
        """What the item waits for that no person can be blamed for; empty where there is nothing."""
        return waits_for_a_reviewer(facts) if self.value.since == "human" else ""

    def asks(self) -> str:
        return f"{SAYS[self.value.since]} for {self.value.for_}"
