"""`/undo`: what the bot did last is taken back."""

from collections.abc import Iterator
from typing import Any

from bot.asking.authority import may
from bot.asking.command import Answered, Command, Request, literally
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Facts
from rules.goal import Goal
from rules.goals.assign import Assign
from rules.goals.close import Close
from rules.goals.label import Label
from rules.goals.reopen import Reopen
from rules.goals.stage import Past, Stage
from rules.goals.unassign import Unassign
from rules.goals.unlabel import Unlabel
from rules.selector import Selector


class UndoCommand(
    Command,
    name="undo",
    examples=("/undo",),
    aliases={"": ("revert",), "es": ("deshacer",), "fr": ("annuler",), "de": ("zurück",), "pt": ("desfazer",)},
    goals=(Label, Unlabel, Assign, Unassign, Close, Reopen),
):
    """Takes back what the bot did last here, for good: no rule does it again.

    Whoever asked for it may, and whoever may everything.
    """

    reads = frozenset({"last"})

    def asks(self, book: Rulebook) -> frozenset[str]:
        """All that may have been done; where there is no board, nothing was done on it."""
        return self.needs | (Stage.reads if book.board else frozenset())

    def obey(self, request: Request) -> Answered:
        """It is as it was before, as far as the bot can bring that about."""
        last = known(request.facts.last)
        if last is None:
            return request.refused("nothing-to-undo")
        if last.by != request.by.login.lower() and not may(request.by, "everything"):
            return request.refused("not-yours", who=request.by.login, rule=last.rule, by=last.by)
        goals = [goal for verb, target in last.deeds for goal in _backwards(verb, target, request.facts)]
        return goals or request.refused("cannot-undo", rule=last.rule)


def _backwards(verb: str, target: str, facts: Facts) -> Iterator[Goal[Any]]:
    """What has to be so that a deed is not any more; nothing for what cannot be taken back."""
    name = (literally(target),)
    people = Selector.model_validate({"users": target}) if verb in {"assign", "unassign"} else Selector()
    if verb == "stage" and facts.before:
        yield Stage(Past(to=facts.before, back=True))
    backwards: dict[str, Goal[Any]] = {
        "label": Unlabel(name),
        "unlabel": Label(name),
        "assign": Unassign(people),
        "unassign": Assign(people),
        "close": Reopen(True),
        "reopen": Close("completed"),
    }
    yield from (backwards[verb],) if verb in backwards else ()
