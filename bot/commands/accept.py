"""`/accept`: the item is taken on."""

from bot.asking.command import Answered, Command, Request
from bot.asking.triage import looked_at
from rules.goals.stage import Move, Stage
from rules.goals.unlabel import Unlabel

_BEGUN = 2


class AcceptCommand(
    Command,
    name="accept",
    examples=("/accept",),
    aliases={"": ("accepted",), "es": ("aceptar",), "fr": ("accepter",), "de": ("annehmen",), "pt": ("aceitar",)},
    goals=(Unlabel, Stage),
):
    """Takes the item on: it leaves triage, and goes from the board's first stage to the second."""

    may = "triage"
    kinds = frozenset({"issue", "pull_request"})

    def obey(self, request: Request) -> Answered:
        """It is in the second stage, unless it was further already."""
        first, second = (*request.book.stages, None, None)[:_BEGUN]
        waits = request.facts.stage is None or (first is not None and request.facts.stage == first)
        moved = [Stage(Move(to=second))] if second is not None and waits else []
        return [*looked_at(request.facts), *moved]
