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
from tests.faults.model import Deed, Item, act, done, look

MOST = 20_000
ON_THE_CARD = frozenset({"stage", "board_field"})


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
            deeds = look(item, events[place][1].name, rules)
            yield _Moment(item, acted, waiting - {place}, deeds, frozenset({place} if deeds else ()))


def _may_be_next(place: int, waiting: frozenset[int], events: list[tuple[int, Heard]]) -> bool:
    heard = events[place][1]
    return not any(
        other < place and events[other][1].ordered and heard.ordered and events[other][1].arrived <= heard.arrived
        for other in waiting
    )
