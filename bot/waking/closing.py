"""Looks at an item when the time of a decision is up, and once a day before: GitHub tells nobody of reactions."""

from datetime import timedelta

import sqlalchemy as sa

from bot import timers
from bot.actions.decide import ShowVote
from bot.clock import milliseconds
from bot.looking.scene import Scene
from bot.store import voting
from bot.timers import Timer
from bot.voting.counting import LAG
from bot.waking.again import LOOK
from bot.waking.turning import look_at
from bot.writing.outcomes import Performed
from rules.facts import Facts
from rules.votes import running

_EVERY = timedelta(days=1)
_LATER = timedelta(seconds=1)
_AGAIN = timedelta(hours=1)
"""When to look again at what could not be counted when its time was up: the item is paused, GitHub does not tell."""


def look_when_due(connection: sa.Connection, scene: Scene, facts: Facts, performed: Performed) -> None:
    """Set the timer of the decision that is open on an item, or stop it where none is."""
    shown = any(isinstance(one.action, ShowVote) for one in performed.outcomes)
    if not (shown or scene.memory.votes):
        return
    name, vote = f"vote:{scene.item.lane}", running(voting.of_item(connection, scene.item.lane))
    if vote is None:
        if scene.memory.votes:
            timers.cancel(connection, name)
        return
    at = min(vote.closes_at + LAG + _LATER, scene.now + _EVERY)
    at = at if at > scene.now else scene.now + _AGAIN
    look = look_at(scene, facts)
    timers.start(connection, Timer(name, look.lane, look.installation, LOOK, look.body, milliseconds(at)))
