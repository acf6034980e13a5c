"""Looks at an item again when time alone may change what its standing rules say: a timer for each item."""

import sqlalchemy as sa

from bot import timers
from bot.clock import milliseconds
from bot.looking.scene import Scene
from bot.timers import Timer
from bot.waking.again import LOOK, LookAgain
from rules.facts import Facts, Person
from rules.turning import next_turn

_LATER_MS = 1_000
"""Clocks of several machines differ a little: a look that comes too early would be in vain."""


def look_again_in_time(connection: sa.Connection, scene: Scene, facts: Facts) -> None:
    """Set the item's timer to the next moment that matters, or stop it where none does.

    Where a fact was not asked for, a timer that is set stays, unless the new moment is earlier.
    """
    name, turn = f"{LOOK}:{scene.item.lane}", next_turn(scene.book, facts)
    fire_at = milliseconds(turn.at) + _LATER_MS if turn.at else None
    known = None if turn.sure else timers.find(connection, name)
    if fire_at is None:
        if turn.sure and scene.memory.record:
            timers.cancel(connection, name)
    elif known is None or fire_at < known.fire_at:
        look = look_at(scene, facts)
        timers.start(connection, Timer(name, look.lane, look.installation, LOOK, look.body, fire_at))


def look_at(scene: Scene, facts: Facts) -> LookAgain:
    """A reason of ours to look at the item of a scene again."""
    item, record = scene.item, scene.memory.record
    author = facts.author.login if isinstance(facts.author, Person) else record.author if record else ""
    return LookAgain(
        installation=item.installation,
        repo_id=item.repo_id,
        repo_node=item.repo_node,
        repo=item.repo,
        private=scene.private,
        kind=item.kind,
        number=item.number,
        node=item.node,
        url=scene.event.url or (record.url if record else ""),
        author=author,
    )
