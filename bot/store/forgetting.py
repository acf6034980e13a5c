"""What is kept of a person goes; what is kept of the community stays, without the name."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import orjson
import sqlalchemy as sa

from bot.people.oblivion import GHOST, fingerprint, name_of, without
from bot.store import contributions
from bot.store.community import absence, asked, forgotten, taker, unconfirmed, vote
from bot.store.schema import decision, inbox, item, ledger, mention, person, record
from bot.store.sql import plainly, upsert
from bot.writing.credited import first_unnamed
from rules.recognition import read_credit

_AT_ONCE = 200
_OF_PEOPLE = ("assign", "unassign", "request_review", "leave", "wait", "acknowledge", "credit", "forget", "invite")
"""The verbs whose targets name people."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who is to be forgotten, and where; `id` is GitHub's number of the account, where it is known."""

    installation: int
    login: str
    id: int | None = None

    @property
    def key(self) -> str:
        """The login as tables keep it."""
        return self.login.lower()


def fingerprints(connection: sa.Connection, installation: int) -> frozenset[str]:
    """Who was forgotten, so that nobody names them again."""
    query = sa.select(forgotten.c.fingerprint).where(forgotten.c.installation == installation)
    return frozenset(connection.execute(query).scalars())


def places_of(connection: sa.Connection) -> list[int]:
    """All installations of which anything is kept."""
    found = {row for table in (item, inbox, ledger) for row in _installations(connection, table)}
    return sorted(found)


def _installations(connection: sa.Connection, table: sa.Table) -> Iterable[int]:
    return connection.execute(sa.select(table.c.installation).distinct()).scalars()


def erase(connection: sa.Connection, leaver: Leaver, now: int) -> None:
    """Forget what is kept of a person, and their name in credits, votes that are over, and the ledger."""
    here = {"installation": leaver.installation, "fingerprint": fingerprint(leaver.login)}
    upsert(connection, forgotten, here | {"at": now})
    for table in (absence, mention, asked):
        of_theirs = (table.c.installation == leaver.installation, table.c.login == leaver.key)
        connection.execute(sa.delete(table).where(*of_theirs))
    lanes = sa.select(item.c.lane).where(item.c.installation == leaver.installation)
    for kept in (taker, unconfirmed):
        connection.execute(sa.delete(kept).where(kept.c.login == leaver.key, kept.c.lane.in_(lanes)))
    repositories = sa.select(item.c.repo_id).where(item.c.installation == leaver.installation)
    connection.execute(sa.delete(person).where(person.c.login == leaver.key, person.c.repo_id.in_(repositories)))
    there = list(connection.execute(repositories.distinct()).scalars())
    contributions.forget(connection, leaver.login, leaver.id, there)
    _items(connection, leaver)
    _credits(connection, leaver, lanes)
    _votes(connection, leaver, lanes)
    _ledger(connection, leaver)


def erase_words(connection: sa.Connection, leaver: Leaver, after: int) -> int | None:
    """Take a person out of some of the payloads that were dealt with; gives the last of them, None at the end."""
    done = inbox.c.state.in_(["done", "dead", "ignored"])
    here = (inbox.c.seq > after, inbox.c.installation == leaver.installation, done)
    query = sa.select(inbox.c.seq, inbox.c.body, inbox.c.note).where(*here)
    rows = connection.execute(query.order_by(inbox.c.seq).limit(_AT_ONCE)).all()
    for seq, packed, note in rows:
        less = {"body": packed and _without(packed, leaver), "note": note and _unnamed(note, leaver)}
        if less != {"body": packed, "note": note}:
            connection.execute(sa.update(inbox).where(inbox.c.seq == seq).values(**less))
    return rows[-1].seq if rows else None


def erase_reasons(connection: sa.Connection, leaver: Leaver, after: int) -> int | None:
    """The same with why things were decided."""
    lanes = sa.select(item.c.lane).where(item.c.installation == leaver.installation)
    query = sa.select(decision.c.id, decision.c.document).where(decision.c.id > after, decision.c.lane.in_(lanes))
    rows = connection.execute(query.order_by(decision.c.id).limit(_AT_ONCE)).all()
    for id_, document in rows:
        if name_of(leaver.login).search(orjson.dumps(document).decode()):
            less = plainly(without(document, leaver.login))
            connection.execute(sa.update(decision).where(decision.c.id == id_).values(document=less))
    return rows[-1].id if rows else None


