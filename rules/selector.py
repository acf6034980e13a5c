"""Whom a rule means: by login, by role in the people file, by team, by what they cover, speak and know."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from rules.shorthand import Shorthand
from rules.template import Template, template
from rules.words import LOGIN, Name, OneOrMany, Span, Strictly, Team, Text, _FromText

Passed = Literal["author", "away", "full", "over_capacity", "same_employer", "assignee"]

PEOPLE_OF_THE_ITEM = ("author", "actor", "assignee")
_ACCOUNT = rf"{LOGIN}|^\{{({'|'.join(PEOPLE_OF_THE_ITEM)})\}}$"


def _account(text: str) -> Template:
    return template(text.removeprefix("@"))


Account = Annotated[Template, _FromText(_account, most=70, pattern=_ACCOUNT)]


class Need(Strictly):
    """What becomes a need when nobody fits."""

    need: Name


def _instead(value: Any) -> str:
    return "need" if isinstance(value, dict) and "need" in value else "people"


class Selector(Strictly):
    """People, by what they are; `users` are taken in the order in which they stand."""

    users: OneOrMany[Account] | None = None
    role: OneOrMany[Text] | None = None
    team: OneOrMany[Team] | None = None
    owners: Literal[True] | None = None
    history: Literal[True] | None = None
    covers: OneOrMany[Name] | None = None
    speaks: OneOrMany[Name] | None = None
    topics: OneOrMany[Name] | None = None
    group: OneOrMany[Name] | None = None
    count: Annotated[int, Field(ge=1, le=15)] | None = None
    never: OneOrMany[Passed] | None = None
    ask_next_after: Span | None = None
    fallback: (
        Annotated[Annotated["Selector", Tag("people")] | Annotated[Need, Tag("need")], Discriminator(_instead)] | None
    ) = None
    as_: Text | None = Field(default=None, alias="as")

    @property
    def stand_in(self) -> "Selector | None":
        """Whom it falls back to; they have as long to answer as the first ones, unless it says otherwise."""
        if not isinstance(self.fallback, Selector):
            return None
        return self.fallback.model_copy(update={"ask_next_after": self.fallback.ask_next_after or self.ask_next_after})

    @property
    def asks_next(self) -> bool:
        """Whether the next one is asked where somebody does not answer in time."""
        return bool(self.ask_next_after) or bool(self.stand_in and self.stand_in.asks_next)

    @property
    def means_nobody(self) -> bool:
        """Whether nobody is named at all; the keys that only narrow or replace a choice do not name anybody."""
        return self.model_fields_set <= {"count", "never", "ask_next_after", "fallback", "as_"}

    @property
    def names_somebody(self) -> bool:
        """Whether it says who is meant, and not only what they must cover, speak or know."""
        return bool(self.users or self.role or self.team or self.owners or self.group or self.history)

    @property
    def says_logins_alone(self) -> bool:
        """Whether it says logins and asks nothing else of anybody."""
        return self.model_fields_set == {"users"}

    @property
    def narrows(self) -> bool:
        """Whether it leaves only some of those whom it means."""
        return bool(self.covers or self.speaks or self.topics)

    @property
    def needs(self) -> frozenset[str]:
        """The facts that must be known before anybody can be chosen."""
        wanted = {f"team:{team}" for team in self.team or ()}
        wanted |= {"people"} if self.role or self.narrows or self.never else set()
        wanted |= {"files", "codeowners"} if self.owners else set()
        wanted |= {"files", "changers"} if self.history else set()
        wanted |= {"assignees"} if "assignee" in (self.never or ()) else set()
        wanted |= {"recorded", "sections"} if isinstance(self.fallback, Need) else set()
        wanted |= {"recorded"} if self.as_ else set()
        if isinstance(self.fallback, Selector):
            wanted |= self.fallback.needs
        return frozenset(wanted)

    @property
    def wishes(self) -> frozenset[str]:
        """The facts that are good to know: of several who fit, who has least to do and is there."""
        if self.role or self.team or self.owners or self.group or self.history or self.narrows or self.never:
            return frozenset({"candidates", "people"})
        return self.fallback.wishes if isinstance(self.fallback, Selector) else frozenset()


Selected = Annotated[Selector, Shorthand("users")]
