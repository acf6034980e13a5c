"""Choose people for a selector: in the order of the file, never the author, each pass-over with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.condition import known
from rules.facts import Facts
from rules.selector import Selector

AUTHOR = "is the author"


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is asked, and why others are not.

    Attributes:
        chosen: logins, in order.
        enough: whether those who have the item already are enough.
        passed: login and reason of each who was passed over.
        anybody: whether anybody is meant at all.
        some: whether somebody who is meant has the item already.
    """

    chosen: tuple[str, ...]
    enough: bool
    passed: tuple[tuple[str, str], ...] = ()
    anybody: bool = True
    some: bool = False

    @property
    def why(self) -> str:
        """Why nobody more was found, in a sentence."""
        nobody = "there is nobody else to ask" if self.anybody else "nobody is named by this selector"
        return "; ".join(f"{login}: {reason}" for login, reason in self.passed) or nobody


def choose(
    selector: Selector,
    facts: Facts,
    values: Mapping[str, str],
    have: Iterable[str],
    barred: Mapping[str, str],
    *,
    author_by_name: bool = False,
) -> Choice:
    """Who should be asked so that enough of those who are meant have the item.

    Args:
        selector: whom the rule means.
        facts: with the people file and the teams that the selector names.
        values: for logins that are written as values, `{author}`.
        have: who has the item already.
        barred: logins, in lower case, that must not be asked, and why.
        author_by_name: whether the author may be asked where the rule says `{author}`.
    """
    pool, having = everybody(selector, facts, values), {login.lower() for login in have}
    missing = _wanted(selector, values) - sum(login.lower() in having for login in pool)
    if pool and missing <= 0:
        return Choice((), enough=True, some=True)
    if author_by_name and any("author" in user.names for user in selector.users or ()):
        barred = {login: why for login, why in barred.items() if why != AUTHOR}
    free = [login for login in pool if login.lower() not in having]
    passed = tuple((login, barred[login.lower()]) for login in free if login.lower() in barred)
    chosen = tuple(login for login in free if login.lower() not in barred)[: max(missing, 0)]
    some = len(free) < len(pool)
    if not chosen and not some and isinstance(selector.fallback, Selector):
        rest = choose(selector.fallback, facts, values, having, barred, author_by_name=author_by_name)
        return Choice(rest.chosen, rest.enough, (*passed, *rest.passed), bool(pool) or rest.anybody, rest.some)
    return Choice(chosen, enough=False, passed=passed, anybody=bool(pool), some=some)


def everybody(selector: Selector, facts: Facts, values: Mapping[str, str]) -> list[str]:
    """Everybody who is meant, in order: those who are named, then the roles, then the teams."""
    pool = _named(selector, values)
    if selector.role:
        pool += [person.login for person in known(facts.people) if set(selector.role) & set(person.roles)]
    for team in selector.team or ():
        pool += facts.teams[team]
    return _once(pool)


def _named(selector: Selector, values: Mapping[str, str]) -> list[str]:
    written = (user.plain(values) or "" for user in selector.users or ())
    return [login for logins in written for login in logins.split(", ") if login]


def _wanted(selector: Selector, values: Mapping[str, str]) -> int:
    """How many should have the item: all who are named, and one of the roles and teams, unless a count is given."""
    if selector.count:
        return selector.count
    return len(_once(_named(selector, values))) + bool(selector.role or selector.team)


def _once(logins: Iterable[str]) -> list[str]:
    return list({login.lower(): login for login in logins}.values())


def barred_from(facts: Facts, verb: str, *, author_too: bool) -> dict[str, str]:
    """Whom a verb must not ask, by what people did before."""
    author = {known(facts.author).login.lower(): AUTHOR} if author_too else {}
    return author | {login: "a person took this back" for done, login in known(facts.undone) if done == verb}
