"""What the processes on one database tell each other: that something which each may keep in memory is out of date.

Each installation has a count, and there is one for what concerns all of them. Whoever tells something takes the next
number of it, and nobody else can before that is on disk: who knows a number has seen all that was told up to it.
Counts are kept for good. What was told is forgotten when nobody can have anything in memory from before it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bot.store.ready import Ready
from bot.store.schema import news
from bot.store.sql import insert, upsert

EVERYWHERE = 0
"""In place of an installation: what concerns all of them."""
RULES, ALL_RULES = "rules", "all rules"
NAMES, NEW_NAMES = "names", "new names"
PEOPLE, TOKEN, LOGIN = "people", "token", "login"
_COUNT = ""


@dataclass(frozen=True, slots=True, order=True)
class News:
    """Something is out of date.

    Attributes:
        installation: where, or `EVERYWHERE`.
        kind: what it is; a later version may tell of more.
        repo_id: of which repository; 0 where it is of none.
    """

    installation: int
    kind: str
    repo_id: int = 0


def _counting(connection: sa.Connection) -> sa.Insert:
    statement = insert(connection, news)
    counted = {"number": news.c.number + 1, "at": statement.excluded["at"]}
    upserting = statement.on_conflict_do_update(
        index_elements=[column.name for column in news.primary_key], set_=counted
    )
    return upserting.returning(news.c.number)


_COUNT_UP = Ready(_counting)
_COUNTS = sa.select(news.c.installation, news.c.number).where(
    news.c.installation.in_(sa.bindparam("whose", expanding=True)), news.c.kind == _COUNT
)
_SINCE = (
    sa.select(news)
    .where(news.c.installation == sa.bindparam("whose"), news.c.number > sa.bindparam("after"))
    .order_by(news.c.number)
)


def tell(connection: sa.Connection, told: Collection[News], teller: int, now: int) -> None:
    """Tell all other processes.

    Args:
        connection: of the transaction in which it came to be. To be called last in it: others who tell something of the
            same installation wait from here on, and must not be waited for in turn.
        told: what is out of date.
        teller: the process that tells it and knows it already.
        now: the present.
    """
    for whose in sorted({one.installation for one in told}):
        count = {"installation": whose, "kind": _COUNT, "repo_id": 0, "teller": 0, "number": 1, "at": now}
        ((number,),) = _COUNT_UP.rows(connection, count)
        here = sorted({one for one in told if one.installation == whose})
        upsert(connection, news, *[_row(one) | {"teller": teller, "number": number, "at": now} for one in here])


def _row(one: News) -> dict[str, object]:
    return {"installation": one.installation, "kind": one.kind, "repo_id": one.repo_id}


def counts(connection: sa.Connection, installations: Collection[int]) -> Mapping[int, int]:
    """How much was ever told of each of these, and of what concerns all; nothing of those of which nothing was."""
    found = connection.execute(_COUNTS, {"whose": [EVERYWHERE, *installations]})
    return {row.installation: row.number for row in found}


def since(connection: sa.Connection, whose: int, number: int, teller: int) -> tuple[int, list[News]]:
    """The count of an installation, and what others than one process told of it since a number."""
    rows = connection.execute(_SINCE, {"whose": whose, "after": number}).all()
    told = [News(whose, row.kind, row.repo_id) for row in rows if row.kind != _COUNT and row.teller != teller]
    return max((row.number for row in rows), default=number), told


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget what was told before a moment, but no count; returns how much."""
    old = sa.delete(news).where(news.c.kind != _COUNT, news.c.at < older_than)
    return connection.execute(old).rowcount
