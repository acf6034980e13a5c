"""Looks at a discussion once more when an issue was opened for it: only then is its number to be seen."""

from datetime import timedelta

import sqlalchemy as sa

from bot import timers
from bot.clock import milliseconds
from bot.looking.scene import Scene
from bot.timers import Timer
from bot.waking.again import LOOK
from bot.waking.turning import look_at
from bot.writing.outcomes import Performed
from rules.facts import Facts

SOON = timedelta(seconds=2)


def look_for_the_issue(connection: sa.Connection, scene: Scene, facts: Facts, performed: Performed) -> None:
    """Have the discussion looked at again, where an issue was opened for it now."""
    made = any(one.action.do == "open_issue" and not one.failure for one in performed.outcomes)
    if made and scene.item.kind == "discussion":
        look = look_at(scene, facts)
        at = milliseconds(scene.now + SOON)
        timers.start(connection, Timer(f"opened:{look.lane}", look.lane, look.installation, LOOK, look.body, at))
