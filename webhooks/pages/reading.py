"""What the pages read from the store: bounded, and nothing that its audience may not see."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bot import ledger
from bot.looking.recall import takeable
from bot.store import asked, decisions, records, rulefiles, voting
from bot.store.decisions import AGAIN, Decision
from bot.store.records import Kept
from bot.store.rulefiles import RuleFile
from bot.store.schema import decision, item, rulefile
from bot.waking.pressed import is_pressed
from rules.bases import FILE
from rules.votes import Vote
from webhooks.pages.audience import EVERYBODY, Audience
from webhooks.visitors import known

MOST_ITEMS = 500
MOST_LATELY = 30
MOST_LOOKS = 20
SHORT = ("events", "actions", "outcomes", "held_back", "conflicts", "observed", AGAIN)


@dataclass(frozen=True, slots=True)
class Shown:
    """An item that everybody may see, as last seen."""

    lane: str
    repo_id: int
    repo: str
    kind: str
    number: int
    title: str
    url: str
    author: str
    state: str
    stage: str | None
    seen_at: int
    github_updated_at: int | None

    @property
    def changed_at(self) -> int:
        """When something last happened to it, as far as it is known."""
        return self.github_updated_at or self.seen_at


@dataclass(frozen=True, slots=True)
class Home:
    """All that the first page shows.

    Attributes:
        items: the newest.
        total: how many there are.
        hidden: how many are in private repositories.
        files: the rules in force, by repository.
        last: the last decision about each item, by lane, without its rules.
        lately: the last decisions, newest first, without their rules.
        troubles: the files whose newest version is not in force.
    """

    items: Sequence[Shown]
    total: int
    hidden: int
    files: Mapping[int, RuleFile]
    last: Mapping[str, Decision]
    lately: Sequence[Decision]
    troubles: Sequence[RuleFile]


@dataclass(frozen=True, slots=True)
class OneItem:
    """An item, what is wrong with its repository's rules, what is recorded of it.

    Attributes:
        looks: what the bot decided last, newest first.
        votes: what people decided, or decide, oldest first.
        takeable: the (verb, target) pairs that can be taken back, each with who asked for it, if anybody did.
    """

    item: Shown
    looks: Sequence[Decision]
    total: int
    troubles: Sequence[RuleFile]
    recorded: Sequence[Kept]
    votes: Sequence[Vote]
    takeable: Mapping[tuple[str, str], str]


_COLUMNS = [item.c[name] for name in Shown.__dataclass_fields__]


def version(connection: sa.Connection) -> tuple[int, ...]:
    """Changes whenever the bot has looked, decided or read rules; it costs next to nothing."""
    newest = (decision.c.id, item.c.seen_at, rulefile.c.seen_at)
    parts = [sa.select(sa.func.coalesce(sa.func.max(column), 0)).scalar_subquery() for column in newest]
    return tuple(connection.execute(sa.select(*parts)).one())


def home(connection: sa.Connection, audience: Audience = EVERYBODY) -> Home:
    """What the first page shows to somebody."""
    seen = audience.may_see(connection)
    newest = sa.select(*_COLUMNS).where(seen).order_by(item.c.seen_at.desc(), item.c.lane).limit(MOST_ITEMS)
    shown = [Shown(*row) for row in connection.execute(newest)]
    total = _count(connection, seen)
    lanes = [one.lane for one in shown]
    files = {repo: rulefiles.last_valid(connection, repo, FILE) for repo in {one.repo_id for one in shown}}
    return Home(
        items=shown,
        total=total,
        hidden=_count(connection, sa.true()) - total if audience == EVERYBODY else 0,
        files={repo: file for repo, file in files.items() if file},
        last=_last(connection, lanes),
        lately=_lately(connection, lanes),
        troubles=[file for file in rulefiles.troubles(connection) if audience.may_read(connection, file.repo_id)],
    )


def one_item(connection: sa.Connection, repo: str, number: int, *, private: bool = False) -> OneItem | None:
    """An item; None where there is none, or only a private one where those are not to be shown."""
    there = known.named(connection, repo)
    if there is None or (there.private and not private):
        return None
    wanted = sa.select(*_COLUMNS).where(item.c.repo_id == there.ref.repo_id, item.c.number == number)
    if not private:
        wanted = wanted.where(item.c.private.is_(False))
    row = connection.execute(wanted.order_by(item.c.seen_at.desc()).limit(1)).first()
    if row is None:
        return None
    shown = Shown(*row)
    total = connection.execute(sa.select(sa.func.count()).where(decision.c.lane == shown.lane)).scalar_one()
    looks = with_askers(connection, decisions.of_item(connection, shown.lane, MOST_LOOKS))
    troubles = rulefiles.troubles(connection, shown.repo_id)
    kept, votes = records.of_item(connection, shown.lane), voting.of_item(connection, shown.lane)
    done = takeable(ledger.done_by_us(connection, shown.lane), asked.who(connection, shown.lane))
    return OneItem(shown, looks, total, troubles, kept, votes, done)


def with_askers(connection: sa.Connection, looks: Sequence[Decision]) -> list[Decision]:
    """The same looks; where somebody asked for one by a button on a page, `asked` has what for, and their login."""
    pressed = [(one.lane, delivery) for one in looks for delivery in one.deliveries if is_pressed(delivery)]
    if not pressed:
        return list(looks)
    told = asked.commands(connection, {lane for lane, _ in pressed}, {delivery for _, delivery in pressed})
    return [
        replace(
            one,
            document=one.document
            | {"asked": [told[one.lane, each] for each in one.deliveries if (one.lane, each) in told]},
        )
        for one in looks
    ]


def _count(connection: sa.Connection, seen: sa.ColumnElement[bool]) -> int:
    return connection.execute(sa.select(sa.func.count()).select_from(item).where(seen)).scalar_one()


def _last(connection: sa.Connection, lanes: Collection[str]) -> dict[str, Decision]:
    newest = sa.select(sa.func.max(decision.c.id)).where(decision.c.lane.in_(lanes)).group_by(decision.c.lane)
    return {one.lane: one for one in _short(connection, newest)}


def _lately(connection: sa.Connection, lanes: Collection[str]) -> list[Decision]:
    newest = sa.select(decision.c.id).where(decision.c.lane.in_(lanes)).order_by(decision.c.id.desc())
    return with_askers(connection, _short(connection, newest.limit(MOST_LATELY)))


def _short(connection: sa.Connection, which: sa.Select[tuple[int]]) -> list[Decision]:
    """Decisions without their rules, which are most of them; newest first."""
    parts = [decision.c.document[name] for name in SHORT]
    query = sa.select(decision.c.lane, decision.c.at, decision.c.deliveries, *parts).where(
        decision.c.id.in_(which.scalar_subquery())
    )
    rows = connection.execute(query.order_by(decision.c.id.desc()))
    return [
        Decision(row.lane, row.at, tuple(row.deliveries), dict(zip(SHORT, tuple(row)[3:], strict=True))) for row in rows
    ]
