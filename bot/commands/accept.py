"""`/accept`: the item is taken on."""

from bot.asking.command import Answered, Command, Request
from bot.asking.triage import looked_at
from rules.book import Rulebook
from rules.goals.stage import Move, Stage
from rules.goals.unlabel import Unlabel
from rules.way import all_needs_of_pathway

_BEGUN = 2


class AcceptCommand(
    Command,
    name="accept",
    examples=("/accept",),
    aliases={
        "": ("accepted",),
        "es": ("aceptar",),
        "fr": ("accepter",),
        "de": ("annehmen",),
        "pt": ("aceitar",),
        "ja": ("承認",),
    },
    goals=(Unlabel, Stage),
):
    """Takes the item on: it leaves triage, and goes from the board's first stage to the second.

    Where contributions are counted, it is one of the author's from then on.
    """

    may = "triage"
    kinds = frozenset({"issue", "pull_request"})

    @property
    def needs(self) -> frozenset[str]:
        """The stage is needed only where there are stages."""
        return Unlabel.reads

    def asks(self, book: Rulebook) -> frozenset[str]:
        """The stage too, where there are any, and the pathway on which the item is counted."""
        return self.needs | (Stage.reads if book.stages else frozenset()) | all_needs_of_pathway(book.home)

    def obey(self, request: Request) -> Answered:
        """It is in the second stage, unless it was further already."""
        first, second = (*request.book.stages, None, None)[:_BEGUN]
        waits = not isinstance(request.facts.stage, str) or (first is not None and request.facts.stage == first)
        moved = [Stage(Move(to=second))] if second is not None and waits else []
        return [*looked_at(request.facts), *moved]
