"""Looks once more at a pull request whose checks GitHub shows as not ended although it told of one that did.

Its answers come from copies that lag, and a check is no change of the pull request by which that would show.
"""

import sqlalchemy as sa

from bot import timers
from bot.clock import milliseconds
from bot.github.answer import READ_LAG
from bot.looking.scene import Scene
from bot.timers import Timer
from bot.waking.again import LOOK
from bot.waking.turning import look_at
from rules.facts import Facts

ENDED = frozenset({"check_run.completed", "check_suite.completed", "status"})
FINAL = frozenset({"success", "failure"})


def look_again_at_checks(connection: sa.Connection, scene: Scene, facts: Facts) -> None:
    """Set the timer of a pull request of whose checks one has just ended, or stop it where all of them have."""
    if "checks" not in scene.needs:
        return
    name = f"checks:{scene.item.lane}"
    if facts.checks in FINAL:
        timers.cancel(connection, name)
    elif any(event.name in ENDED for event in scene.nudges.events):
        look, at = look_at(scene, facts), milliseconds(scene.now + READ_LAG)
        timers.start(connection, Timer(name, look.lane, look.installation, LOOK, look.body, at))
