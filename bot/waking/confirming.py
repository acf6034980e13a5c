"""Remembers what people claim to have done; looks at the item again when nobody has confirmed it in time."""

from datetime import timedelta

import sqlalchemy as sa

from bot import timers
from bot.actions.acknowledge import AwaitConfirmation
from bot.clock import milliseconds
from bot.looking.scene import Scene
from bot.store import own_credits
from bot.timers import Timer
from bot.waking.again import LOOK
from bot.waking.turning import look_at
from bot.writing.credited import GiveCredit
from bot.writing.outcomes import Performed
from rules.facts import Facts
from rules.recognition import WAITS

_LATER = timedelta(seconds=1)
"""Clocks of several machines differ a little: a look that comes too early would be in vain."""


def remember_claims(connection: sa.Connection, scene: Scene, facts: Facts, performed: Performed) -> None:
    """Keep new claims, drop those that were confirmed or that nobody confirmed; set the timer for what is left."""
    lane, done = scene.item.lane, [one.action for one in performed.outcomes if not one.failure]
    new = [action.own for action in done if isinstance(action, AwaitConfirmation)]
    confirmed = [action.confirms for action in done if isinstance(action, GiveCredit) and action.confirms]
    if not (scene.memory.unconfirmed or new):
        return
    for own in new:
        own_credits.keep(connection, lane, own)
    over = [own for own in scene.memory.unconfirmed if own.over(scene.now) and own not in new]
    own_credits.drop(connection, lane, [*confirmed, *over])
    name, left = f"credit:{lane}", own_credits.of_item(connection, lane)
    if not left:
        timers.cancel(connection, name)
        return
    look, at = look_at(scene, facts), min(own.at for own in left) + WAITS + _LATER
    timers.start(connection, Timer(name, look.lane, look.installation, LOOK, look.body, milliseconds(at)))
