"""What the playground reads of a repository: its rules, its people, what happened there lately. Bounded."""

import zlib
from dataclasses import dataclass
from itertools import islice

import orjson
import sqlalchemy as sa

from bot.hearing.routing import ABOUT_AN_ITEM
from bot.item import RepoRef
from bot.store import rulefiles
from bot.store.rulefiles import RuleFile
from bot.store.schema import inbox, item, rulefile
from rules.bases import FILE
from rules.events import EVENTS
from webhooks.visitors import known

MOST_SEEN = 20
MOST_REPOSITORIES = 20
LARGEST_PAYLOAD = 512 * 1024
_AMONG = 20_000
"""Deliveries of all repositories, the newest, among which those of one are looked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An event that came lately.

    Attributes:
        seq: tells it from all others.
        by: whose doing it was.
    """

    seq: int
    event: str
    number: int
    title: str
    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A repository on which rules are tried.

    Attributes:
        newest: its rule file as seen last, be it right or wrong; None where it has none.
        in_force: the last one that was right.
        seen: what happened there lately, newest first.
    """

    ref: RepoRef
    newest: RuleFile | None
    in_force: RuleFile | None
    seen: tuple[Seen, ...]


def ground(connection: sa.Connection, repo: str) -> Ground | None:
    """A repository; None where none is known by this name."""
    found = known.named(connection, repo)
    if found is None:
        return None
    where = found.ref.repo_id
    return Ground(
        ref=found.ref,
        newest=rulefiles.latest(connection, where, FILE),
        in_force=rulefiles.last_valid(connection, where, FILE),
        seen=_seen(connection, where),
    )


def with_rules(connection: sa.Connection) -> dict[int, str]:
    """The repositories whose rules were seen last, by their numbers; their names."""
    newest = sa.select(rulefile.c.repo_id).where(rulefile.c.path == FILE).group_by(rulefile.c.repo_id)
    numbers = connection.scalars(newest.order_by(sa.func.max(rulefile.c.seen_at).desc()).limit(MOST_REPOSITORIES))
    return {one.ref.repo_id: one.ref.repo for one in known.numbered(connection, list(numbers))}


def payload(connection: sa.Connection, repo_id: int, seq: int) -> tuple[str, bytes] | None:
    """The event and the payload of a delivery; None where it is not of this repository, or cannot be read here."""
    wanted = sa.select(inbox.c.event, inbox.c.body).join(item, item.c.lane == inbox.c.lane)
    row = connection.execute(wanted.where(inbox.c.seq == seq, item.c.repo_id == repo_id)).first()
    body = None if row is None else _unpacked(row.body)
    return None if row is None or body is None else (row.event, body)


def _seen(connection: sa.Connection, repo_id: int) -> tuple[Seen, ...]:
    """What people did; what programs did leads to nothing by itself."""
    newest = sa.select(sa.func.max(inbox.c.seq)).scalar_subquery()
    wanted = (
        sa.select(inbox.c.seq, inbox.c.event, item.c.number, item.c.title, inbox.c.received, inbox.c.body)
        .join(item, item.c.lane == inbox.c.lane)
        .where(inbox.c.seq > newest - _AMONG, inbox.c.body.is_not(None), item.c.repo_id == repo_id)
        .where(inbox.c.event.in_([event for event in EVENTS if event.partition(".")[0] in ABOUT_AN_ITEM]))
    )
    rows = connection.execute(wanted.order_by(inbox.c.seq.desc()).limit(3 * MOST_SEEN))
    found = (Seen(*row[:-1], by=by) for row in rows if (by := _person(row.body)))
    return tuple(islice(found, MOST_SEEN))


def _unpacked(body: bytes | None) -> bytes | None:
    """A payload as GitHub sent it; None where it is forgotten, damaged or too large."""
    stream = zlib.decompressobj()
    try:
        unpacked = stream.decompress(body or b"", LARGEST_PAYLOAD + 1)
    except zlib.error:
        return None
    return unpacked if stream.eof and len(unpacked) <= LARGEST_PAYLOAD else None


def _person(body: bytes) -> str:
    """Whose doing a payload tells of; empty where it was a program's, or the payload cannot be read here."""
    sender = orjson.loads(_unpacked(body) or b"{}").get("sender")
    if not isinstance(sender, dict) or sender.get("type") == "Bot":
        return ""
    return str(sender.get("login") or "")
