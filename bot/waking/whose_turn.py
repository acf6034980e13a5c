"""Remembers who has an item and who waits for it; looks at it again when somebody's turn to take it is over."""

from datetime import timedelta

import sqlalchemy as sa

from bot import timers
from bot.action import is_spoken
from bot.actions.assign import UNASSIGNABLE
from bot.actions.wait import Queue
from bot.clock import milliseconds
from bot.looking.look import Sight
from bot.looking.scene import Scene
from bot.store import takers
from bot.taking.line import TURN
from bot.timers import Timer
from bot.waking.again import LOOK
from bot.waking.turning import look_at
from bot.writing.outcomes import ActionOutcome, Performed
from bot.writing.refused import REFUSED
from rules.facts import Facts
from rules.takers import Taker

_LATER = timedelta(seconds=1)
"""Clocks of several machines differ a little: a look that comes too early would be in vain."""
_AGAIN = timedelta(days=1)
"""When to look again at a turn that could not be ended: the item is paused, GitHub does not tell."""


def remember_takers(connection: sa.Connection, scene: Scene, sight: Sight, performed: Performed) -> None:
    """Keep who joined the line, who left it, and who took the item although GitHub cannot assign them."""
    lane = scene.item.lane
    for one in scene.memory.takers:
        if one.has and one not in sight.facts.takers:  # GitHub shows them by now
            takers.forget(connection, lane, one.login)
    for outcome in performed.outcomes:
        if isinstance(outcome.action, Queue) and not outcome.failure:
            if outcome.action.left:
                takers.forget(connection, lane, outcome.target.partition("=")[0])
            else:
                takers.save(connection, lane, outcome.action.taker)
    for outcome in filter(_unassignable, performed.outcomes):
        takers.save(connection, lane, Taker(login=_named(outcome), at=scene.now, has=True))


def look_when_turn_ends(connection: sa.Connection, scene: Scene, facts: Facts, performed: Performed) -> None:
    """Set the timer of the line for an item, or stop it where nobody's turn runs."""
    untold = any(map(_unassignable, performed.outcomes))
    if not (untold or scene.memory.takers or any(isinstance(one.action, Queue) for one in performed.outcomes)):
        return
    name = f"line:{scene.item.lane}"
    ends = [one.told_at + TURN + _LATER for one in takers.of_item(connection, scene.item.lane) if one.told_at]
    if not (ends or untold):
        timers.cancel(connection, name)
        return
    # Whom GitHub cannot assign is known only once it was tried: the comment names them in a look of its own.
    due = min(ends, default=scene.now)
    at = scene.now if untold else due if due > scene.now else scene.now + _AGAIN
    look = look_at(scene, facts)
    timers.start(connection, Timer(name, look.lane, look.installation, LOOK, look.body, milliseconds(at)))


def _unassignable(outcome: ActionOutcome) -> bool:
    """Whether somebody could not be assigned who took the item by a command: then it is theirs by our own record.

    GitHub leaves such people out without a word, or refuses; nobody says which of these GraphQL does.
    """
    asked = outcome.action.do == "assign" and is_spoken(outcome.action.rule)
    return asked and (outcome.failure == UNASSIGNABLE or outcome.failure.startswith(REFUSED))


def _named(outcome: ActionOutcome) -> str:
    """The login that an outcome is about, as it was written."""
    written: dict[str, str] = {login.lower(): login for login in getattr(outcome.action, "assignees", ())}
    return written.get(outcome.target, outcome.target)
