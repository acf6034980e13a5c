"""`stage.entered`: rules hear that an item has come to a stage, whoever brought it there. Pure.

It is told while a plan is made, once for each stage that the item comes to, for the cause that brought it. What people
did by hand shows as another stage than the one that the bot saw last.
"""

from collections.abc import Iterable, Sequence

from bot.asking.command import COMMANDS
from bot.planning.mirror import may_differ
from bot.planning.occasion import Occasion
from rules.book import Rule, Rulebook
from rules.events import hears
from rules.facts import Facts, Maybe, Unknown
from rules.goals.stage import Stage

ENTERED = "stage.entered"
FACTS = frozenset({"stage", "card", "board", "labels"})


def awaits(rules: Iterable[Rule]) -> bool:
    """Whether any of these rules waits for it."""
    return any(hears(rule.on, ENTERED) for rule in rules)


def may_enter(
    book: Rulebook, rules: Iterable[Rule], occasions: Sequence[Occasion], labels: Maybe[tuple[str, ...]]
) -> bool:
    """Whether the item may come to a stage for which a rule waits: by these rules, by a command, or by hand."""
    if not awaits(book.rules):
        return False
    goals = (goal for rule in rules for _, goal in rule.goals)
    asked = (COMMANDS[call.command] for one in occasions for call in one.heard.calls)
    moved = any(isinstance(goal, Stage) for goal in goals) or any(Stage in command.goals for command in asked)
    return moved or any(one.led_to or may_differ(one, labels) for one in occasions)


def stage_seen(facts: Facts) -> Maybe[str | None]:
    """Where the item was when the bot saw it last; an item that it sees for the first time has not moved."""
    return facts.stage if isinstance(facts.stage_seen, Unknown) else facts.stage_seen
