"""Choose people for a selector: who fits best, then who has least to do, then who was not asked for longest. Pure.

The same facts always give the same choice, whatever the order of the people file; and each choice can be explained.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from bot.people.passing import AUTHOR, Passing, candidate_of, items
from bot.people.pool import Meant, Regions, named, pool_of
from rules.condition import known
from rules.durations import Duration
from rules.facts import Candidate, Facts
from rules.selector import Need, Selector
from rules.words import listed

__all__ = ["AUTHOR", "Choice", "barred_from", "choose", "everybody"]

_NEVER = datetime.min.replace(tzinfo=UTC)
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is asked, and why others are not.

    Attributes:
        chosen: logins, in order.
        enough: whether those who have the item already are enough.
        passed: login and reason of each who was passed over.
        anybody: whether anybody is meant at all.
        some: whether somebody who is meant has the item already.
        because: login and reason of those who were chosen and not named by the rule.
        need: what the community needs, where nobody could be chosen and the rule says so.
        patience: how long they have to answer before the next one is asked; None where they have for ever.
        role: what they are asked as, where the rule says so.
        even: logins, in lower case, among whom only what each has on their hands decides; none where it does not.
    """

    chosen: tuple[str, ...]
    enough: bool
    passed: tuple[tuple[str, str], ...] = ()
    anybody: bool = True
    some: bool = False
    because: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    need: Need | None = None
    patience: Duration | None = field(default=None, compare=False)
    role: str = field(default="", compare=False)
    even: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def why(self) -> str:
        """Why nobody more was found, in a sentence."""
        nobody = "there is nobody else to ask" if self.anybody else "nobody is named by this selector"
        return "; ".join(f"{login}: {reason}" for login, reason in self.passed) or nobody

    @property
    def explained(self) -> str:
        """Why these people and not others; empty where the rule names them itself."""
        if not self.because:
            return ""
        several, role = len(self.because) > 1, f" as {self.role}" if self.role else ""
        asked = [f"{f'{login} ' if several else ''}asked{role} because: {reason}" for login, reason in self.because]
        passed = [f"{login} ({reason})" for login, reason in dict(self.passed).items()]
        more = [f"{len(passed) - _SHOWN} more"] if len(passed) > _SHOWN else []
        rest = [f"passed over: {', '.join(passed[:_SHOWN] + more)}"] if passed else []
        return "; ".join(asked + rest)


def choose(  # noqa: PLR0913 - what a choice depends on
    selector: Selector,
    facts: Facts,
    values: Mapping[str, str],
    have: Iterable[str],
    barred: Mapping[str, str],
    *,
    author_by_name: bool = False,
    regions: Regions = (),
    zone: tzinfo = UTC,
) -> Choice:
    """Who should be asked so that enough of those who are meant have the item.

    Args:
        selector: whom the rule means.
        facts: with the people file and the teams that the selector names.
        values: for logins that are written as values, `{author}`.
        have: who has the item already.
        barred: logins, in lower case, that must not be asked, and why.
        author_by_name: whether the author may be asked where the rule says `{author}`.
        regions: the countries of each region of the rule file.
        zone: where the day begins for those whose entry does not say it.
    """
    having = {login.lower() for login in have}
    against = _but_the_author(barred, selector) if author_by_name else barred
    if selector.says_logins_alone:
        return _of_logins(named(selector, values), having, against)
    pool, passing = pool_of(selector, facts, values, regions), Passing(selector, facts, against, zone)
    found = _of_pool(selector, facts, pool, having, passing, _wanted(selector, values))
    if found.chosen or found.some or not (other := selector.stand_in):
        return found
    rest = choose(other, facts, values, having, barred, author_by_name=author_by_name, regions=regions, zone=zone)
    return replace(rest, passed=(*found.passed, *rest.passed), anybody=found.anybody or rest.anybody)


def _of_pool(
    selector: Selector, facts: Facts, pool: Sequence[Meant], having: Collection[str], passing: Passing, wanted: int
) -> Choice:
    """The choice among all who are meant: of those who can be asked, as many as are missing."""
    free = [meant for meant in pool if meant.login.lower() not in having]
    some, missing = len(free) < len(pool), wanted - (len(pool) - len(free))
    if pool and missing <= 0:
        return Choice((), enough=True, some=True)
    able, passed = _sifted(_ranked(free, facts), passing)
    picked, left = able[:missing], able[missing:]
    need = selector.fallback if isinstance(selector.fallback, Need) and not picked and not some else None
    return Choice(
        tuple(meant.login for meant in picked),
        enough=False,
        passed=passed,
        anybody=bool(pool),
        some=some,
        because=tuple((meant.login, _because(meant, facts)) for meant in picked if not meant.named),
        need=need,
        patience=selector.ask_next_after,
        role=selector.as_ or "",
        even=_even(picked, left, passing),
    )


