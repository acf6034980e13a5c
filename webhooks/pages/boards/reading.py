"""What the first page reads from the store: the newest items, their rules and what was decided about them. Bounded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store import rulefiles
from bot.store.decisions import Decision
from bot.store.rulefiles import RuleFile
from bot.store.schema import decision, item, rulefile
from rules.bases import FILE
from webhooks.pages.audience import EVERYBODY, Audience
from webhooks.pages.reading import SHORT, SHOWN, Shown, with_askers

MOST_ITEMS = 500
MOST_LATELY = 30


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


def version(connection: sa.Connection) -> tuple[int, ...]:
    """Changes whenever the bot has looked, decided or read rules; it costs next to nothing."""
    newest = (decision.c.id, item.c.seen_at, rulefile.c.seen_at)
    parts = [sa.select(sa.func.coalesce(sa.func.max(column), 0)).scalar_subquery() for column in newest]
    return tuple(connection.execute(sa.select(*parts)).one())


def home(connection: sa.Connection, audience: Audience = EVERYBODY) -> Home:
    """What the first page shows to somebody."""
    seen = audience.may_see(connection)
    newest = sa.select(*SHOWN).where(seen).order_by(item.c.seen_at.desc(), item.c.lane).limit(MOST_ITEMS)
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
