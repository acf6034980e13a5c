"""Who told the bot to be away, and until when."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import sqlalchemy as sa

from bot.store.community import absence
from bot.store.sql import upsert
from rules.facts import Away


def say(connection: sa.Connection, installation: int, login: str, since: int, until: int | None) -> None:
    """Somebody is away from a moment on, until the end of the day that a moment falls in, where it is known."""
    row = {"installation": installation, "login": login.lower(), "since": since, "until": until}
    upsert(connection, absence, row)


def end(connection: sa.Connection, installation: int, login: str) -> bool:
    """Somebody is back; False where the bot did not know of them being away."""
    here = (absence.c.installation == installation, absence.c.login == login.lower())
    return connection.execute(sa.delete(absence).where(*here)).rowcount == 1


def said(connection: sa.Connection, installation: int) -> Mapping[str, Away]:
    """Everybody who said to be away, by login in lower case."""
    rows = connection.execute(sa.select(absence).where(absence.c.installation == installation))
    return {row.login: Away(since=_day(row.since), until=_day(row.until)) for row in rows}


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget absences that ended before a moment; returns how many."""
    return connection.execute(sa.delete(absence).where(absence.c.until < older_than)).rowcount


def _day(at: int | None) -> date | None:
    return None if at is None else datetime.fromtimestamp(at / 1_000, UTC).date()
