"""Who is not new in a repository: found out once, kept for good."""

import sqlalchemy as sa

from bot.store.schema import person
from bot.store.sql import insert, once

_KNOWN = sa.select(person.c.known_since).where(
    person.c.repo_id == sa.bindparam("where"), person.c.login == sa.bindparam("who")
)


@once
def _remembering(connection: sa.Connection) -> sa.Insert:
    return insert(connection, person).on_conflict_do_nothing(index_elements=["repo_id", "login"])


def known_since(connection: sa.Connection, repo_id: int, login: str) -> int | None:
    """Since when a person is known in a repository, or None if nothing is known of them."""
    return connection.execute(_KNOWN, {"where": repo_id, "who": login.casefold()}).scalar_one_or_none()


def remember(connection: sa.Connection, repo_id: int, login: str, since: int) -> None:
    """A person is not new any more; the first moment that was remembered stays."""
    connection.execute(
        _remembering(connection),
        {"repo_id": repo_id, "login": login.casefold(), "known_since": since},
    )


def meet(connection: sa.Connection, repo_id: int, login: str, at: int) -> int | None:
    """A person comes, who is not new any more with the next thing that they open; since when they were known before."""
    before = known_since(connection, repo_id, login)
    if before is None:
        remember(connection, repo_id, login, at)
    return before
