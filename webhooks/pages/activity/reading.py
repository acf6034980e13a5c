"""What the page of activity reads from the store: the newest decisions, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bot.store.decisions import Decision
from bot.store.schema import decision, item
from webhooks.pages.audience import Audience
from webhooks.pages.reading import SHORT, SHOWN, Shown, with_askers

MOST = 30


@dataclass(frozen=True, slots=True)
class Look:
    """One look at an item, without its rules."""

    id: int
    at: int
    item: Shown
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lately:
    """One page of looks, newest first.

    Attributes:
        older: what the next page comes before; None where there is none.
    """

    looks: Sequence[Look]
    older: int | None


_PARTS = [decision.c.document[name] for name in SHORT]


def read(
    connection: sa.Connection, audience: Audience, repo_id: int | None = None, before: int | None = None
) -> Lately:
    """The newest looks that somebody may see.

    Args:
        connection: to read with.
        audience: who looks.
        repo_id: of one repository only.
        before: only those that are older than this one.
    """
    query = sa.select(decision.c.id, decision.c.at, decision.c.deliveries, *SHOWN, *_PARTS)
    query = query.join(item, item.c.lane == decision.c.lane)
    query = query.where(audience.may_see(connection)).order_by(decision.c.id.desc()).limit(MOST + 1)
    if repo_id is not None:
        query = query.where(item.c.repo_id == repo_id)
    if before is not None:
        query = query.where(decision.c.id < before)
    rows = [_read(*row) for row in connection.execute(query)]
    found = rows[:MOST]
    told = with_askers(connection, [decided for _, _, decided in found])
    looks = [Look(id_, one.at, about, one.document) for (id_, about, _), one in zip(found, told, strict=True)]
    return Lately(looks, looks[-1].id if len(rows) > MOST else None)


def _read(id_: int, at: int, deliveries: Sequence[str], *rest: Any) -> tuple[int, Shown, Decision]:
    """A row: the decision's id, the item, and what was decided."""
    about, parts = Shown(*rest[: len(SHOWN)]), rest[len(SHOWN) :]
    return id_, about, Decision(about.lane, at, tuple(deliveries), dict(zip(SHORT, parts, strict=True)))
