"""What a scheduled rule looks at: each open item, or the repository as a whole.

`for_each` says it. Where it is left out, a rule whose conditions, verbs or texts speak of an item looks at items.
"""

from collections.abc import Mapping
from typing import Any

from rules.conditions import CONDITIONS
from rules.events import kind_of
from rules.goal import ANY_ITEM
from rules.goals import GOALS
from rules.question import given
from rules.rulefile import RuleLook, entry_value, entry_word
from rules.schedules import SCHEDULES
from rules.spoken import OF_NO_ITEM, names_in

REPOSITORY = "repository"
ELSEWHERE = "elsewhere"
# Verbs of a later version that speak of the community, not of an item.
_OF_THE_COMMUNITY = frozenset({"announce", "propose", "report"})


def scheduled(rule: RuleLook) -> bool:
    """Whether a rule waits for nothing but times."""
    return bool(rule.on) and all(event in SCHEDULES for event in rule.on or ())


def looks_at(rule: RuleLook, messages: Mapping[str, Any]) -> str:
    """`item`, `repository`, or what a later version looks at: `group`, `region`."""
    if not scheduled(rule):
        return "item"
    if rule.for_each is not None:
        return rule.for_each
    if rule.if_ is not None or not rule.do or _asks_of_items(rule.when):
        return "item"
    return REPOSITORY if all(_of_no_item(entry, messages) for entry in rule.do) else "item"


def scope_of(rule: RuleLook, messages: Mapping[str, Any], base: str) -> str:
    """What a rule of a base looks at here: an organisation looks after its own repository, once, and not from here."""
    scope, home = looks_at(rule, messages), base.partition("@")[0].lower()
    return ELSEWHERE if scope == REPOSITORY and home.endswith("/.github") else scope


def kinds_of(rule: RuleLook, messages: Mapping[str, Any]) -> frozenset[str]:
    """The kinds of thing that a rule may look at."""
    if looks_at(rule, messages) == REPOSITORY:
        return frozenset({REPOSITORY})
    return frozenset().union(*map(kind_of, rule.on)) if rule.on else ANY_ITEM


def _asks_of_items(when: Any) -> bool:
    """Whether some condition, at whatever depth, is one that only items can meet."""
    for name, value in given(when):
        word = name.removesuffix("_")
        blocks = value if word in {"not", "any", "all"} else None
        if blocks is None and (word not in CONDITIONS or REPOSITORY not in CONDITIONS[word].kinds):
            return True
        if blocks and any(map(_asks_of_items, blocks)):
            return True
    return False


def _of_no_item(entry: Any, messages: Mapping[str, Any]) -> bool:
    word = entry_word(entry) or ""
    if word not in GOALS:
        return word in _OF_THE_COMMUNITY
    return REPOSITORY in GOALS[word].kinds and names_in(entry_value(entry), messages) <= OF_NO_ITEM
