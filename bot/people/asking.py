"""Whom GitHub is asked about before anybody is chosen: everybody whom the selectors of some rules may come to. Pure.

Nothing is known of the item yet, so what a selector asks for by its values leaves everybody.
"""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

from bot.people.pool import Regions, members_of, pool_of
from bot.people.standing import absence_of
from rules.book import Rule
from rules.codeowners import read_owners
from rules.condition import known
from rules.facts import UNKNOWN, Facts
from rules.selector import Selector

MOST = 50
MOST_TEAMS = 20


def selectors_of(rules: Iterable[Rule]) -> tuple[Selector, ...]:
    """The selectors by which rules choose somebody, each with what it falls back to."""
    goals = (goal.value for rule in rules for _, goal in rule.goals if goal.chooses)
    return tuple(each for selector in goals if isinstance(selector, Selector) for each in _with_fallbacks(selector))


def to_look_at(selectors: Iterable[Selector], facts: Facts, regions: Regions, zone: tzinfo) -> tuple[str, ...]:
    """Those who may be chosen, in the order of the file; of very many only the first ones.

    Args:
        selectors: of all rules that may choose somebody now.
        facts: with the people file, the teams and CODEOWNERS as far as the selectors name them.
        regions: the countries of each region of the rule file.
        zone: where the day begins for those whose entry does not say it.
    """
    found: dict[str, str] = {}
    for selector in selectors:
        if selector.wishes:
            found |= {login.lower(): login for login in _anybody(selector, facts, regions)}
    away = _away(facts, zone)
    return tuple(login for low, login in found.items() if low not in away)[:MOST]


def teams_to_ask(selectors: Iterable[Selector], codeowners: str) -> tuple[str, ...]:
    """The teams that CODEOWNERS names, where a selector means the owners."""
    if not any(selector.owners for selector in selectors):
        return ()
    return tuple(name for name in _owners(codeowners) if "/" in name)[:MOST_TEAMS]


def _with_fallbacks(selector: Selector) -> Iterator[Selector]:
    yield selector
    if isinstance(selector.fallback, Selector):
        yield from _with_fallbacks(selector.fallback)


def _anybody(selector: Selector, facts: Facts, regions: Regions) -> list[str]:
    """Everybody whom a selector may mean on some item or other."""
    plain = {
        key: tuple(text for text in getattr(selector, key) or () if not text.names) or None
        for key in ("covers", "speaks", "topics", "group")
    }
    teams = tuple(team for team in selector.team or () if team in facts.teams) or None  # the rest is asked as a team
    loose = selector.model_copy(update={**plain, "owners": None, "team": teams})
    found = [meant.login for meant in pool_of(loose, facts, {}, regions)]
    if selector.owners and facts.codeowners is not UNKNOWN:
        names = _owners(facts.codeowners)
        found += [login for name in names for login in (facts.teams.get(name, ()) if "/" in name else (name,))]
    if selector.group and not loose.group:
        found += [login for group in facts.groups for login in group.organizers]
    if selector.narrows and not loose.narrows and not selector.names_somebody:
        found += [member.login for member in members_of(facts)]
    return found


def _owners(codeowners: str) -> tuple[str, ...]:
    lines = read_owners(codeowners).lines
    return tuple(dict.fromkeys(name.removeprefix("@") for line in lines for name in line if name.startswith("@")))


def _away(facts: Facts, zone: tzinfo) -> set[str]:
    now = known(facts.now)
    return {member.login.lower() for member in members_of(facts) if absence_of(member, now, zone)}