def _of_logins(logins: Iterable[str], having: Collection[str], barred: Mapping[str, str]) -> Choice:
    """The choice where a rule says the logins and nothing else: whoever is not barred is asked."""
    meant: dict[str, str] = {}
    for login in logins:
        meant.setdefault(login.lower(), login)
    free = [low for low in meant if low not in having]
    if meant and not free:
        return Choice((), enough=True, some=True)
    return Choice(
        tuple(meant[low] for low in free if low not in barred),
        enough=False,
        passed=tuple((meant[low], barred[low]) for low in free if low in barred),
        anybody=bool(meant),
        some=len(free) < len(meant),
    )


def _but_the_author(barred: Mapping[str, str], selector: Selector) -> Mapping[str, str]:
    """Who must not be asked, without the author where the rule says `{author}`."""
    if not any("author" in user.names for user in selector.users or ()):
        return barred
    return {login: why for login, why in barred.items() if why != AUTHOR}


def everybody(selector: Selector, facts: Facts, values: Mapping[str, str], regions: Regions = ()) -> list[str]:
    """Everybody who is meant, in order: those who are named, then the roles, then the teams."""
    return [meant.login for meant in pool_of(selector, facts, values, regions)]


def _ranked(pool: Iterable[Meant], facts: Facts) -> list[Meant]:
    """In the order in which they are asked: as the rule names them, then by fit, load, last time asked, and login.

    Those of whom GitHub was not asked come last: nobody knows what they have to do.
    """

    def rank(meant: Meant) -> tuple[int, bool, int, datetime, str]:
        candidate = candidate_of(facts, meant.login)
        told = candidate or Candidate()
        at = told.asked_at or _NEVER
        return -meant.fit, candidate is None, told.open_items, at, meant.login.lower()

    people = list(pool)
    return [meant for meant in people if meant.named] + sorted((m for m in people if not m.named), key=rank)


def _sifted(people: Iterable[Meant], passing: Passing) -> tuple[list[Meant], tuple[tuple[str, str], ...]]:
    """Who can be asked, and who is passed over, with the reason."""
    reasons = [(meant, passing.why(meant)) for meant in people]
    passed = tuple((meant.login, why) for meant, why in reasons if why)
    return [meant for meant, why in reasons if not why], passed


def _even(picked: Sequence[Meant], left: Sequence[Meant], passing: Passing) -> frozenset[str]:
    """Whoever was picked for nothing but what they have on their hands, and those to whom it would go instead."""
    full = [meant for meant in picked if passing.may_be_full(meant)]
    tied = [meant for meant in picked if left and not meant.named and meant.fit == left[0].fit]
    if not full and not tied:
        return frozenset()
    others = [meant for meant in left if full or meant.fit == left[0].fit]
    return frozenset(meant.login.lower() for meant in (*full, *tied, *others))


def _because(meant: Meant, facts: Facts) -> str:
    candidate = candidate_of(facts, meant.login)
    parts = list(meant.because)
    if candidate is not None:
        asked = f"last asked on {candidate.asked_at:%Y-%m-%d}" if candidate.asked_at else "never asked before"
        parts += [items(candidate.open_items), asked]
    return listed(parts, "and") if parts else "first by name of those who are meant"


def _wanted(selector: Selector, values: Mapping[str, str]) -> int:
    """How many should have the item: all who are named, and one of the others, unless a count is given."""
    if selector.count:
        return selector.count
    logins = {login.lower() for login in named(selector, values)}
    return len(logins) + bool(_of_kinds(selector) or (selector.narrows and not logins))


def _of_kinds(selector: Selector) -> bool:
    """Whether it means people by what they are, and not only by their logins."""
    alone = selector.history and not selector.users
    return bool(selector.role or selector.team or selector.owners or selector.group or alone)


def barred_from(facts: Facts, verb: str, *, author_too: bool) -> dict[str, str]:
    """Whom a verb must not ask, by what was done before."""
    author = {known(facts.author).login.lower(): AUTHOR} if author_too else {}
    flapping = {
        who: "it went to and fro too often: left alone for an hour" for done, who in facts.flapping if done == verb
    }
    return author | flapping | {who: "a person took this back" for done, who in known(facts.undone) if done == verb}
