"""What one rule hears, asks for and does otherwise than before, in plain words. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from rules.changedtext import bounded, listed, shown
from rules.changedvalue import Place, as_list, changes, of_lists, short_of, without
from rules.goals import GOALS

DOES = {
    "add_to": "adds to", "archive_on": "archives on", "assign": "assigns", "close": "closes as", "comment": "says",
    "label": "labels", "milestone": "sets the milestone", "react": "reacts with", "remove_from": "removes from",
    "request_review": "asks for a review of", "stage": "moves to", "transfer": "transfers to",
    "unassign": "unassigns", "unlabel": "takes off",
}  # fmt: skip
_SWITCHES = {
    "while": ("takes back what no longer holds", "no longer takes back what does not hold any more"),
    "on_own_actions": ("hears what the bot itself does", "no longer hears what the bot itself does"),
    "off": ("is switched off", "is switched on again"),
    "locked": ("cannot be changed by files that build on this one", "may be changed by files that build on this one"),
}
_MOST_PARTS = 20
_ROOM = 2_000
_Rule = Mapping[str, Any]


def changed(old: _Rule, new: _Rule) -> str:
    """What differs between two versions of a rule; empty where they say the same."""
    return "; ".join(bounded(_changed(old, new), _MOST_PARTS, _ROOM, "change"))


def whole(rule: _Rule) -> str:
    """What a rule says, for people who have not seen it before."""
    return "; ".join(bounded(_whole(rule), _MOST_PARTS, _ROOM, "part")) or "it says nothing"


def _changed(old: _Rule, new: _Rule) -> Iterator[str]:
    if old.get("name") != new.get("name"):
        yield f"was called {shown(old.get('name'))}"
    yield from _of_events(old.get("on"), new.get("on"))
    when = Place(does="asks for", quiet=True, when=True)
    yield from changes(when, *(rule.get("when") or {} for rule in (old, new)))
    whether = Place("if", "asks whether", quiet=True)
    yield from of_lists(whether, *(_given(rule.get("if")) for rule in (old, new)))
    yield from _of_goals(*(_given(rule.get("do")) for rule in (old, new)))
    for key, (on, off) in _SWITCHES.items():
        if bool(old.get(key)) != bool(new.get(key)):
            yield on if new.get(key) else off
    kept = ({key: rule[key] for key in ("mode", "for_each") if key in rule} for rule in (old, new))
    yield from changes(Place(), *kept)


def _whole(rule: _Rule) -> Iterator[str]:
    for key, says in (("on", "hears"), ("when", "asks for"), ("if", "asks whether")):
        if rule.get(key):
            yield f"{says} {listed(as_list(rule[key]))}"
    for goal in _given(rule.get("do")):
        yield _done(*_read(goal))


def _of_events(was: Any, now: Any) -> Iterator[str]:
    old, new = _given(was), _given(now)
    if old and new:
        yield from of_lists(Place("on", "hears", quiet=True), old, new, order=False)
    elif new:
        yield f"is looked at on {listed(new)} now, no longer every time"
    elif old:
        yield f"is looked at every time now, no longer only on {listed(old)}"


def _of_goals(old: list[Any], new: list[Any]) -> Iterator[str]:
    before, after = _by_word(old), _by_word(new)
    for word in dict.fromkeys((*before, *after)):
        yield from _of_goal(word, before.get(word, []), after.get(word, []))
    same = [without(each, without(each, other)) for each, other in ((old, new), (new, old))]
    words = [[word for word in each if word in before and word in after] for each in (before, after)]
    if same[0] != same[1] or words[0] != words[1]:
        yield "does things in another order"


def _of_goal(word: str, old: list[Any], new: list[Any]) -> Iterator[str]:
    place = _place(word)
    if place.does and not any(isinstance(value, dict) for value in (*old, *new)):
        alone = len(old) == len(new) == 1
        yield from of_lists(
            place, *([each for value in some for each in as_list(value)] for some in (old, new)), order=alone
        )
        return
    gone, come = without(old, new), without(new, old)
    for number, (was, now) in enumerate(zip(gone, come, strict=False)):
        yield from _of_waits(was, now) if word == "after" else changes(_place(word, number), was, now)
    yield from (f"{_done(word, value)} as well" for value in come[len(gone) :])
    yield from (f"no longer {_done(word, value)}" for value in gone[len(come) :])


def _of_waits(old: _Rule, new: _Rule) -> Iterator[str]:
    """What differs in goals that are left to a later moment."""
    bare = ({key: value for key, value in each.items() if key != "do"} for each in (old, new))
    yield from changes(Place("after", short="after"), *bare)
    for part in _of_goals(*(_given(each.get("do")) for each in (old, new))):
        yield f"after {shown(new['after'])}: {part}"


def _place(word: str, number: int = 0) -> Place:
    name = f"{word} {number + 1}" if number else word
    does = DOES.get(word, "")
    return Place(name, does, quiet=bool(does), short=short_of(GOALS[word].takes) if word in GOALS else "")


def _done(word: str, value: Any) -> str:
    if word in DOES:
        return f"{DOES[word]} {listed(as_list(value))}"
    return f"does {shown({word: value} if word and word != 'after' else value)}"


def _by_word(goals: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for word, value in map(_read, goals):
        found.setdefault(word, []).append(value)
    return found


def _read(goal: Any) -> tuple[str, Any]:
    """The verb of an entry of `do` and its value; without a verb where it has none, or several."""
    if isinstance(goal, dict) and "after" in goal:
        return "after", goal
    if isinstance(goal, dict) and len(goal) == 1:
        return next(iter(goal.items()))
    return "", goal


def _given(value: Any) -> list[Any]:
    return [] if value is None else as_list(value)
