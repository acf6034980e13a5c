"""What people contributed, kept for good; and of whom GitHub's history has been asked.

A person is followed by GitHub's number of the account, which stays when it is renamed; by login where nobody knew it.
"""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

import sqlalchemy as sa

from bot.clock import moment
from bot.store.community import contribution, told
from bot.store.sql import insert, plain, upsert
from rules.contribution import Contribution

_ONCE = ["repo_id", "cause", "kind", "login"]
_TEXTS = ("cause", "kind", "login", "pathway")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A contribution as it is kept.

    Attributes:
        repo_id: GitHub's number of the repository where it happened.
        cause: what it was done on, `#12`.
        kind: what was done there: of one person each counts once.
        login: in lower case.
        person: GitHub's number of the account, where it is known.
        at: when, in milliseconds.
    """

    repo_id: int
    cause: str
    kind: str
    login: str
    pathway: str
    at: int
    person: int | None = None


def add(connection: sa.Connection, rows: Iterable[Row]) -> None:
    """Keep contributions; one that is kept already stays, but for a pathway or an account that was not known then."""
    values = [asdict(row) | {name: plain(getattr(row, name)) for name in _TEXTS} for row in rows]
    if not values:
        return
    adding = insert(connection, contribution)
    new = adding.excluded
    changes = {
        "person": sa.func.coalesce(new.person, contribution.c.person),
        "pathway": sa.case((new.pathway != "", new.pathway), else_=contribution.c.pathway),
    }
    connection.execute(adding.on_conflict_do_update(index_elements=_ONCE, set_=changes), values)


def of(
    connection: sa.Connection, repositories: Collection[int], login: str, person: int | None = None
) -> tuple[Contribution, ...]:
    """What a person contributed to some repositories, the first of it first; on one item each pathway once.

    Args:
        connection: of a transaction.
        repositories: by GitHub's numbers.
        login: what the person is called now.
        person: GitHub's number of the account, where it is known.
    """
    columns = contribution.c
    wanted = (columns.repo_id, columns.cause, columns.kind, columns.pathway, columns.at)
    mine = (columns.repo_id.in_(list(repositories)), _is(contribution, login, person))
    query = sa.select(*wanted).where(*mine).order_by(columns.at, columns.cause, columns.kind, columns.login)
    found: dict[tuple[int, str, str], Contribution] = {}
    for row in connection.execute(query):
        what = row.pathway or row.kind
        told = Contribution(pathway=row.pathway, at=moment(row.at), cause=row.cause)
        found.setdefault((row.repo_id, row.cause, what), told)
    return tuple(found.values())


def contributors(connection: sa.Connection, repo_id: int, most: int) -> tuple[tuple[str, int | None], ...]:
    """Who contributed to a repository, the latest first: the latest login, and the number where it is known."""
    columns = contribution.c
    last = sa.func.max(columns.at).label("last")
    query = sa.select(columns.login, columns.person, last).where(columns.repo_id == repo_id)
    found: dict[str | int, tuple[str, int | None]] = {}
    rows = connection.execute(query.group_by(columns.login, columns.person).order_by(last.desc(), columns.login))
    for row in rows:
        found.setdefault(row.person or row.login, (row.login, row.person))
    return tuple(found.values())[:most]


def tally(connection: sa.Connection, repo_id: int) -> dict[str, tuple[int, int]]:
    """How many people contributed to a repository on each pathway, and how often together; on one item each once."""
    columns = contribution.c
    who = sa.func.coalesce(sa.cast(columns.person, sa.Text), columns.login)
    counts = (sa.func.count(who.distinct()), sa.func.count(sa.distinct(columns.cause + " " + who)))
    query = sa.select(columns.pathway, *counts).where(columns.repo_id == repo_id).group_by(columns.pathway)
    return {pathway: (people, times) for pathway, people, times in connection.execute(query)}


def forget(
    connection: sa.Connection, login: str, person: int | None = None, repositories: Collection[int] | None = None
) -> int:
    """Keep nothing more of a person; returns how much there was. GitHub's history tells it again when it is needed.

    Args:
        connection: of a transaction.
        login: what the person is called now.
        person: GitHub's number of the account, where it is known.
        repositories: by GitHub's numbers; all of them unless given.
    """
    where = [] if repositories is None else list(repositories)
    gone = 0
    for table in (told, contribution):
        here = (_is(table, login, person),) + (() if repositories is None else (table.c.repo_id.in_(where),))
        gone = connection.execute(sa.delete(table).where(*here)).rowcount
    return gone


def note_told(
    connection: sa.Connection, repo_id: int, login: str, person: int | None, *, pathways: str, at: int
) -> None:
    """GitHub's history has told a person's contributions to a repository, for these pathways."""
    row = {"repo_id": repo_id, "login": login.lower(), "person": person, "pathways": pathways, "at": at}
    upsert(connection, told, row)


def told_for(connection: sa.Connection, repo_id: int, login: str, person: int | None = None) -> str:
    """The pathways for which GitHub's history has told a person's contributions; empty where it was never asked."""
    query = sa.select(told.c.pathways).where(told.c.repo_id == repo_id, _is(told, login, person))
    return connection.execute(query.limit(1)).scalar() or ""


def _is(table: sa.Table, login: str, person: int | None) -> sa.ColumnElement[bool]:
    """Whether a row is of a person: what bears another account's number was somebody else's of the same login."""
    named = table.c.login == login.lower()
    if person is None:
        return named
    return (table.c.person == person) | (named & table.c.person.is_(None))
