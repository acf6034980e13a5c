"""Keeps what a look shows that people contributed."""

from collections.abc import Sequence

import sqlalchemy as sa

from bot.clock import milliseconds
from bot.looking.scene import Scene
from bot.people.counting import Asked, counted, credited, may_end
from bot.store import contributions
from bot.store.contributions import Row
from bot.writing.outcomes import Performed
from rules.facts import Facts, Unknown

_NOTHING = Performed()


def keep_counted(
    connection: sa.Connection,
    scene: Scene,
    facts: Facts,
    asked: Sequence[Asked] = (),
    performed: Performed = _NOTHING,
) -> None:
    """Keep the contributions to an item.

    Args:
        connection: of a transaction.
        scene: the item, and why it is looked at.
        facts: what GitHub or a payload tells of it, before the bot does anything.
        asked: the commands that are obeyed.
        performed: what the bot did then.
    """
    at, cause = milliseconds(scene.event.at or scene.now), f"#{scene.item.number}"
    given = credited(scene.book, (one.action for one in performed.outcomes if not one.failure))
    ends = any(may_end(scene.book, event) for event in scene.nudges.events)
    all_ = (*counted(scene.book, facts, scene.occasions, asked, ends=ends), *given)
    found = {(one.kind, one.person.login.lower()): one for one in all_}
    rows = [
        Row(
            repo_id=scene.item.repo_id,
            cause=cause,
            kind=kind,
            login=login,
            pathway=one.pathway,
            at=at,
            person=_number(one.person.id),
        )
        for (kind, login), one in found.items()
    ]
    contributions.add(connection, rows)


def _number(id_: int | Unknown) -> int | None:
    return None if isinstance(id_, Unknown) else id_
