"""`decisions`: how people decide. Who votes, for how long, and with what a decision passes."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from rules.home import Home
from rules.selector import Selector
from rules.shorthand import Shorthand
from rules.spoken import Spoken, names_in
from rules.words import Asking, OneOrManyHere, Span, Strictly, Text

Excluded = Literal["nominator", "nominee", "author"]
SHARE = r"^\s*(100|[1-9]?[0-9])(\.[0-9]{1,2})?\s*%\s*$"
Share = Annotated[str, StringConstraints(pattern=SHARE)]
Number = Annotated[int, Field(ge=0, le=1_000)]


def share(text: str) -> Fraction:
    """The share of a whole that `66%` stands for."""
    return Fraction(text.strip().rstrip("%").strip()) / 100


def decision_in(granted: str | None) -> str:
    """The decision that `granted: by DECISION` names; empty where a role is granted otherwise."""
    way, _, name = (granted or "").partition(" ")
    return name.strip() if way == "by" else ""


class Passing(Asking):
    """With what a decision passes, in one of three ways."""

    net_support: Annotated[int, Field(ge=1, le=1_000)] | None = Field(
        default=None, description="So many more for it than against it."
    )
    support: Number | None = Field(default=None, description="At least so many for it; with `objections`.")
    objections: Number | None = Field(default=None, description="At most so many against it, with their reasons.")
    in_favour: Share | None = Field(default=None, description='The share of those who take a side, "66%".')
    quorum: Share | None = Field(default=None, description="The share of the voters who are not away that must vote.")

    @property
    def ways(self) -> frozenset[str]:
        """The keys that are given."""
        return frozenset(self.model_fields_set)


WAYS = frozenset(
    frozenset(keys.split())
    for keys in ("net_support", "support", "support objections", "in_favour", "in_favour quorum")
)
"""The keys that go together: none may object where nothing is said of that, and without a quorum nobody must vote."""


class Decision(Strictly):
    """How people decide."""

    voters: Annotated[Selector, Shorthand("role")] = Field(description="Who may vote: a role, roles, or a selector.")
    open_for: Span = Field(description="How long it is open, `7 days`.")
    passes_with: Passing = Field(description="With what it passes.")
    excluding: OneOrManyHere[Excluded] | None = Field(default=None, description="Whose voice does not count.")
    if_contested: Text | None = Field(default=None, description="The decision that begins where people object.")

    def needs(self, home: Home) -> frozenset[str]:
        """The facts that tell who may vote."""
        return self.voters.needs | Spoken(names_in(self.voters, {}), home).needs

    @property
    def terms(self) -> dict[str, str]:
        """With what it passes, as a running decision keeps it."""
        given: dict[str, Any] = self.passes_with.model_dump(exclude_none=True)
        return {key: str(value) for key, value in given.items()}
