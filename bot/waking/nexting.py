"""Asks the next one in time: a timer for each rule that asked somebody and does not wait for ever."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot import timers
from bot.actions.assign import AddAssignees
from bot.actions.request_review import RequestReviews
from bot.clock import milliseconds
from bot.looking.scene import Scene
from bot.people.standing import entry_of
from bot.timers import Timer
from bot.waking.again import LOOK, Due
from bot.waking.turning import look_at
from bot.writing.outcomes import Performed
from rules.durations import Duration
from rules.facts import Facts


def ask_next_in_time(connection: sa.Connection, scene: Scene, facts: Facts, performed: Performed) -> None:
    """Set the timers of the rules that asked somebody in a look; asking somebody else moves them."""
    for outcome in performed.outcomes:
        action = outcome.action
        rule = next((rule for rule in scene.book.rules if rule.name == action.rule), None)
        span = action.patience if isinstance(action, AddAssignees | RequestReviews) else None
        if rule is None or span is None or outcome.failure:
            continue
        position = action.position
        look = look_at(scene, facts).model_copy(
            update={"due": Due(rule=rule.id, position=position, since=scene.now, asked_again=False)}
        )
        name = f"next:{look.lane}:{rule.id}/{position}".lower()
        due = milliseconds(_over(scene, outcome.target, span))
        timers.start(connection, Timer(name, look.lane, look.installation, LOOK, look.body, due))


def _over(scene: Scene, login: str, span: Duration) -> datetime:
    """When somebody has had the time, in the working days of where they live."""
    entry = entry_of(login, None, scene.members)
    zone: tzinfo = ZoneInfo(entry.zone) if entry and entry.zone else scene.book.home.zone
    return span.end(scene.now, zone)
