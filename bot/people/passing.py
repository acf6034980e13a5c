"""Why somebody whom a selector means is not asked: the author, away, busy, full, a colleague of the author. Pure."""

from collections.abc import Mapping
from datetime import tzinfo
from functools import cached_property

from bot.people.pool import Meant, members_of
from bot.people.standing import absence_of, colleagues, own_entry
from rules.condition import known
from rules.facts import UNKNOWN, Candidate, Facts, Member, Person
from rules.selector import Selector

AUTHOR = "is the author"
ALWAYS = frozenset({"away", "full"})
"""What passes over everybody whom the rule does not name by login, whether it says so or not."""

_FULL = frozenset({"full", "over_capacity"})


class Passing:
    """What one selector passes people over for."""

    def __init__(self, selector: Selector, facts: Facts, barred: Mapping[str, str], home: tzinfo) -> None:
        """What is known of the people.

        Args:
            selector: with its `never`.
            facts: with the people file and the candidates, as far as they are known.
            barred: logins, in lower case, that must not be asked, and why.
            home: where the day begins for those whose entry does not say it.
        """
        self._asked = frozenset(selector.never or ())
        self._facts, self._barred, self._home = facts, barred, home

    @cached_property
    def _entries(self) -> Mapping[str, Member]:
        return {member.login.lower(): member for member in members_of(self._facts)}

    @cached_property
    def _author(self) -> Member | None:
        return _author_of(self._facts)

    def why(self, meant: Meant) -> str:
        """Why somebody is passed over; empty for who is not."""
        login = meant.login.lower()
        if login in self._barred:
            return self._barred[login]
        reasons = self._reasons(meant)
        if not reasons:
            return ""
        entry, candidate = self._entries.get(login, Member(login=meant.login)), candidate_of(self._facts, login)
        stranger = "" if meant.named else _stranger(entry, candidate)
        return stranger or self._away(reasons, entry, candidate) or self._unfit(reasons, entry, candidate)

    def may_be_full(self, meant: Meant) -> bool:
        """Whether somebody is passed over once they have as many open items as they take."""
        entry = self._entries.get(meant.login.lower())
        return entry is not None and entry.capacity is not None and bool(self._reasons(meant) & _FULL)

    def _reasons(self, meant: Meant) -> frozenset[str]:
        return self._asked if meant.named else self._asked | ALWAYS

    def _away(self, reasons: frozenset[str], entry: Member, candidate: Candidate | None) -> str:
        if "away" not in reasons:
            return ""
        absence = None if self._facts.now is UNKNOWN else absence_of(entry, self._facts.now, self._home)
        if absence:
            return f"is away until {absence.until}" if absence.until else "is away"
        return "is busy, by their status on GitHub" if candidate and candidate.limited else ""

    def _unfit(self, reasons: frozenset[str], entry: Member, candidate: Candidate | None) -> str:
        have = candidate.open_items if candidate else 0
        if reasons & _FULL and entry.capacity is not None and have >= entry.capacity:
            return f"has {items(have)} and takes {entry.capacity}"
        if "same_employer" in reasons and self._author and colleagues(self._author, entry):
            return "works for the same employer as the author"
        if "assignee" in reasons and entry.login.lower() in {one.lower() for one in known(self._facts.assignees)}:
            return "has the item already"
        return ""


def items(number: int) -> str:
    """So many open items, in words."""
    return f"{number} open item{'' if number == 1 else 's'}"


def candidate_of(facts: Facts, login: str) -> Candidate | None:
    """What is known of somebody beside their entry."""
    return None if facts.candidates is UNKNOWN else facts.candidates.get(login.lower())


def _stranger(entry: Member, candidate: Candidate | None) -> str:
    """That the login is not the entry's person any more, as far as GitHub tells."""
    if candidate is None:
        return ""
    if candidate.id is None:
        return "is nobody on GitHub; was the account renamed?"
    if candidate.outsider:
        return "has no access to this repository, so that GitHub lets nobody ask them"
    if entry.id is not None and entry.id != candidate.id:
        return f"is another account than {entry.id}, which the people file means"
    return ""


def _author_of(facts: Facts) -> Member | None:
    author = facts.author
    if not isinstance(author, Person):
        return None
    return own_entry(author, members_of(facts))
