"""`/decline`: the item is closed, and the reason stands beside it."""

from bot.asking.command import Answered, Command, Request
from bot.asking.triage import looked_at
from rules.goals.close import Close
from rules.goals.unlabel import Unlabel


class DeclineCommand(
    Command,
    name="decline",
    examples=("/decline This belongs to the editor's own repository.",),
    aliases={
        "": ("wontfix",),
        "es": ("rechazar",),
        "fr": ("refuser",),
        "de": ("ablehnen",),
        "pt": ("recusar",),
        "ja": ("却下",),
    },
    goals=(Unlabel, Close),
):
    """Closes the item as not planned; the reason is for whoever opened it, so one has to be given."""

    usage = "REASON"
    may = "triage"

    def obey(self, request: Request) -> Answered:
        """It is closed; the comment itself tells why."""
        if not request.wish:
            return request.refused("reason-missing", command=self.written)
        return [*looked_at(request.facts), Close("not_planned")]
