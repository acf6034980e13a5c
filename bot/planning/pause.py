"""An item that a person has paused: while it carries the label, no rule does anything to it. Pure.

Everything that happens to it meanwhile is heard and let be; when the label is taken off, the next look goes on from
what is true then.
"""

from collections.abc import Iterable

from bot.action import Action, HeldBack
from rules.facts import Facts, Unknown

LABEL = "fingerpost: pause"
WHY = f"the label {LABEL} is on it: nothing is done until somebody takes the label off"


def is_paused(facts: Facts) -> bool:
    """Whether a person wants nothing to be done."""
    return not isinstance(facts.labels, Unknown) and LABEL in {label.lower() for label in facts.labels}


def left_alone(actions: Iterable[Action]) -> list[HeldBack]:
    """Actions of which none is done, and why."""
    return [HeldBack(action.do, action.rule, action.position, WHY) for action in actions]
