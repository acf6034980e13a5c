"""`/support`: a voice for what is being decided."""

from bot.asking.command import Answered, Command, Request
from bot.voting.ballots import OTHER_WORDS
from bot.voting.speaking import FACTS, voted


class SupportCommand(
    Command,
    name="support",
    examples=("/support", "/support She knows the work."),
    aliases=OTHER_WORDS["support"],
):
    """Says that you are for what is being decided here; `+1` on a line of its own does the same."""

    usage = "WHY"
    reads = FACTS

    def obey(self, request: Request) -> Answered:
        """The voice is counted, as the comment stands."""
        return voted(request)
