"""What the bot remembers of an item before it looks: its deeds, and what became of them as far as it knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from bot import ledger
from bot.action import is_spoken
from bot.commands.undo import can_undo
from bot.events import Event
from bot.item import ItemRef
from bot.ledger import Entry, Record
from bot.looking.memory import Memory
from bot.planning.deeds import STANDING, episodes, episodes_over, ours, overruled, place_of, thing_of, withdraws
from bot.planning.mirror import MIRROR
from bot.store import absences, asked, items, own_credits, people, rarities, records, takers, voting
from rules.facts import Doing, Person

FLAP_SPAN = timedelta(hours=1)
FLAPS = 2
UNSEEN = frozenset({"react", "record"})
FOLLOWED = 5
"""How often the bot goes within that span where people lead it: they change their minds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item of which something may be remembered.

    Attributes:
        event: what tells most of it.
        since: from when on flapping is counted, in milliseconds.
    """

    item: ItemRef
    event: Event
    since: int


def recall_all(connection: sa.Connection, wanted: Sequence[Wanted]) -> list[Memory]:
    """What is remembered of some items."""
    return [recall(connection, one.item, one.event, one.since) for one in wanted]


def recall(connection: sa.Connection, item: ItemRef, event: Event, since: int) -> Memory:
    """What is remembered of an item; flapping is counted from a moment on."""
    lane = item.lane
    author = event.facts.author
    known = None
    if isinstance(author, Person):
        known = people.known_since(connection, item.repo_id, author.login)
    standing, held = ledger.standing(connection, lane), rarities.held(connection, lane, item.installation)
    settled = [record for record in standing if not record.open]
    deeds = credited(settled)
    causes = [(record.entry.rule, record.entry.cause) for record in standing]
    done = [(record.entry.rule, record.entry.verb, record.entry.target) for record in deeds]
    lately = [(_mark(record), led) for record, led in _led(deeds) if (record.settled_at or 0) >= since]
    alone, ever = [mark for mark, led in lately if not led], [mark for mark, _ in lately]
    followed = [("mirror", record.entry.target.lower()) for record in settled if _by_mirror(record, since)]
    return Memory(
        record=items.find(connection, lane),
        unsettled=tuple(record for record in standing if record.open),
        author_since=known,
        deeds=tuple(map(_mark, deeds)),
        meant=tuple(_mark(record) for record in deeds if not _by_mirror(record)),
        settled={_mark(record): record.settled_at for record in deeds if record.settled_at},
        causes=frozenset(record.entry.cause for record in settled),
        ours=ours(done),
        overruled=overruled((record.entry.cause, *deed) for record, deed in zip(deeds, done, strict=True)),
        doings=doings_of(deeds, asked.who(connection, lane) if "asked" in held else {}),
        votes=voting.of_item(connection, lane) if "votes" in held else (),
        flapping=frozenset(
            [mark for mark in alone if alone.count(mark) >= FLAPS]
            + [mark for mark in ever if ever.count(mark) >= FOLLOWED]
            + [mark for mark in followed if followed.count(mark) >= FOLLOWED]
        ),
        episodes=episodes(causes),
        over=episodes_over(causes),
        recorded=_names(connection, lane) if "records" in held else frozenset(),
        absences=absences.said(connection, item.installation) if "absences" in held else {},
        takers=takers.of_item(connection, lane) if "takers" in held else (),
        unconfirmed=own_credits.of_item(connection, lane) if "own_credits" in held else (),
    )


def _names(connection: sa.Connection, lane: str) -> frozenset[str]:
    return frozenset(kept.name.lower() for kept in records.of_item(connection, lane))


def credited(deeds: Iterable[Record]) -> list[Record]:
    """Deeds, without those by which a label or a card only finished what something else had asked for: it is theirs.

    What was found half done is settled together with what finished it.
    """
    every = list(deeds)
    asked = {(_mark(record), record.settled_at) for record in every if not _by_mirror(record)}
    return [record for record in every if not (_by_mirror(record) and (_mark(record), record.settled_at) in asked)]


def doings_of(deeds: Iterable[Record], asked_by: Mapping[str, str]) -> tuple[Doing, ...]:
    """What the bot did, of what an item shows, together what it did for one reason; what it did last comes last.

    Args:
        deeds: oldest first; answers are none that could be undone.
        asked_by: who asked, by cause.
    """
    reasons: dict[tuple[str, str], list[Record]] = {}
    for record in deeds:
        if _may_be_undone(record.entry):
            reason = (record.entry.cause, record.entry.rule)
            reasons[reason] = [*reasons.pop(reason, []), record]
    return tuple(_doing(rule, asked_by.get(cause, ""), done) for (cause, rule), done in reasons.items())


def takeable(deeds: Iterable[Record], asked_by: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The (verb, target) pairs that `/undo` could take back, of what the bot did and did not change again since.

    Args:
        deeds: oldest first.
        asked_by: who asked, by cause.

    Returns:
        Each with who asked for it, in lower case; empty where a rule did.
    """
    shown = [record.entry for record in credited(deeds) if _may_be_undone(record.entry)]
    last = ours((entry.cause, entry.verb, entry.target) for entry in shown)
    standing = [each for each in last if can_undo(each[1]) and not withdraws(each[0], each[1])]
    return {(verb, target): asked_by.get(cause, "") for cause, verb, target in standing}


def _doing(rule: str, by: str, together: Sequence[Record]) -> Doing:
    standing = [(_mark(one), one.found) for one in together if not withdraws(one.entry.cause, one.entry.verb)]
    return Doing(
        rule=rule,
        deeds=tuple(deed for deed, _ in standing),
        by=by,
        found={deed: found for deed, found in standing if found is not None},
    )


def _may_be_undone(entry: Entry) -> bool:
    answer = entry.verb == "comment" and is_spoken(entry.rule)
    return bool(place_of(entry.verb)) and entry.verb not in UNSEEN and not answer


def _led(deeds: Iterable[Record]) -> Iterator[tuple[Record, bool]]:
    """The deeds that may go to and fro, each with whether an event came back to what the bot had led away itself.

    That is no fight with anybody, but people who go to and fro: a review, an answer to it, the next review.
    """
    last: dict[tuple[str, str], tuple[str, str]] = {}
    for record in deeds:
        mark = _mark(record)
        before = last.get(thing := thing_of(*mark), mark)
        if not _by_mirror(record):
            last[thing] = mark
        if _may_flap(record):
            yield record, before != mark and not record.entry.cause.startswith(STANDING)


def _may_flap(record: Record) -> bool:
    """Whether a rule wanted this by itself, so that it may go to and fro; to take it back is the other half."""
    entry = record.entry
    return not (_by_mirror(record) or is_spoken(entry.rule) or withdraws(entry.cause, entry.verb))


def _by_mirror(record: Record, since: int = 0) -> bool:
    return record.entry.rule == MIRROR and (record.settled_at or 0) >= since


def _mark(record: Record) -> tuple[str, str]:
    return record.entry.verb, record.entry.target
