"""What rules that only observe would have done, and what people did themselves meanwhile. Pure.

A rule that only observes wants the same again in each look, as nothing comes of it: here a thing counts once for each
item. What came about all the same was somebody's own doing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.actions import VERBS
from bot.figures.looks import Looks
from bot.store.decisions import Decision
from bot.store.items import ItemRecord
from bot.verb import BY_ITS_NAME, filled
from bot.writing.mentions import mentioned

EXAMPLES = 5
_SHORT = 80
_OF_EACH = frozenset({"label", "unlabel", "assign", "unassign", "request_review", "react"})
_CALLS = frozenset({"assign", "request_review"})
_ASIDE = frozenset({"do", "rule", "why", "withdrawn", "then", "at"})

SAME, OTHERWISE, OPEN = "same", "otherwise", "open"


@dataclass(slots=True)
class Wish:
    """One thing that a rule would have done.

    Attributes:
        target: the label, person, stage that it is about; empty for a comment.
        words: it in a few words.
        lanes: the items, newest first.
        came: on how many of them people did the same, did otherwise, or nothing yet; empty where that cannot be told.
    """

    do: str
    target: str
    words: str
    lanes: list[str] = field(default_factory=list)
    came: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Would:
    """What one rule would have done.

    Attributes:
        wishes: the most frequent first.
        calls: who would have been called by it, and on how many items.
    """

    rule: str
    wishes: list[Wish] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)

    @property
    def items(self) -> int:
        """On how many items it would have done anything."""
        return len({lane for wish in self.wishes for lane in wish.lanes})


def would(looks: Looks) -> dict[str, Would]:
    """What each rule that only observed would have done, by name; commands and decisions under their own."""
    wishes: dict[tuple[str, str, str], Wish] = {}
    calls: dict[str, set[tuple[str, str]]] = {}
    for look in looks.decisions:
        for action in _observed(look):
            for target in _targets(action):
                key = (action["rule"], action["do"], target.lower())
                wish = wishes.setdefault(key, Wish(action["do"], target, _words(action, target)))
                if look.lane not in wish.lanes:
                    wish.lanes.append(look.lane)
            calls.setdefault(action["rule"], set()).update((login, look.lane) for login in _called(action))
    found: dict[str, Would] = {}
    for (rule, _, _), wish in sorted(wishes.items(), key=lambda one: (-len(one[1].lanes), one[0])):
        found.setdefault(rule, Would(rule)).wishes.append(wish)
    for rule, one in found.items():
        one.calls = Counter(login for login, _ in sorted(calls[rule]))
    return found


def compared(found: Iterable[Would], items: Mapping[str, ItemRecord]) -> None:
    """Note what became of each item meanwhile, as it was last seen."""
    for wish in (wish for one in found for wish in one.wishes):
        seen = (items[lane] for lane in wish.lanes if lane in items)
        wish.came = Counter(filter(None, (_came(wish, item) for item in seen)))


def lanes_of(found: Iterable[Would]) -> list[str]:
    """The items that are spoken of."""
    return list(dict.fromkeys(lane for one in found for wish in one.wishes for lane in wish.lanes))


def _observed(look: Decision) -> Iterator[Mapping[str, Any]]:
    only = frozenset(look.document.get("observed") or ())
    return (action for action in look.document.get("actions") or () if action["rule"] in only)


def _targets(action: Mapping[str, Any]) -> list[str]:
    """What an action is about: of some verbs one by one, of all others in one."""
    told = {key: value for key, value in action.items() if key not in _ASIDE}
    if action["do"] == "comment":
        return [""]
    if action["do"] in _OF_EACH:
        wording = VERBS[action["do"]].wording
        listed = [str(each) for value in told.values() if isinstance(value, list) for each in value]
        return [wording.shown(each) for each in listed]
    return [", ".join(str(value) for value in told.values() if not isinstance(value, list))[:_SHORT]]


def _words(action: Mapping[str, Any], target: str) -> str:
    do = action["do"]
    wording = VERBS[do].wording if do in VERBS and target else BY_ITS_NAME
    if wording.is_of_whole:
        return filled(wording.plan, lambda name: str(action.get(name, ""))[:_SHORT])
    return wording.plan.replace("{}", target) or f"{do.replace('_', ' ')} {target}".strip()


def _called(action: Mapping[str, Any]) -> Iterable[str]:
    if action["do"] == "comment":
        return mentioned(str(action.get("body", "")))
    return [target.lower() for target in _targets(action)] if action["do"] in _CALLS else ()


def _came(wish: Wish, item: ItemRecord) -> str:
    """What people did themselves; empty where an item does not show it."""
    target, closed = wish.target.lower(), item.state != "open"
    held = {"label": item.labels, "assign": item.assignees, "request_review": item.reviewers}.get(wish.do)
    if held is not None:
        there = {each.lower() for each in held}
        return SAME if target in there else OTHERWISE if there or closed else OPEN
    if wish.do == "unlabel":
        return OPEN if target in {label.lower() for label in item.labels} else SAME
    if wish.do == "stage":
        stage = (item.stage or "").lower()
        return SAME if stage == target else OTHERWISE if stage or closed else OPEN
    if wish.do == "close":
        return SAME if closed else OPEN
    return ""
