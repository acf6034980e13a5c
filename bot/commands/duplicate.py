"""`/duplicate`: the item says what another one says already."""

from bot.asking.command import Answered, Command, Request
from bot.asking.triage import looked_at
from bot.asking.wishes import number_in
from rules.goals.close import Close
from rules.goals.unlabel import Unlabel


class DuplicateCommand(
    Command,
    name="duplicate",
    examples=("/duplicate #12",),
    aliases={"": ("dup", "dupe"), "es": ("duplicado",), "fr": ("doublon",), "de": ("doppelt",), "pt": ("duplicado",)},
    goals=(Unlabel, Close),
):
    """Closes the item as a duplicate of another one, and says where the work goes on."""

    usage = "#NUMBER"
    may = "triage"

    def obey(self, request: Request) -> Answered:
        """It is closed, and whoever reads it finds the other one."""
        number = number_in(request)
        if number is None:
            return request.refused("number-missing", command=self.written)
        if number == request.facts.number:
            return request.refused("itself", command=self.written)
        return [*looked_at(request.facts), Close("duplicate"), request.answer("duplicate", number=str(number))]
