"""Queues a look at the issues that a pull request closes, once for each stage that it comes to."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from bot.clock import milliseconds
from bot.inbox import Incoming, put
from bot.looking.scene import Scene
from bot.plan import Plan
from bot.planning.stages import PREFIX
from bot.waking.again import LOOK, LookAgain
from rules.facts import Card, Facts


def lead_on(connection: sa.Connection, scene: Scene, plan: Plan) -> None:
    """Have the issues follow; where this very look moves the pull request, its echo does.

    A pull request that was closed without being merged leads nowhere.
    """
    facts = plan.facts
    if not scene.leads() or facts.state == "closed" or any(action.do == "stage" for action in plan.actions):
        return
    stage = scene.book.stage_named(facts.stage) if isinstance(facts.stage, str) else None
    since = _since(facts)
    if stage is None or since is None or not isinstance(facts.closes, Mapping):
        return
    why, now = f"{scene.item.lane}:{stage}@{milliseconds(since)}", milliseconds(scene.now)
    looks = [_look(scene, number, node, stage) for number, node in sorted(facts.closes.items())]
    put(
        connection,
        [Incoming(f"{LOOK}:{one.lane}:{why}", LOOK, one.lane, one.installation, one.body, now) for one in looks],
    )


def _since(facts: Facts) -> datetime | None:
    """When the pull request came to its stage: the card tells, or the label that carries it."""
    if isinstance(facts.card, Card) and facts.card.moved_at:
        return facts.card.moved_at
    changes = facts.relabelled if isinstance(facts.relabelled, Mapping) else {}
    change = changes.get(f"{PREFIX}{facts.stage}".lower())
    return change.at if change else None


def _look(scene: Scene, number: int, node: str, stage: str) -> LookAgain:
    item = scene.item
    return LookAgain(
        installation=item.installation,
        repo_id=item.repo_id,
        repo_node=item.repo_node,
        repo=item.repo,
        private=scene.private,
        kind="issue",
        number=number,
        node=node,
        led_to=stage,
    )
