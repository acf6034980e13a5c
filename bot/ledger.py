"""What the bot meant to do and what came of it: the reason why nothing is done twice and nobody else's work undone.

An entry is written *before* the request that does it (an intent) and settled after the answer. An intent without an
outcome is ambiguous: the request may have arrived. Whoever finds one reads GitHub before sending it again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Literal

import sqlalchemy as sa

from bot.store.ready import Ready, Row
from bot.store.schema import ASKING, DONE, INTENDED, item, ledger
from bot.store.sql import insert, plain

SENDABLE = timedelta(seconds=20)
"""How long after it was written down an intent may be sent: whoever was held up longer may have lost the lane."""
ANSWER_TAKES = SENDABLE + timedelta(seconds=70)
"""After that a read shows what came of an intent of which nothing was heard: a request may take ten seconds, and a read
lag by sixty."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One effect on one target, for one cause: at most one such effect ever happens.

    Attributes:
        cause: a delivery id, `timer:<name>:<due>`, `opened:<repo>#<n>` and its like, or `standing:<episode>`.
        item: the lane of the item.
        rule: the rule's id.
        position: which goal of the rule's `do`.
        target: what it is about: a label, a login, a stage.
        verb: what is done.
    """

    cause: str
    item: str
    rule: str
    position: int
    target: str
    verb: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of an intent."""

    state: Literal["done", "failed"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as it stands in the ledger.

    Attributes:
        state: "intended", "done" or "failed".
        settled_at: when the outcome was known, or None.
        found: what the place held when it was meant; None where it holds several things, or that was not known.
        clear_at: from when on a read shows what came of it, where its request ended without a clear answer.
    """

    entry: Entry
    state: str
    note: str
    installation: int
    intended_at: int
    settled_at: int | None
    found: str | None = None
    clear_at: int | None = None

    @property
    def open(self) -> bool:
        """Whether it is not known what came of it."""
        return self.state == "intended"

    @property
    def shown_at(self) -> int:
        """From when on a read shows what came of it."""
        return self.clear_at or self.intended_at + ANSWER_TAKES // timedelta(milliseconds=1)


_KEY = ("cause", "item", "rule", "position", "target", "verb")
_REST = ("state", "note", "installation", "intended_at", "settled_at", "found", "clear_at")
_IS = sa.and_(*(ledger.c[name] == sa.bindparam(f"its_{name}") for name in _KEY))


def _intending(connection: sa.Connection) -> sa.Insert:
    """Leaves rows as they are that tell of something done."""
    statement = insert(connection, ledger)
    new = statement.excluded
    fresh = {name: new[name] for name in ("state", "note", "intended_at", "settled_at", "found", "clear_at")}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=fresh, where=ledger.c.state != "done")


_INTEND = Ready(_intending)
_SETTLE = Ready(
    lambda _: (
        sa.update(ledger)
        .where(_IS)
        .values(state=sa.bindparam("becomes"), note=sa.bindparam("says"), settled_at=sa.bindparam("at"))
    )
)


def intend(
    connection: sa.Connection,
    entries: Sequence[Entry],
    installation: int,
    now: int,
    found: Mapping[Entry, str | None] = MappingProxyType({}),
) -> list[Entry]:
    """Write down what is about to be sent.

    Args:
        connection: of a transaction that must be committed before the request is sent.
        entries: what shall be done, each once.
        installation: on whose behalf.
        now: the present; an intent that is repeated counts from here.
        found: what the places hold that are about to be changed.

    Returns:
        The entries that remain to be done: those done already are left out, for good.
    """
    fresh = {"state": "intended", "note": "", "installation": installation, "intended_at": now, "settled_at": None}
    rows = [{**_row(entry), **fresh, "found": found.get(entry), "clear_at": None} for entry in entries]
    if _INTEND.run(connection, *rows) == len(rows):
        return list(entries)
    done = {record.entry for lane in {entry.item for entry in entries} for record in done_by_us(connection, lane)}
    return [entry for entry in entries if entry not in done]


def settle(connection: sa.Connection, outcomes: Mapping[Entry, Settled], now: int) -> None:
    """Write down what came of intents."""
    rows = [
        {**_key(entry), "becomes": outcome.state, "says": plain(outcome.note), "at": now}
        for entry, outcome in outcomes.items()
    ]
    _SETTLE.run(connection, *rows)


_UNCLEAR = sa.update(ledger).where(_IS, ledger.c.state == INTENDED).values(clear_at=sa.bindparam("at"))


def unclear(connection: sa.Connection, entries: Sequence[Entry], clear_at: int) -> None:
    """Write down that the request of some intents has ended and did not say what came of them.

    Args:
        connection: of a transaction.
        entries: those that went with it.
        clear_at: from when on a read shows it.
    """
    if entries:
        connection.execute(_UNCLEAR, [{**_key(entry), "at": clear_at} for entry in entries])


_COLUMNS = tuple(ledger.c[name] for name in (*_KEY, *_REST))
_STANDING = Ready(
    lambda _: (
        sa.select(*_COLUMNS)
        .where(ledger.c.item == sa.bindparam("which"), ledger.c.state.in_([INTENDED, DONE]))
        .order_by(ledger.c.seq)
    )
)


def standing(connection: sa.Connection, item: str) -> list[Record]:
    """What the bot did to an item, or may have done, oldest first."""
    return [_record(row) for row in _STANDING.rows(connection, {"which": item})]


def unsettled(connection: sa.Connection, item: str) -> list[Record]:
    """Intents on an item whose outcome is not known, oldest first."""
    return [record for record in standing(connection, item) if record.open]


def done_by_us(connection: sa.Connection, item: str, verb: str | None = None) -> list[Record]:
    """What the bot did to an item, oldest first; with one verb, or all of it."""
    done = [record for record in standing(connection, item) if record.state == "done"]
    return done if verb is None else [record for record in done if record.entry.verb == verb]


def done_in(connection: sa.Connection, item: str, cause: str) -> list[Record]:
    """What the bot did to an item for one cause."""
    return [record for record in done_by_us(connection, item) if record.entry.cause == cause]


def history(connection: sa.Connection, item: str, most: int = 200) -> list[Record]:
    """The last entries about an item, whatever came of them, oldest first."""
    newest = sa.select(*_COLUMNS).where(ledger.c.item == item).order_by(ledger.c.seq.desc()).limit(most)
    return [_record(tuple(row)) for row in reversed(connection.execute(newest).all())]


def times(connection: sa.Connection, item: str, verb: str, target: str, since: int) -> int:
    """How often something was done to an item since a moment: the flap guard's question."""
    return connection.execute(
        sa.select(sa.func.count())
        .select_from(ledger)
        .where(
            ledger.c.item == item,
            ledger.c.verb == verb,
            ledger.c.target == target,
            ledger.c.state == "done",
            ledger.c.settled_at >= since,
        )
    ).scalar_one()


def last_asked(connection: sa.Connection, installation: int, logins: Sequence[str]) -> Mapping[str, int]:
    """When the bot last assigned people or asked them for a review, by login in lower case."""
    rows = connection.execute(asking(installation, logins))
    return {row[0]: row[1] for row in rows}


def asking(installation: int, logins: Sequence[str]) -> sa.Select[str, int]:
    """The question when each of some people was last asked."""
    last = sa.func.max(ledger.c.settled_at)
    asked = (ledger.c.installation == installation, ledger.c.verb.in_(ASKING), ledger.c.target.in_(logins))
    return (
        sa.select(ledger.c.target, last)
        .where(*asked, ledger.c.state == "done", ledger.c.settled_at.is_not(None))
        .group_by(ledger.c.target)
    )


def done_with(connection: sa.Connection, older_than: int, most: int = 1_000) -> list[int]:
    """Entries from before a moment about items that are closed or gone and were not seen since, oldest first."""
    alive = sa.exists().where(
        item.c.lane == ledger.c.item, sa.or_(item.c.state == "open", item.c.seen_at >= older_than)
    )
    old = sa.select(ledger.c.seq).where(ledger.c.intended_at < older_than, ~alive).order_by(ledger.c.seq).limit(most)
    return list(connection.execute(old).scalars())


def forget(connection: sa.Connection, entries: Sequence[int]) -> int:
    """Keep nothing of some entries; returns how many there were."""
    return connection.execute(sa.delete(ledger).where(ledger.c.seq.in_(entries))).rowcount


def _record(row: Row) -> Record:
    return Record(Entry(*row[: len(_KEY)]), *row[len(_KEY) :])


def _row(entry: Entry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in _KEY}


def _key(entry: Entry) -> dict[str, object]:
    return {f"its_{name}": getattr(entry, name) for name in _KEY}
