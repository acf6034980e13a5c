"""An item that a person has paused: while it carries the label, nothing is done to it. Pure.

Everything that happens to it meanwhile is heard and let be; when the label is taken off, the next look goes on from
what is true then.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.action import Action, HeldBack
from rules.facts import Facts, Unknown

if TYPE_CHECKING:
    from bot.plan import Plan

LABEL = "fingerpost: pause"
WHY = f"the label {LABEL} is on it: nothing is done until somebody takes the label off"


def is_paused(facts: Facts) -> bool:
    """Whether a person wants nothing to be done."""
    return not isinstance(facts.labels, Unknown) and LABEL in {label.lower() for label in facts.labels}


def paused(plan: "Plan", facts: Facts) -> "Plan":
    """A plan of which nothing is done, and which says why."""
    return replace(plan, actions=(), held_back=(*_held(plan.actions), *plan.held_back), conflicts=(), facts=facts)


def _held(actions: Iterable[Action]) -> list[HeldBack]:
    return [HeldBack(action.do, action.rule, action.position, WHY) for action in actions]
