"""Rules that wait: a timer for each, which becomes a look at the item in which the rule goes on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot import timers
from bot.actions.after import Wait
from bot.clock import milliseconds, moment
from bot.hearing.moved import Moved
from bot.looking.scene import Scene
from bot.plan import Plan
from bot.planning.goingon import recalled
from bot.planning.occasion import Occasion
from bot.planning.pause import is_paused
from bot.timers import Timer
from bot.waking.again import LOOK, Due, LookAgain
from bot.waking.turning import look_at
from bot.writing.outcomes import Performed
from rules.evaluate import judge
from rules.facts import Facts, Person

_EVER = datetime.min.replace(tzinfo=UTC)
PUT_OFF = timedelta(days=1)
"""How long a rule goes on to wait where its item is paused."""


def begin_to_wait(connection: sa.Connection, scene: Scene, plan: Plan, performed: Performed) -> None:
    """Set the timers of the rules that began to wait in a look, and put off those whose item is paused."""
    for outcome in performed.outcomes:
        if isinstance(outcome.action, Wait) and not outcome.failure:
            _start(connection, scene, plan.facts, _due(scene, plan.facts, outcome.action), outcome.action.due)
    if is_paused(plan.facts):
        for occasion in scene.occasions:
            if occasion.due:
                _start(connection, scene, plan.facts, occasion.due, scene.now + PUT_OFF)


def _due(scene: Scene, facts: Facts, action: Wait) -> Due:
    """What is to be known when the rule goes on: what it heard, be it before it waited the first time."""
    rule = next(rule for rule in scene.book.rules if rule.name == action.rule)
    heard = next((one for one in scene.occasions if one.cause == action.cause), Occasion(action.cause))
    known = heard.due or _heard(heard)
    due = known.model_copy(update={"rule": rule.id, "position": action.position, "since": action.since})
    holds = judge(rule, recalled(facts, due, scene.book)).matched
    return due.model_copy(update={"asked_again": holds is True})


def _heard(occasion: Occasion) -> Due:
    """What an occasion brought, as far as it will be asked for again."""
    actor = occasion.actor or Person(login="", association="")
    return Due(
        rule="",
        position=0,
        since=_EVER,
        event=occasion.event,
        actor=actor.login,
        bot=actor.bot,
        association=actor.association if isinstance(actor.association, str) else "",
        label=occasion.label if isinstance(occasion.label, str) else None,
    )


def _start(connection: sa.Connection, scene: Scene, facts: Facts, due: Due, at: datetime | None) -> None:
    look = look_at(scene, facts).model_copy(update={"due": due})
    name = f"after:{look.lane}:{due.rule}/{due.position}".lower()
    timers.start(connection, Timer(name, look.lane, look.installation, LOOK, look.body, milliseconds(at or scene.now)))


def awaited(settled: Mapping[tuple[str, str], int]) -> dict[str, datetime]:
    """Since when rules wait or waited, from what the ledger knows to be done."""
    return {target: moment(at) for (verb, target), at in settled.items() if verb == Wait.do}


def follow(connection: sa.Connection, moved: Moved) -> None:
    """Let the looks that are to come at an item go to where it moved."""
    new = moved.new
    for timer in timers.of_lane(connection, moved.old):
        if timer.event == LOOK:
            there = {name: getattr(new, name) for name in ("installation", "repo_id", "repo_node", "repo", "number")}
            known = LookAgain.model_validate_json(timer.body)
            look = known.model_copy(update={**there, "node": new.node, "private": moved.private})
            timers.cancel(connection, timer.name)
            name = timer.name.replace(moved.old, new.lane, 1)
            timers.start(connection, Timer(name, new.lane, new.installation, LOOK, look.body, timer.fire_at))


def rename(connection: sa.Connection, repo_id: int, repo: str, *, private: bool) -> None:
    """A repository was renamed, hidden or opened: looks that are to come there go by what it is now."""
    _from_now_on(connection, repo_id, {"repo": repo, "private": private})


def belong(connection: sa.Connection, repo_id: int, installation: int) -> None:
    """The App was installed anew, or the repository given away: looks that are to come there are the new one's."""
    _from_now_on(connection, repo_id, {"installation": installation})


def _from_now_on(connection: sa.Connection, repo_id: int, there: Mapping[str, object]) -> None:
    for timer in timers.of_lanes(connection, f"{repo_id}#"):
        if timer.event == LOOK:
            look = LookAgain.model_validate_json(timer.body).model_copy(update=there)
            timers.start(connection, replace(timer, installation=look.installation, body=look.body))
