"""`/duplicate`: the item says what another one says already."""

from bot.asking.command import Answered, Command, Request
from bot.asking.triage import looked_at
from bot.asking.wishes import number_in
from rules.condition import known
from rules.goals.close import Close
from rules.goals.unlabel import Unlabel


class DuplicateCommand(
    Command,
    name="duplicate",
    examples=("/duplicate #12",),
    aliases={
        "": ("dup", "dupe"),
        "es": ("duplicado",),
        "fr": ("doublon",),
        "de": ("doppelt",),
        "pt": ("duplicado",),
        "ja": ("重複",),
    },
    goals=(Unlabel, Close),
):
    """Closes the item as a duplicate of another one, and says where the work goes on.

    The other one must be there, and not be a duplicate itself.
    """

    usage = "#NUMBER"
    may = "triage"
    reads = frozenset({"named"})

    def obey(self, request: Request) -> Answered:
        """It is closed, and whoever reads it finds the other one."""
        number = number_in(request)
        if number is None:
            return request.refused("number-missing", command=self.written)
        if number == request.facts.number:
            return request.refused("itself", command=self.written)
        other = known(request.facts.named)[number]
        if other is None:
            return request.refused("no-such-item", number=str(number))
        if other == "duplicate":
            return request.refused("twice-removed", number=str(number))
        return [*looked_at(request.facts), Close("duplicate"), request.answer("duplicate", number=str(number))]
