"""Asks the next one in time: a timer for each rule that asked somebody and does not wait for ever."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bot import timers
from bot.action import Action
from bot.actions.assign import AddAssignees
from bot.actions.request_review import RequestReviews
from bot.clock import milliseconds
from bot.looking.scene import Scene
from bot.people.standing import entry_of
from bot.plan import Plan
from bot.timers import Timer
from bot.waking.again import LOOK, Due
from bot.waking.turning import look_at
from bot.writing.outcomes import Performed
from rules.durations import Duration
from rules.facts import Facts


def get_ready_to_ask_next(connection: sa.Connection, scene: Scene, plan: Plan) -> None:
    """Set the timers of what a look is about to ask, where none is set yet: how that ended may never be heard.

    Where nothing came of it, nobody is found silent when the time is up.
    """
    for timer in _timers(scene, plan.facts, ((one, login) for one in plan.actions for login in one.targets)):
        if timers.find(connection, timer.name) is None:
            timers.start(connection, timer)


def ask_next_in_time(connection: sa.Connection, scene: Scene, facts: Facts, performed: Performed) -> None:
    """Set the timers of the rules that asked somebody in a look; asking somebody else moves them."""
    asked = ((one.action, one.target) for one in performed.outcomes if not one.failure)
    for timer in _timers(scene, facts, asked):
        timers.start(connection, timer)


def waits_for_answers(plan: Plan) -> bool:
    """Whether somebody is to be asked who does not have for ever."""
    return any(_patience(action) for action in plan.actions)


def _patience(action: Action) -> Duration | None:
    return action.patience if isinstance(action, AddAssignees | RequestReviews) else None


def _timers(scene: Scene, facts: Facts, asked: Iterable[tuple[Action, str]]) -> Iterator[Timer]:
    for action, login in asked:
        rule = next((rule for rule in scene.book.rules if rule.name == action.rule), None)
        span, position = _patience(action), action.position
        if rule is None or span is None:
            continue
        look = look_at(scene, facts).model_copy(
            update={"due": Due(rule=rule.id, position=position, since=scene.now, asked_again=False)}
        )
        name = f"next:{look.lane}:{rule.id}/{position}".lower()
        due = milliseconds(_over(scene, login, span))
        yield Timer(name, look.lane, look.installation, LOOK, look.body, due)


def _over(scene: Scene, login: str, span: Duration) -> datetime:
    """When somebody has had the time, in the working days of where they live."""
    entry = entry_of(login, None, scene.members)
    zone: tzinfo = ZoneInfo(entry.zone) if entry and entry.zone else scene.book.home.zone
    return span.end(scene.now, zone)
