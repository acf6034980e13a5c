"""All outcomes that are right: the model, with every order of things that the world could have chosen.

People act when they act. The bot may look at any moment after it heard of an event, its deeds may land at any moment
after it looked, and of what it heard it takes the earlier first. A card gets its values only once it is there: what
cuts the bot short in between leaves it to look again, at what people have made of the item by then. Where nobody raced
there is one outcome.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from tests.faults.community import Rule
from tests.faults.item import Deed, Item
from tests.faults.mirror import left_by_hand, with_last
from tests.faults.model import act, done, look

MOST = 20_000
ON_THE_CARD = frozenset({"stage", "board_field", "column"})
TOUCHED = frozenset({"move", "wear", "shed"})
BY_HAND = frozenset({"move", "prioritise", "wear", "shed"})
"""What people do of which GitHub tells as something that concerns the card or its label."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An event that followed from a person's deed.

    Attributes:
        guid: its delivery's.
        arrived: its place in the order in which the bot got them; filled in at the end.
        ordered: whether it waits in the item's own lane from the start, as events of boards do not.
    """

    name: str
    guid: str = ""
    arrived: int = 0
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did to an item, and what GitHub told of it."""

    verb: str
    value: str
    at: float
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class _Moment:
    """Where the story may stand: what was done, what the bot has yet to look at, what is on its way, and why."""

    item: Item
    acted: int
    waiting: frozenset[int]
    under_way: tuple[Deed, ...] = ()
    heard: frozenset[int] = frozenset()


def outcomes(begun: Iterable[Item], acts: Sequence[Act], rules: tuple[Rule, ...]) -> frozenset[Item] | None:
    """The items that may come of these deeds, which nobody kept apart; None where there are too many to tell."""
    events = [(number, heard) for number, one in enumerate(acts) for heard in one.heard]
    todo = [_Moment(item, 0, frozenset()) for item in begun]
    seen, ends = set(todo), set()
    while todo:
        moment = todo.pop()
        following = list(_following(moment, acts, events, rules))
        if not following:
            ends.add(moment.item)
        new = [one for one in following if one not in seen]
        seen.update(new)
        todo += new
        if len(seen) > MOST:
            return None
    return frozenset(ends)


def _following(
    moment: _Moment, acts: Sequence[Act], events: list[tuple[int, Heard]], rules: tuple[Rule, ...]
) -> Iterator[_Moment]:
    item, acted, waiting = moment.item, moment.acted, moment.waiting
    if acted < len(acts):
        new = {place for place, (number, _) in enumerate(events) if number == acted}
        one = acts[acted]
        yield replace(moment, item=act(item, one.verb, one.value), acted=acted + 1, waiting=waiting | new)
    if moment.under_way:
        first = tuple(deed for deed in moment.under_way if deed[1] not in ON_THE_CARD)
        if first and first != moment.under_way:
            yield _Moment(reduce(done, first, item), acted, waiting | moment.heard)
        yield _Moment(reduce(done, moment.under_way, item), acted, waiting)
        return
    for place in waiting:
        if _may_be_next(place, waiting, events):
            since = {one.verb for one in acts[events[place][0] + 1 : acted]}
            for seen, deeds in _looks(item, events[place][1].name, rules, acts[events[place][0]].verb, since):
                yield _Moment(seen, acted, waiting - {place}, deeds, frozenset({place} if deeds else ()))


def _looks(
    item: Item, event: str, rules: tuple[Rule, ...], verb: str, since: set[str]
) -> Iterator[tuple[Item, tuple[Deed, ...]]]:
    """What the bot may make of an event, and of the item as it remembers it.

    Whether the card already follows what a person did with the label, or the other way round, before the event that
    tells of it is looked at, is nobody's business: unless a rule goes by it that moves the card. Where a rule wants the
    item back at once from where a person took it by the label, a bot that was cut short cannot tell whether it was this
    rule that had put it there: then the person's word stands. Where a person's label has led the card to a stage of
    which one rule speaks, and from which another takes it on in the same look, the first may have spoken. Where a hand
    touched label or card after the event, a bot whose answer was lost takes the hand's word for one on its own deed.

    Args:
        item: as it is.
        event: by GitHub's name.
        rules: all of them.
        verb: what a person did of which the event tells.
        since: what people have done since.
    """
    deeds = look(item, event, rules)
    yield item, deeds
    if item.carried is not None and verb not in BY_HAND:
        before = look(item, event, rules, follows=False)
        if before != deeds and not any(deed[1] == "stage" for deed in before):
            yield item, before
    if item.carried is not None and (more := look(item, event, rules, remembers=True)) != deeds:
        yield item, more
    if item.carried is not None and any(deed[1:] == ("stage", item.stage) for deed in deeds):
        undone = left_by_hand(item)
        yield undone, look(undone, event, rules)
    if item.carried is not None and not since.isdisjoint(TOUCHED):
        for stage in {deed[2] for deed in deeds if deed[1] == "stage"}:
            meant = with_last(item, stage)
            yield meant, look(meant, event, rules)


def _may_be_next(place: int, waiting: frozenset[int], events: list[tuple[int, Heard]]) -> bool:
    heard = events[place][1]
    return not any(
        other < place and events[other][1].ordered and heard.ordered and events[other][1].arrived <= heard.arrived
        for other in waiting
    )
