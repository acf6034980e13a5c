"""Since when the rule's waiting counts, and whether what it said before it waited has to be heard once more. Pure."""

from datetime import UTC, datetime

from bot.action import Look
from rules.condition import known
from rules.facts import UNKNOWN, Facts
from rules.goals.after import After

EVER = datetime.min.replace(tzinfo=UTC)


def key_of(look: Look, position: int) -> str:
    """The name under which a goal of the rule waits."""
    return f"{look.rule.id}/{position}".lower()


def touched(facts: Facts) -> datetime:
    """When a person last did something; ever, where that is not known."""
    return facts.human_at if isinstance(facts.human_at, datetime) else EVER


def warns_anew(look: Look) -> bool:
    """Whether a schedule has the rule begin to wait once more, because somebody did something since it waited last.

    Only then is the same warning news; `after` begins in the same look, so that it is one once.
    """
    if not (look.facts.event or "").startswith("schedule."):
        return False
    waits = [at for at, goal in look.rule.goals if isinstance(goal, After) and goal.value.after.field is None]
    awaited = {} if look.facts.awaited is UNKNOWN else known(look.facts.awaited)
    return any(touched(look.facts) > awaited[key] for at in waits if (key := key_of(look, at)) in awaited)
