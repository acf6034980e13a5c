"""What the rules mean, once more: written from the language's description, not from its program.

An item is a value. `act` says what a person's deed makes of it, `look` what the bot then has to do, `done` what the
item is once that is done. Nothing here knows of webhooks, of failures or of time.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial, reduce
from types import MappingProxyType
from typing import Any

from tests.faults.community import STAGES, Goal, Rule
from tests.faults.item import Deed, Item
from tests.faults.mirror import OF_THE_STAGE, beside, followed, moved, put_on, taken_off

_NONE: frozenset[Any] = frozenset()


# What people do.


def act(item: Item, verb: str, value: str) -> Item:
    """What the item is after a person's deed."""
    return _ACTS[verb](item, value)


def _label(item: Item, name: str) -> Item:
    if name in item.labels:
        return item
    ours = frozenset(pair for pair in item.ours if pair[0] != name)
    back = item.put_back | ({name} & item.took)
    return replace(item, labels=item.labels | {name}, ours=ours, taken_off=item.taken_off - {name}, put_back=back)


def _unlabel(item: Item, name: str) -> Item:
    if name not in item.labels:
        return item
    ours = frozenset(pair for pair in item.ours if pair[0] != name)
    off, back = item.taken_off | {name}, item.put_back - {name}
    return replace(item, labels=item.labels - {name}, ours=ours, taken_off=off, put_back=back)


def _assign(item: Item, login: str) -> Item:
    return replace(item, assigned=item.assigned | {login}, sent_away=item.sent_away - {("assign", login)})


def _unassign(item: Item, login: str) -> Item:
    if login not in item.assigned:
        return item
    return replace(item, assigned=item.assigned - {login}, sent_away=item.sent_away | {("assign", login)})


def _ask(item: Item, login: str) -> Item:
    return replace(item, asked=item.asked | {login}, sent_away=item.sent_away - {("request_review", login)})


def _unask(item: Item, login: str) -> Item:
    if login not in item.asked:
        return item
    return replace(item, asked=item.asked - {login}, sent_away=item.sent_away | {("request_review", login)})


def _uncard(item: Item, _: str) -> Item:
    return replace(item, card=False, stage=None, field=None)


_ACTS: Mapping[str, Callable[[Item, str], Item]] = MappingProxyType(
    {
        "label": _label,
        "unlabel": _unlabel,
        "assign": _assign,
        "unassign": _unassign,
        "request_review": _ask,
        "remove_request": _unask,
        "review": lambda item, login: replace(item, asked=item.asked - {login}, reviewed=item.reviewed | {login}),
        "move": partial(moved, by_hand=True),
        "wear": partial(put_on, by_hand=True),
        "shed": partial(taken_off, by_hand=True),
        "prioritise": lambda item, value: replace(item, field=value, card=True),
        "remove_card": _uncard,
        "milestone": lambda item, title: replace(item, milestone=title),
        "edit": lambda item, title: replace(item, crash="crash" in title.lower()),
        "open": lambda item, _: item,
        "push": lambda item, _: item,
        "comment": lambda item, _: item,
        "close": lambda item, _: replace(item, state="closed"),
        "reopen": lambda item, _: replace(item, state="open"),
        "delete_comment": lambda item, _: replace(item, said=_NONE, silenced=True) if item.said else item,
    }
)


# What the bot does.


def look(
    item: Item, event: str, rules: tuple[Rule, ...], *, follows: bool = True, remembers: bool = False
) -> tuple[Deed, ...]:
    """What is to be done when the bot hears of an event, in order; chained rules finish in one look.

    Args:
        item: as it is.
        event: by GitHub's name.
        rules: all of them.
        follows: whether the card is to follow a label, or the label the card, before any rule is asked.
        remembers: whether a rule says its word that held at first, though another one has moved the item on since.
    """
    hearing = [rule for rule in rules if not rule.on or event in rule.on]
    deeds = followed(item) if follows else []
    now, talk = reduce(done, deeds, item), False
    held = [rule for rule in hearing if remembers and _holds(rule, now)]
    while True:
        wanted = [
            (rule.name, *goal) for rule in hearing if _holds(rule, now) or (talk and rule in held) for goal in rule.do
        ]
        todo = [deed for deed in wanted if (deed[1] == "comment") is talk and _open(now, deed)]
        if not talk:
            todo += [deed for rule in hearing for deed in _ended(rule, now, hearing)]
        if not todo and talk:
            return tuple(deeds)
        talk = not todo
        for deed in todo[:1]:
            whole = [deed, *beside(now, deed)]
            deeds += whole
            now = reduce(done, whole, now)


