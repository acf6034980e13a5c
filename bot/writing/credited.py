"""A credit that is remembered with an item, and under which name: whoever opted out is counted and not named. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.people.oblivion import fingerprint
from bot.writing.remembered import Remembered
from rules.condition import known
from rules.facts import UNKNOWN, Facts
from rules.recognition import UNNAMED, OwnCredit, credit_name, read_credit


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveCredit(Remembered):
    """A contribution that is remembered with the item.

    Attributes:
        login: whose it is, as long as that may be told.
        counted: who gets it counted because a person says so, whether that may be told or not.
        confirms: what waited for this.
        dropped: whether it is remembered no more.
    """

    do: ClassVar[str] = "credit"
    login: str = ""
    counted: str = ""
    confirms: OwnCredit | None = None
    dropped: bool = False

    def describe(self) -> str:
        """It in a few words."""
        return f"drop the {self.name}" if self.dropped else f"record the {self.name}"

    def changes(self, facts: Facts) -> dict[str, Any]:
        """The item with the record and nothing that waits for it, or without the record."""
        if self.dropped:
            return {"recorded": known(facts.recorded) - {self.name.lower()}}
        changes = super(GiveCredit, self).changes(facts)
        return {**changes, "unconfirmed": tuple(one for one in facts.unconfirmed if one != self.confirms)}


def is_quiet(login: str, facts: Facts) -> bool:
    """Whether somebody is not to be named: by their entry in the people file, or because they were forgotten."""
    people = () if facts.people is UNKNOWN else facts.people
    silent = any(member.opted_out and member.login.lower() == login.lower() for member in people)
    return silent or fingerprint(login) in facts.forgotten


def first_unnamed(type_: str, what: str, recorded: Collection[str]) -> str:
    """The name for one more contribution of somebody who is not named."""
    number = 1
    while credit_name(type_, f"{UNNAMED} {number}", what).lower() in recorded:
        number += 1
    return credit_name(type_, f"{UNNAMED} {number}", what)


def has_credit(type_: str, login: str, recorded: Collection[str]) -> bool:
    """Whether somebody is credited with something of a type on the item, whatever was said of it."""
    told = filter(None, map(read_credit, recorded))
    return any((kind.lower(), who.lower()) == (type_.lower(), login.lower()) for kind, who, _ in told)
