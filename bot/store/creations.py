"""What content was created on each installation's behalf within the hour: one count for all who work on a database."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from bot.queue.pacing import MADE, Limits, earliest, within_an_hour
from bot.store.ready import Ready
from bot.store.schema import creations
from bot.store.sql import insert


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody wants to create content.

    Attributes:
        many: how many pieces.
        since: not before this moment.
        command: whether a person asked for it; then it waits for nobody's promise.
        promised: whether its turn was promised to it before.
    """

    many: int
    since: int = 0
    command: bool = False
    promised: bool = False


def admit(
    connection: sa.Connection,
    installation: int,
    wishes: Sequence[Wish],
    promised: Sequence[MADE],
    now: int,
    limits: Limits,
) -> list[int]:
    """When each may create its content; whoever may now is counted, so that it must create it at once or never.

    Args:
        connection: of a transaction that must be committed before anything is created.
        installation: on whose behalf.
        wishes: in the order of their turns.
        promised: what was promised to others.
        now: the present.
        limits: how much may be created.
    """
    made, others, moments = _made(connection, installation, now), list(promised), list[int]()
    for wish in wishes:
        counted = made if wish.command or wish.promised else sorted([*made, *others])
        at = earliest(counted, wish.many, max(now, wish.since), limits.windows(command=wish.command))
        (made if at <= now else others).append((at, wish.many))
        moments.append(at)
    _keep(connection, installation, made)
    return moments


def postpone(connection: sa.Connection, installation: int, at: int, many: int, now: int) -> None:
    """So many pieces that were counted at a moment may have been created as late as now."""
    left, made = many, list[MADE]()
    for moment, count in _made(connection, installation, now):
        taken = min(left, count) if moment == at else 0
        left -= taken
        made += [(moment, count - taken)] if count > taken else []
    _keep(connection, installation, [*made, (now, many - left)])


_HERE = creations.c.installation == sa.bindparam("here")
_BEGIN = Ready(lambda one: insert(one, creations).on_conflict_do_nothing(index_elements=["installation"]))
_COUNTED = Ready(lambda _: sa.select(creations.c.made).where(_HERE).with_for_update())
_KEEP = Ready(lambda _: sa.update(creations).where(_HERE).values(made=sa.bindparam("now")))


def _made(connection: sa.Connection, installation: int, now: int) -> list[MADE]:
    """What counts, with its row locked."""
    found = _COUNTED.rows(connection, {"here": installation})
    if not found:  # another process may be as far
        _BEGIN.run(connection, {"installation": installation, "made": []})
        found = _COUNTED.rows(connection, {"here": installation})
    ((made,),) = found
    return within_an_hour([(at, count) for at, count in made], now)


def _keep(connection: sa.Connection, installation: int, made: Sequence[MADE]) -> None:
    _KEEP.run(connection, {"here": installation, "now": [list(one) for one in made]})
