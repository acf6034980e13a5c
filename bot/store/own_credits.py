"""What people claim to have contributed, until another person confirms it."""

from collections.abc import Iterable

import sqlalchemy as sa

from bot.clock import milliseconds, moment
from bot.store.community import unconfirmed
from bot.store.sql import plain, upsert
from rules.recognition import OwnCredit

_OF_ITEM = sa.select(unconfirmed).where(unconfirmed.c.lane == sa.bindparam("which"))
_OF_ITEM = _OF_ITEM.order_by(unconfirmed.c.at, unconfirmed.c.login, unconfirmed.c.type)


def keep(connection: sa.Connection, lane: str, own: OwnCredit) -> None:
    """Remember a claim; the same one said again begins anew."""
    upsert(connection, unconfirmed, _key(lane, own) | {"name": plain(own.login), "at": milliseconds(own.at)})


def drop(connection: sa.Connection, lane: str, ended: Iterable[OwnCredit]) -> None:
    """Remember some claims no more."""
    for own in ended:
        here = (unconfirmed.c[name] == value for name, value in _key(lane, own).items())
        connection.execute(sa.delete(unconfirmed).where(*here))


def of_item(connection: sa.Connection, lane: str) -> tuple[OwnCredit, ...]:
    """The claims on an item, oldest first."""
    rows = connection.execute(_OF_ITEM, {"which": lane})
    return tuple(OwnCredit(login=row.name, type=row.type, what=row.what, at=moment(row.at)) for row in rows)


def forget(connection: sa.Connection, lane: str) -> None:
    """Remember no claim on an item: it is gone."""
    connection.execute(sa.delete(unconfirmed).where(unconfirmed.c.lane == lane))


def _key(lane: str, own: OwnCredit) -> dict[str, str]:
    return {"lane": lane, "login": plain(own.login.lower()), "type": own.type, "what": plain(own.what)}