def empty(connection: sa.Connection, seqs: Iterable[int]) -> None:
    """Keep nothing of what some deliveries said: they were about the person alone."""
    connection.execute(sa.update(inbox).where(inbox.c.seq.in_(list(seqs))).values(body=None))


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget that somebody was forgotten before a moment; returns how many."""
    return connection.execute(sa.delete(forgotten).where(forgotten.c.at < older_than)).rowcount


def _without(packed: bytes, leaver: Leaver) -> bytes:
    """A payload without a person; the same one where it does not speak of them, or nobody can read it."""
    try:
        body = zlib.decompress(packed)
        if leaver.key.encode() not in body.lower():
            return packed
        return zlib.compress(orjson.dumps(without(orjson.loads(body), leaver.login)), 1)
    except (zlib.error, orjson.JSONDecodeError):
        return packed


def _unnamed(text: str, leaver: Leaver) -> str:
    return name_of(leaver.login).sub(GHOST, text)


def _items(connection: sa.Connection, leaver: Leaver) -> None:
    """What was last seen of items; GitHub tells it again when something happens to one of them."""
    texts = (item.c.title, sa.cast(item.c.assignees, sa.Text), sa.cast(item.c.reviewers, sa.Text))
    told = sa.or_(*(sa.func.lower(text).contains(leaver.key, autoescape=True) for text in texts))
    theirs = (item.c.installation == leaver.installation, told | (sa.func.lower(item.c.author) == leaver.key))
    query = sa.select(item.c.lane, item.c.author, item.c.title, item.c.assignees, item.c.reviewers).where(*theirs)
    for lane, author, title, *hands in connection.execute(query).all():
        less = {"author": _unnamed(author, leaver), "title": _unnamed(title, leaver)}
        left = [[login for login in logins if login.lower() != leaver.key] for logins in hands]
        kept = dict(zip(("assignees", "reviewers"), left, strict=True))
        connection.execute(sa.update(item).where(item.c.lane == lane).values(**less, **kept))


def _credits(connection: sa.Connection, leaver: Leaver, lanes: sa.Select[str]) -> None:
    """Credits count on without a name."""
    theirs = sa.func.lower(record.c.name).contains(f", {leaver.key}", autoescape=True)
    kept = sa.select(record.c.name, record.c.lane).where(theirs, record.c.lane.in_(lanes))
    for name, lane in connection.execute(kept).all():
        told = read_credit(name)
        if told and told[1].lower() == leaver.key:
            others = connection.execute(sa.select(record.c.name).where(record.c.lane == lane)).scalars()
            unnamed = first_unnamed(told[0], "", {each.lower() for each in others})
            here = (record.c.lane == lane, record.c.name == name)
            connection.execute(sa.update(record).where(*here).values(name=unnamed))


def _votes(connection: sa.Connection, leaver: Leaver, lanes: sa.Select[str]) -> None:
    """Decisions that are over keep their count; one that is open needs its voices."""
    over = sa.select(vote.c.lane, vote.c.key, vote.c.document).where(vote.c.state != "open", vote.c.lane.in_(lanes))
    for lane, key, document in connection.execute(over).all():
        if name_of(leaver.login).search(orjson.dumps(document).decode()):
            here = (vote.c.lane == lane, vote.c.key == key)
            connection.execute(sa.update(vote).where(*here).values(document=plainly(without(document, leaver.login))))


def _ledger(connection: sa.Connection, leaver: Leaver) -> None:
    """What was done stays done; to whom is not told any more. What is still being done is left as it is."""
    settled = (ledger.c.installation == leaver.installation, ledger.c.state != "intended")
    said = sa.func.lower(ledger.c.target).contains(leaver.key, autoescape=True) & ledger.c.verb.in_(_OF_PEOPLE)
    noted = sa.func.lower(ledger.c.note).contains(leaver.key, autoescape=True)
    query = sa.select(ledger.c.seq, ledger.c.verb, ledger.c.target, ledger.c.note).where(*settled, said | noted)
    for seq, verb, target, note in connection.execute(query).all():
        # A number keeps apart what was done to several who were forgotten.
        less = name_of(leaver.login).sub(f"{GHOST}-{seq}", target) if verb in _OF_PEOPLE else target
        changed = {"target": less, "note": _unnamed(note, leaver)}
        connection.execute(sa.update(ledger).where(ledger.c.seq == seq).values(**changed))
