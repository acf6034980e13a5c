"""`/triage`: somebody has looked at the item."""

from bot.asking.command import Answered, Command, Refused, Request
from bot.asking.triage import looked_at
from bot.asking.wishes import labels_in
from rules.goals.label import Label
from rules.goals.unlabel import Unlabel


class TriageCommand(
    Command,
    name="triage",
    examples=("/triage", "/triage bug, docs"),
    aliases={
        "": ("triaged",),
        "es": ("clasificar",),
        "fr": ("trier",),
        "de": ("sichten",),
        "pt": ("triar",),
        "ja": ("仕分け",),
    },
    goals=(Unlabel, Label),
):
    """Says that you have looked at the item: takes `needs-triage` and its like off, and puts on the labels you name."""

    usage = "[NAME, NAME]"
    may = "triage"

    def obey(self, request: Request) -> Answered:
        """It waits for nobody any more, and carries the labels."""
        if not request.wish:
            return looked_at(request.facts)
        labels = labels_in(request)
        return labels if isinstance(labels, Refused) else [*looked_at(request.facts), Label(labels)]
