"""Choose people for a selector: in the order of the file, never the author, each pass-over with its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.condition import known
from rules.facts import Facts
from rules.selector import Selector


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is asked, and why others are not.

    Attributes:
        chosen: logins, in order.
        enough: whether those who have the item already are enough.
        passed: login and reason of each who was passed over.
    """

    chosen: tuple[str, ...]
    enough: bool
    passed: tuple[tuple[str, str], ...] = ()

    @property
    def why(self) -> str:
        """Why nobody more was found, in a sentence."""
        return "; ".join(f"{login}: {reason}" for login, reason in self.passed) or "nobody is named by this selector"


def choose(
    selector: Selector, facts: Facts, values: Mapping[str, str], have: Iterable[str], barred: Mapping[str, str]
) -> Choice:
    """Who should be asked so that enough of those who are meant have the item.

    Args:
        selector: whom the rule means.
        facts: with the people file and the teams that the selector names.
        values: for logins that are written as values, `{author}`.
        have: who has the item already.
        barred: logins, in lower case, that must not be asked, and why.
    """
    pool, every = _pool(selector, facts, values)
    having = {login.lower() for login in have}
    wanted = selector.count or (len(pool) if every else 1)
    missing = wanted - sum(login.lower() in having for login in pool)
    if pool and missing <= 0:
        return Choice((), enough=True)
    free = [login for login in pool if login.lower() not in having]
    passed = tuple((login, barred[login.lower()]) for login in free if login.lower() in barred)
    chosen = tuple(login for login in free if login.lower() not in barred)[: max(missing, 0)]
    if not chosen and isinstance(selector.fallback, Selector):
        rest = choose(selector.fallback, facts, values, have, barred)
        return Choice(rest.chosen, rest.enough, (*passed, *rest.passed))
    return Choice(chosen, enough=False, passed=passed)


def _pool(selector: Selector, facts: Facts, values: Mapping[str, str]) -> tuple[list[str], bool]:
    """Everybody who is meant, in order, and whether all of them are."""
    if selector.users:
        written = [login for user in selector.users for login in (user.plain(values) or "").split(", ") if login]
        return _once(written), True
    pool: list[str] = []
    if selector.role:
        pool += [person.login for person in known(facts.people) if set(selector.role) & set(person.roles)]
    for team in selector.team or ():
        pool += facts.teams[team]
    return _once(pool), False


def _once(logins: Iterable[str]) -> list[str]:
    return list({login.lower(): login for login in logins}.values())


def barred_from(facts: Facts, verb: str, *, author_too: bool) -> dict[str, str]:
    """Whom a verb must not ask, by what people did before."""
    barred = {login: "a person took this back" for done, login in known(facts.undone) if done == verb}
    if author_too:
        barred[known(facts.author).login.lower()] = "is the author"
    return barred
