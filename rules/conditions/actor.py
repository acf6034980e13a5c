"""`actor`: who caused the event."""

from typing import Any

from rules.condition import Condition, known
from rules.facts import Facts
from rules.people import People


class Actor(Condition[People], word="actor"):
    """Met when whoever caused the event is one of the logins, or fits everything that is asked, as for `author`."""

    example = "actor: {team: acme/docs}"

    @property
    def needs(self) -> frozenset[str]:
        return self.value.needs("actor")

    def test(self, facts: Facts) -> tuple[bool, Any]:
        actor = known(facts.actor)
        return self.value.fits(actor, facts), actor.login

    def asks(self) -> str:
        return f"the event comes from {self.value.asks()}"
