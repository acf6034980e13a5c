"""Who is not new in a repository: found out once, kept for good."""

import sqlalchemy as sa

from bot.store.schema import person
from bot.store.sql import insert


def known_since(connection: sa.Connection, repo_id: int, login: str) -> int | None:
    """Since when a person is known in a repository, or None if nothing is known of them."""
    return connection.execute(
        sa.select(person.c.known_since).where(person.c.repo_id == repo_id, person.c.login == login.casefold())
    ).scalar_one_or_none()


def remember(connection: sa.Connection, repo_id: int, login: str, since: int) -> None:
    """A person is not new any more; the first moment that was remembered stays."""
    connection.execute(
        insert(connection, person).on_conflict_do_nothing(index_elements=["repo_id", "login"]),
        {"repo_id": repo_id, "login": login.casefold(), "known_since": since},
    )
