"""Whom the bot called by name, and when: so that nobody is called more often than the rule file allows."""

from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa

from bot.store.schema import mention

WEEK_MS = timedelta(days=7) // timedelta(milliseconds=1)


def save(connection: sa.Connection, installation: int, lane: str, section: str, logins: Iterable[str], at: int) -> None:
    """People were mentioned in a section of the comment on an item."""
    place = {"installation": installation, "lane": lane, "section": section, "at": at}
    rows = [{"login": login.lower(), **place} for login in logins]
    if rows:
        connection.execute(sa.insert(mention), rows)


def worn(connection: sa.Connection, installation: int, most: int, now: int) -> frozenset[str]:
    """Everybody who was mentioned as often as is allowed, within the last week; in lower case."""
    query = (
        sa.select(mention.c.login)
        .where(mention.c.installation == installation, mention.c.at > now - WEEK_MS)
        .group_by(mention.c.login)
        .having(sa.func.count() >= most)
    )
    return frozenset(connection.execute(query).scalars())


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget mentions made long enough before a moment that nobody counts them any more; returns how many."""
    return connection.execute(sa.delete(mention).where(mention.c.at < older_than - WEEK_MS)).rowcount