def _holds(rule: Rule, item: Item) -> bool:
    return (
        (not rule.label or rule.label in item.labels)
        and (not rule.without or rule.without not in item.labels)
        and (not rule.word or item.crash)
        and (not rule.stage or item.stage == rule.stage)
    )


def _open(item: Item, deed: Deed) -> bool:
    """Whether there is anything to do, and nothing that a person said stands against it."""
    rule, verb, value = deed
    match verb:
        case "label":
            return value not in item.labels and value not in item.taken_off
        case "unlabel":
            return value in item.labels and value not in item.put_back
        case "assign":
            return value not in (*item.assigned, item.author) and (verb, value) not in item.sent_away
        case "request_review":
            there = item.asked | item.reviewed | {item.author}
            return item.kind == "pull_request" and value not in there and (verb, value) not in item.sent_away
        case "milestone":
            return item.milestone != value and (verb, value) not in item.last
        case "board_field":
            return item.field != value and (verb, value) not in item.last and not _off_the_board(item)
        case "comment":
            return rule not in item.said and not item.silenced
        case _:
            assert verb == "stage"
            return not _off_the_board(item) and _onward(item, value) and (verb, value) not in item.last


def _onward(item: Item, stage: str) -> bool:
    return item.stage is None or STAGES.index(stage) > STAGES.index(item.stage)


def _off_the_board(item: Item) -> bool:
    """A card that the bot had seen on the board and that is gone was taken off by a person."""
    return item.carded and not item.card


def _ended(rule: Rule, item: Item, hearing: list[Rule]) -> list[Deed]:
    """What a rule takes back that holds no longer: its own work, unless another rule wants it."""
    if not rule.lasting or _holds(rule, item):
        return []
    wanted = {goal for other in hearing if _holds(other, item) for goal in other.do}
    mine = [goal for goal in rule.do if (goal[1], rule.name) in item.ours and goal not in wanted]
    return [(rule.name, "unlabel", value) for _, value in mine]


def done(item: Item, deed: Deed) -> Item:
    """What the item is after a deed of the bot."""
    rule, verb, value = deed
    if verb in OF_THE_STAGE:
        return OF_THE_STAGE[verb](item, value, by_hand=False)
    match verb:
        case "label":
            left = frozenset(pair for pair in item.ours if pair[0] != value)
            if value in item.labels:
                return item
            off, back = item.taken_off - {value}, item.put_back
            return replace(
                item, labels=item.labels | {value}, ours=left | {(value, rule)}, taken_off=off, put_back=back
            )
        case "unlabel":
            if value not in item.labels:
                return item
            left = frozenset(pair for pair in item.ours if pair[0] != value)
            took, back = item.took | {value}, item.put_back - {value}
            return replace(item, labels=item.labels - {value}, ours=left, took=took, put_back=back)
        case "assign":
            return _assign(item, value)
        case "request_review":
            return _ask(item, value)
        case "comment":
            return replace(item, said=item.said | {rule})
        case _:
            return _set(item, verb, value)


def _set(item: Item, verb: str, value: str) -> Item:
    last = frozenset(pair for pair in item.last if pair[0] != verb) | {(verb, value)}
    if verb == "milestone":
        return replace(item, last=last, milestone=value)
    if verb == "stage":
        return replace(moved(item, value, by_hand=False), last=last)
    return replace(item, last=last, card=True, carded=True, field=value)


def goals_of(rules: tuple[Rule, ...]) -> set[Goal]:
    """All that the rules may do."""
    return {goal for rule in rules for goal in rule.do}
