"""Who told the bot to be away, and until when."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from bot.clock import milliseconds
from bot.store.community import absence
from bot.store.sql import upsert
from rules.facts import Away

_THERE = sa.select(absence).where(absence.c.installation == sa.bindparam("here"))


def keep(connection: sa.Connection, installation: int, login: str, away: Away | None) -> None:
    """Somebody is away, whatever they said before; or back, where there is no absence."""
    here = (absence.c.installation == installation, absence.c.login == login.lower())
    if away is None:
        connection.execute(sa.delete(absence).where(*here))
        return
    row = {"installation": installation, "login": login.lower()}
    upsert(connection, absence, row | {"since": _moment(away.since or date.min), "until": _moment(away.until)})


def said(connection: sa.Connection, installation: int) -> Mapping[str, Away]:
    """Everybody who said to be away, by login in lower case."""
    rows = connection.execute(_THERE, {"here": installation})
    return {row.login: Away(since=_day(row.since), until=_day(row.until)) for row in rows}


def purge(connection: sa.Connection, older_than: int) -> int:
    """Forget absences that ended before a moment; returns how many."""
    return connection.execute(sa.delete(absence).where(absence.c.until < older_than)).rowcount


def _moment(day: date | None) -> int | None:
    return None if day is None else milliseconds(datetime.combine(day, time(12), UTC))


def _day(at: int | None) -> date | None:
    return None if at is None else datetime.fromtimestamp(at / 1_000, UTC).date()
