"""What a role requires, and what keeps it: contributions that are counted, time, other roles."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from rules.shorthand import Shorthand
from rules.words import Asking, OneOrManyHere, Span, Text

BY_ITSELF = "automatically"
"""How a role is granted that nobody decides on."""

Count = Annotated[int, Field(ge=1, le=100_000)]


class Sponsors(Asking):
    """How many people must vouch for somebody, and from how many employers."""

    count: Count = Field(description="How many.")
    employers: Count | None = Field(default=None, description="From at least so many different employers.")


class Requirement(Asking):
    """What is asked of a person, all that is given; any other key is the name of a pathway, with how often."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"minProperties": 1})
    __pydantic_extra__: dict[str, Count] = Field(init=False)  # type: ignore[mutable-override]  # never set anew

    role: OneOrManyHere[Text] | None = Field(default=None, description="A role that they have; of several any.")
    contributions: Count | None = Field(default=None, description="Contributions of any kind.")
    months_active: Count | None = Field(default=None, description="Months from the first contribution to the latest.")
    months_in_role: Count | None = Field(default=None, description="Months in the role that is required.")
    sponsors: Annotated[Sponsors, Shorthand("count")] | None = Field(
        default=None, description="People who vouch for them; shown, for people to see to."
    )
    listed_in: Literal["groups"] | None = Field(
        default=None, description="The file in which they stand; shown, for people to see to."
    )
    any: "Requirement | None" = Field(default=None, description="Of all that stands here one is enough.")
    within: Span | None = Field(default=None, description="Only contributions of this time count, until now.")

    @property
    def pathways(self) -> dict[str, int]:
        """How often each pathway is asked for."""
        return dict(self.__pydantic_extra__ or {})


def by_itself(granted: str | None) -> bool:
    """Whether a role comes without anybody deciding on it."""
    return granted == BY_ITSELF
